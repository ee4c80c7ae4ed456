//! What became of the mutations, as a table.

use std::fmt;
use std::time::Duration;

use mutations::Mutation;

/// How much of a reason is shown.
const SHOWN: usize = 200;

/// What became of a mutation.
#[derive(Debug)]
pub enum Verdict {
    /// Its catcher has failed, for the reason that was named.
    Caught(String),
    /// Its catcher has failed, for another reason.
    OtherReason(String),
    /// Nobody has noticed.
    Survived,
}

/// A mutation that was run.
#[derive(Debug)]
pub struct Row {
    /// The mutation.
    pub mutation: Mutation,
    /// What became of it.
    pub verdict: Verdict,
    /// How long that took, with the building.
    pub time: Duration,
}

impl Row {
    fn is_caught(&self) -> bool {
        matches!(self.verdict, Verdict::Caught(_))
    }

    fn why(&self) -> String {
        match &self.verdict {
            Verdict::Caught(why) => first_line(why),
            Verdict::OtherReason(why) => format!("FAILED FOR ANOTHER REASON: {why}"),
            Verdict::Survived => "SURVIVED".to_owned(),
        }
    }
}

/// The first line that says something, not too long.
pub fn first_line(text: &str) -> String {
    let line = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.chars().take(SHOWN).collect()
}

impl fmt::Display for Row {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Row { mutation, time, .. } = self;
        write!(to, "{:<28} {:>6.1}s  {}: {}", mutation.name, time.as_secs_f32(), mutation.catcher, self.why())
    }
}

/// All that were run.
#[derive(Debug, Default)]
pub struct Table {
    /// In the order in which they are listed.
    pub rows: Vec<Row>,
}

impl Table {
    /// How many were not caught.
    pub fn survivors(&self) -> usize {
        self.rows.iter().filter(|row| !row.is_caught()).count()
    }
}

impl fmt::Display for Table {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(to, "| mutation | file | caught by | why | seconds |\n| --- | --- | --- | --- | ---: |")?;
        for row in &self.rows {
            let Row { mutation, time, .. } = row;
            let why = row.why().replace('|', "\\|").replace('\n', " ");
            let by =
                if row.is_caught() { mutation.catcher.to_string() } else { format!("**not by {}**", mutation.catcher) };
            writeln!(to, "| {} | {} | {by} | {why} | {:.1} |", mutation.name, mutation.file, time.as_secs_f32())?;
        }
        let survivors: Vec<&str> =
            self.rows.iter().filter(|row| !row.is_caught()).map(|row| row.mutation.name).collect();
        writeln!(to, "\n{} of {} mutations were caught.", self.rows.len() - survivors.len(), self.rows.len())?;
        if !survivors.is_empty() {
            writeln!(to, "Survivors: {}", survivors.join(", "))?;
        }
        Ok(())
    }
}
