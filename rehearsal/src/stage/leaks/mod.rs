//! Has a secret got out? While a scenario is run, the process lists of both hosts are sampled; after it, every log and
//! every file that others can read is searched. What is looked for is kept by the stage: tokens and keys from its first
//! moment on, and each secret that GitHub or Secrets Manager is given later. Workflow runs are not masked here, so that a
//! log is clean because nothing was printed.

mod files;
mod processes;

use anyhow::{Result, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use super::Stage;
pub use processes::Sampler;

/// A shorter value is no secret, or one that is found everywhere by chance: a port, a user, a switch.
const SHORTEST: usize = 10;
/// Enough of a long value to know it by.
const LONGEST: usize = 60;

/// What nobody else may see.
#[derive(Debug, Default)]
pub struct Secrets(Mutex<BTreeSet<String>>);

impl Secrets {
    /// Looks for this value from now on, if it is one that can be known again; for each line of a longer text.
    pub fn add(&self, value: &str) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for line in value.lines().map(str::trim).filter(|line| is_telling(line)) {
            let end = (0..=LONGEST.min(line.len())).rev().find(|end| line.is_char_boundary(*end)).unwrap_or_default();
            known.insert(line[..end].to_owned());
        }
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }
}

/// Addresses are no secrets, and neither are the first and last line of a key.
fn is_telling(value: &str) -> bool {
    value.len() >= SHORTEST
        && !value.starts_with("-----")
        && !value.chars().all(|sign| sign.is_ascii_digit() || sign == '.')
}

/// A place where a secret was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Leak {
    /// Which file, log or process.
    pub place: String,
    /// How the secret begins.
    pub secret: String,
}

/// The first secret in these bytes.
fn find(place: &str, bytes: &[u8], secrets: &[String]) -> Option<Leak> {
    let text = String::from_utf8_lossy(bytes);
    let found = secrets.iter().find(|secret| text.contains(secret.as_str()))?;
    Some(Leak { place: place.to_owned(), secret: found.chars().take(20).collect() })
}

/// What was searched, and what was found.
#[derive(Debug, Default)]
pub struct Search {
    /// Logs of runs and machines.
    pub logs: usize,
    /// Files of the hosts that others can read.
    pub files: usize,
    /// Samples of process lists.
    pub samples: usize,
    /// Everything found.
    pub leaks: BTreeSet<Leak>,
}

impl Search {
    /// An error that names what was found.
    pub fn expect_none(&self) -> Result<()> {
        ensure!(self.leaks.is_empty(), "secrets got out: {:?}", self.leaks);
        Ok(())
    }
}

impl Stage {
    /// Begins to sample the process lists of both hosts.
    pub fn sample_processes(&self) -> Sampler {
        Sampler::start(&[&self.development.folder, &self.production.folder])
    }

    /// Searches what was sampled, all logs, and all that others can read on the hosts, for what the stage keeps secret.
    pub fn search(&self, processes: Sampler) -> Search {
        self.search_for(&self.secrets, processes)
    }

    /// The same for other secrets.
    pub fn search_for(&self, secrets: &Secrets, processes: Sampler) -> Search {
        let secrets = secrets.all();
        let seen = processes.stop();
        let mut search = Search { samples: seen.samples, ..Search::default() };
        for line in &seen.lines {
            search.leaks.extend(find("process list", line, &secrets));
        }
        let mut look = |path: &Path| {
            let place = path.strip_prefix(&self.folder).unwrap_or(path).display().to_string();
            search.leaks.extend(find(&place, &fs::read(path).unwrap_or_default(), &secrets));
        };
        for log in files::logs(self) {
            search.logs += 1;
            look(&log);
        }
        for machine in [&self.development, &self.production] {
            for file in files::readable(machine) {
                search.files += 1;
                look(&file);
            }
        }
        search
    }
}
