//! Descriptions that nobody would write, told apart in the thousands: what is refused is told, what is accepted is compiled,
//! read by an independent reader and read back equal; and nothing panics, hangs or eats the memory.
//!
//! Takes the number of cases, the seed, and a folder for a sample of the workflows of what is accepted, for GitHub's own parser to
//! judge; `scripts/fuzz` builds it for release. A case is known by its number: the same seed, the same case.

mod case;
#[path = "../../../tests/second_organization/description.rs"]
mod description;
#[path = "../../../crates/actions/tests/expressions/random.rs"]
mod random;
mod verdict;

use case::Seeds;
use pipewright::prelude::Organization;
use pipewright::read::data;
use random::Random;
use serde_json::Value;
use std::fs;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use verdict::{Judge, Verdict};

/// The longest that a case may take.
const LONGEST: Duration = Duration::from_secs(1);
/// The most memory that all cases together may take, in KiB.
const MOST_MEMORY: u64 = 200 * 1024;

/// Of how many cases the workflows are kept, if they are accepted.
const SAMPLED: u64 = 1000;

/// Where the workflows of some cases are kept.
struct Sample {
    folder: PathBuf,
    every: u64,
}

impl Sample {
    fn keep(&self, number: u64, workflows: &[(String, String)]) -> std::io::Result<()> {
        if !number.is_multiple_of(self.every) {
            return Ok(());
        }
        for (path, text) in workflows {
            let path = self.folder.join(format!("generated/case-{number}")).join(path);
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            fs::write(path, text)?;
        }
        Ok(())
    }
}

/// What came of all cases.
#[derive(Debug, Default)]
struct Count {
    refused: AtomicU64,
    accepted: AtomicU64,
    failed: AtomicU64,
    slowest: AtomicU64,
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let mut number = || arguments.next().and_then(|argument| argument.parse::<u64>().ok());
    let (cases, seed) = (number().unwrap_or(20_000), number().unwrap_or(1));
    let sample =
        arguments.next().map(|folder| Sample { folder: PathBuf::from(folder), every: (cases / SAMPLED).max(1) });
    let seeds = match Seeds::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/..")), sound()) {
        Ok(seeds) => seeds,
        Err(error) => {
            eprintln!("fuzz: {error}");
            return ExitCode::from(2);
        }
    };
    // A panic is told with its case, below.
    panic::set_hook(Box::new(|_| {}));
    let count = Count::default();
    let lanes = thread::available_parallelism().map_or(2, usize::from) as u64;
    thread::scope(|scope| {
        for lane in 0..lanes {
            let (seeds, count, sample) = (&seeds, &count, &sample);
            scope.spawn(move || {
                let Ok(judge) = Judge::new() else {
                    count.failed.fetch_add(1, Ordering::Relaxed);
                    return;
                };
                for number in (lane..cases).step_by(usize::try_from(lanes).unwrap_or(1)) {
                    play(number, seed, seeds, &judge, count, sample.as_ref());
                }
            });
        }
    });
    let [refused, accepted, failed, slowest] =
        [count.refused, count.accepted, count.failed, count.slowest].map(AtomicU64::into_inner);
    let memory = peak_memory();
    println!(
        "checked: {cases} descriptions, seed {seed}: {refused} refused, {accepted} accepted and read back equal, {failed} \
         failures, slowest {} ms, {} MB at most",
        slowest / 1000,
        memory / 1024
    );
    let sound = failed == 0 && refused > 0 && accepted > 0 && memory < MOST_MEMORY;
    ExitCode::from(u8::from(!sound))
}

/// Sound descriptions: MAS / Mr. Mentor's, a repository of it at a time, and another organisation's.
fn sound() -> Vec<Value> {
    let mas = pipelines::organization();
    let all = mas
        .repositories
        .iter()
        .map(|repository| Organization { repositories: vec![repository.clone()], ..mas.clone() });
    all.chain([description::organization()]).map(|organization| data(&organization)).collect()
}

/// Plays one case and counts what came of it.
fn play(number: u64, seed: u64, seeds: &Seeds, judge: &Judge, count: &Count, sample: Option<&Sample>) {
    let mut random = Random::new(seed.wrapping_mul(0x1_0000_0001).wrapping_add(number));
    let bytes = seeds.case(&mut random);
    let timed = || {
        let start = Instant::now();
        let verdict = panic::catch_unwind(AssertUnwindSafe(|| judge.judge(&bytes)));
        (verdict, start.elapsed())
    };
    let (verdict, mut took) = timed();
    // A machine that was busy is no hang: what is slow is slow again.
    for _ in 0..2 {
        if took > LONGEST {
            took = took.min(timed().1);
        }
    }
    count.slowest.fetch_max(u64::try_from(took.as_micros()).unwrap_or(u64::MAX), Ordering::Relaxed);
    let failure = match verdict {
        Ok(_) if took > LONGEST => format!("it took {took:?}"),
        Ok(Ok(Verdict::Refused)) => {
            count.refused.fetch_add(1, Ordering::Relaxed);
            return;
        }
        Ok(Ok(Verdict::Accepted(workflows))) => match sample.map_or(Ok(()), |sample| sample.keep(number, &workflows)) {
            Ok(()) => {
                count.accepted.fetch_add(1, Ordering::Relaxed);
                return;
            }
            Err(error) => format!("its workflows cannot be kept: {error}"),
        },
        Ok(Err(reason)) => reason,
        Err(panic) => format!("it panicked: {}", words(panic.as_ref())),
    };
    count.failed.fetch_add(1, Ordering::Relaxed);
    println!("case {number} of seed {seed}: {failure}\n{}\n", String::from_utf8_lossy(&bytes));
}

/// What a panic says.
fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let owned = panic.downcast_ref::<String>().map(String::as_str);
    owned.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("without words")
}

/// The most memory that this process has had, in KiB; 0 where nobody tells.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok()).unwrap_or_default()
}
