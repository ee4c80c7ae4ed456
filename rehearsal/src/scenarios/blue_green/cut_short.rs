//! Scripts whose end is missing, because a copy was cut short.

use anyhow::{Result, ensure};
use std::fs;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, USER};

/// Whatever of a script is missing, it must not end with 0. The first line alone is a script that does nothing.
const SHORTEST: usize = 26;

/// Runs each of the beginnings and prints the lengths of those that ended with 0.
const TRY: &str = "cd cut-short && while read -r length; do
  head --bytes \"$length\" whole.sh >cut.sh
  if bash cut.sh an argument too many </dev/null >/dev/null 2>&1; then echo \"$length\"; fi
done <lengths";

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let rollout = Rollout::on_empty_host(stage, BACKEND)?;
    let host = rollout.host();
    let mut tried = 0;
    for name in ["deploy.sh", "rollback.sh", "health-check.sh"] {
        let script = fs::read_to_string(host.file(&rollout.file(name)))?;
        let lengths = lengths(&script);
        tried += lengths.len();
        host.install("/home/ubuntu/cut-short/whole.sh", &script)?;
        let lines: Vec<String> = lengths.iter().map(usize::to_string).collect();
        host.install("/home/ubuntu/cut-short/lengths", lines.join("\n") + "\n")?;
        host.give_home()?;
        let passed = host.as_user(USER, TRY).succeed()?;
        let passed: Vec<&str> = passed.split_whitespace().collect();
        let (first, count) = (passed.first(), passed.len());
        ensure!(
            passed.is_empty(),
            "{name} of {} bytes ends with 0 when cut at {first:?}, and at {count} places",
            script.len()
        );
    }
    fs::remove_dir_all(host.file("/home/ubuntu/cut-short"))?;
    Ok(format!("{tried} beginnings of three scripts, none of them ended with 0"))
}

/// Behind every line, before its line break, between the two brackets that end one, and here and there within one.
fn lengths(script: &str) -> Vec<usize> {
    let step = if crate::is_full() { 7 } else { 97 };
    let breaks = script.match_indices('\n').flat_map(|(at, _)| [at, at + 1]);
    let brackets = script.match_indices("]]\n").map(|(at, _)| at + 1);
    let mut lengths: Vec<usize> = breaks.chain(brackets).chain((0..script.len()).step_by(step)).collect();
    lengths.retain(|length| (SHORTEST..script.len()).contains(length));
    lengths.sort_unstable();
    lengths.dedup();
    lengths
}
