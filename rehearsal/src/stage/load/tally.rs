//! What became of the requests of a load.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

/// What became of all requests so far.
#[derive(Debug, Clone, Default)]
pub struct Tally {
    /// Requests made, each counted once.
    pub requests: u64,
    /// Good answers (2xx) by the build that gave them.
    pub builds: BTreeMap<String, u64>,
    /// Requests by method and kind of connection.
    pub kinds: BTreeMap<String, u64>,
    /// What was lost, by what happened.
    pub errors: BTreeMap<String, u64>,
    /// When something was lost, since the start, and what; the first hundred.
    pub losses: Vec<(Duration, String)>,
    /// Requests that crossed the close of an idle connection, by their names: no build has seen them, and they were
    /// repeated.
    pub crossed: Vec<String>,
    /// Kept connections found closed before they were used again; clients open a new one.
    pub reopened: u64,
    /// The slowest request and how long it took.
    pub slowest: Option<(Duration, String)>,
    /// The longest request that ended in each tenth of a second since the start.
    peaks: BTreeMap<u128, Duration>,
    /// The build that is looked out for, and when its first answer came.
    awaited: (String, Option<Duration>),
}

impl Tally {
    /// Requests without a good answer.
    pub fn lost(&self) -> u64 {
        self.errors.values().sum()
    }

    /// The longest request that ended between these moments since the start.
    pub fn slowest_between(&self, from: Duration, to: Duration) -> Duration {
        self.peaks.range(from.as_millis() / 100..=to.as_millis() / 100).map(|(_, peak)| *peak).max().unwrap_or_default()
    }

    /// When the build that is looked out for gave its first answer, since the start.
    pub fn arrival(&self) -> Option<Duration> {
        self.awaited.1
    }

    pub(super) fn look_out_for(&mut self, build: &str) {
        self.awaited = (build.to_owned(), None);
    }

    pub(super) fn answered(&mut self, build: &str, at: Duration) {
        *self.builds.entry(build.to_owned()).or_default() += 1;
        if self.awaited.0 == build {
            self.awaited.1.get_or_insert(at);
        }
    }

    pub(super) fn lose(&mut self, error: String, at: Duration) {
        if self.losses.len() < 100 {
            self.losses.push((at, error.clone()));
        }
        *self.errors.entry(error).or_default() += 1;
    }

    pub(super) fn took(&mut self, what: &str, time: Duration, at: Duration) {
        let peak = self.peaks.entry(at.as_millis() / 100).or_default();
        *peak = time.max(*peak);
        if self.slowest.as_ref().is_none_or(|(slowest, _)| time > *slowest) {
            self.slowest = Some((time, what.to_owned()));
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(to, "{} requests, {} lost", self.requests, self.lost())?;
        if !self.errors.is_empty() {
            write!(to, " {:?}", self.errors)?;
        }
        write!(to, ", {} crossed the close of an idle connection: repeated", self.crossed.len())?;
        match &self.slowest {
            Some((time, what)) => write!(to, ", slowest {what} {} ms", time.as_millis()),
            None => Ok(()),
        }
    }
}
