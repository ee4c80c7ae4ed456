//! What was run, as a table: scenario, what was shown, seconds.

use anyhow::Result;
use std::fmt;
use std::time::Duration;

use crate::scenario::{Scenario, Shown};

/// A scenario that was run.
#[derive(Debug)]
pub struct Row {
    scenario: Scenario,
    shown: Result<Shown>,
    time: Duration,
}

impl Row {
    /// What it showed, or why it did not, and how long it took.
    pub fn new(scenario: Scenario, shown: Result<Shown>, time: Duration) -> Self {
        Self { scenario, shown, time }
    }

    /// The scenario's name.
    pub fn name(&self) -> String {
        self.scenario.full_name()
    }
}

impl fmt::Display for Row {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, time) = (self.scenario.full_name(), self.time.as_secs_f32());
        match &self.shown {
            Ok(shown) => write!(to, "{name:<38} {time:>6.1}s  {}: {shown}", self.scenario.shows),
            Err(error) => write!(to, "{name:<38} {time:>6.1}s  FAILED: {error:#}"),
        }
    }
}

/// All that was run.
#[derive(Debug, Default)]
pub struct Table {
    /// In the order in which they were run.
    pub rows: Vec<Row>,
}

impl Table {
    /// How many did not show what they should.
    pub fn failures(&self) -> usize {
        self.rows.iter().filter(|row| row.shown.is_err()).count()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "| scenario | what was shown | seconds |\n| --- | --- | ---: |")?;
        for Row { scenario, shown, time } in &self.rows {
            let shown = match shown {
                Ok(shown) => format!("{}: {shown}", scenario.shows),
                Err(error) => format!("**FAILED**: {error:#}"),
            };
            let cell = shown.replace('|', "\\|").replace('\n', " ");
            writeln!(to, "| {} | {cell} | {:.1} |", scenario.full_name(), time.as_secs_f32())?;
        }
        let (all, failures) = (self.rows.len(), self.failures());
        writeln!(to, "\n{} of {all} scenarios passed.", all - failures)
    }
}
