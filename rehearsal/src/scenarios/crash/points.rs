//! Where a script can be ended: before and after every external command of a good run. Every program that the scripts'
//! text names and the host has gets a command before it that writes down and strikes; so none can be forgotten.

use anyhow::{Result, ensure};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::scenario;
use crate::scenarios::blue_green::rollout::Rollout;
use crate::stage::Run;

const COMMAND: &str = include_str!("command.sh");

/// Is there when a point was reached.
const STRUCK: &str = "/sweep/struck";
/// Says which point is meant.
const POINT: &str = "/sweep/point";

/// What a script begins with, so that its commands are seen.
pub const PRELUDE: &str =
    "rm -f /sweep/struck; : >/sweep/trace; echo $$ >/sweep/pid; export PATH=/sweep/commands:$PATH; ";

/// Where programs lie.
const FOLDERS: [&str; 4] = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin"];

/// How many points a plain rehearsal takes of each part.
const SAMPLE: usize = 1;

/// What is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// deploy.sh
    Deploy,
    /// rollback.sh
    Rollback,
}

/// How it is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Without a word.
    Kill,
    /// It may tidy up.
    Term,
}

impl Signal {
    const fn name(self) -> &'static str {
        match self {
            Self::Kill => "KILL",
            Self::Term => "TERM",
        }
    }
}

/// One of the parts that a sweep is split into: every so manieth point.
#[derive(Debug, Clone, Copy)]
pub struct Part {
    /// Which one, from 0.
    pub index: usize,
    /// How many there are.
    pub of: usize,
}

/// When a script is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// The command has not begun.
    Before,
    /// The command has ended.
    After,
}

/// Where a script is ended: at the nth command that looks like this.
#[derive(Debug, Clone)]
pub struct Point {
    command: String,
    nth: usize,
    when: When,
}

impl Point {
    /// The next run of a script is ended here.
    pub fn set(&self, rollout: &Rollout<'_>, signal: Signal) -> Result<()> {
        let when = if self.when == When::Before { "before" } else { "after" };
        let text = format!("{}\n{} {when} {}\n", self.command, self.nth, signal.name());
        rollout.host().install(POINT, text)
    }
}

/// No run is ended.
pub fn unset(rollout: &Rollout<'_>) -> Result<()> {
    rollout.host().install(POINT, "\n0\n")
}

/// Whether the last run has reached its point.
pub fn was_reached(rollout: &Rollout<'_>) -> Result<bool> {
    Ok(fs::exists(rollout.host().file(STRUCK))?)
}

/// The points of a part, of the run that was traced last, and how many of them must be reached. How often a run polls
/// depends on the moment, so that not every point of one run is there in the next. A plain rehearsal begins elsewhere with
/// each commit and goes on until it has reached its sample.
pub fn traced(rollout: &Rollout<'_>, part: Part) -> Result<(Vec<Point>, usize)> {
    let trace = fs::read_to_string(rollout.host().file("/sweep/trace"))?;
    let mut seen = BTreeMap::<&str, usize>::new();
    let mut all = Vec::new();
    for command in trace.lines() {
        let nth = seen.entry(command).or_default();
        *nth += 1;
        all.extend([When::Before, When::After].map(|when| Point { command: command.to_owned(), nth: *nth, when }));
    }
    ensure!(all.len() > 40, "only {} points were seen", all.len());
    let mut part: Vec<Point> = all.into_iter().skip(part.index).step_by(part.of).collect();
    if crate::is_full() {
        let most = part.len() * 8 / 10;
        return Ok((part, most));
    }
    let length = part.len();
    part.rotate_left(scenario::turn()? % length);
    // From both halves in turn.
    let (one, other) = part.split_at(length / 2);
    let mixed = one.iter().zip(other).flat_map(|(one, other)| [one.clone(), other.clone()]);
    Ok((mixed.take(SAMPLE * 8).collect(), SAMPLE))
}

/// Each command of the scripts gets one before it that counts.
pub fn place_commands(rollout: &Rollout<'_>) -> Result<()> {
    let host = rollout.host();
    host.command("mkdir").args(["-p", "/sweep/commands"]).succeed()?;
    for name in programs(rollout)? {
        let path = format!("/sweep/commands/{name}");
        host.install(&path, COMMAND)?;
        host.make_executable(&path)?;
    }
    unset(rollout)?;
    host.command("chmod").args(["-R", "a+rwX", "/sweep"]).succeed().map(drop)
}

/// The programs of the host that the scripts name, but for the shell that runs them.
fn programs(rollout: &Rollout<'_>) -> Result<BTreeSet<String>> {
    let host = rollout.host();
    let mut programs = BTreeSet::new();
    for script in ["deploy.sh", "rollback.sh"] {
        let text = fs::read_to_string(host.file(&rollout.file(script)))?;
        let words = text.split(|sign: char| !sign.is_ascii_alphanumeric() && !"_-+.[".contains(sign));
        let is_program = |word: &&str| {
            !word.is_empty()
                && !matches!(*word, "bash" | "env" | "." | "..")
                && FOLDERS.iter().any(|folder| host.file(&format!("{folder}/{word}")).is_file())
        };
        programs.extend(words.filter(is_program).map(str::to_owned));
    }
    Ok(programs)
}
