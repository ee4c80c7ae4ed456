//! A rule: what it is called, what it says, and what it looks for.

use super::example::Example;
use super::shows::{Shows, Whose};
use super::subject::Subject;
use crate::check;
use crate::compile::OwnWorkflow;
use std::fmt::{self, Display, Formatter};

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// It will hurt some day.
    Warning,
    /// It hurts already, or anybody can make it.
    Error,
}

impl Severity {
    /// Its word, as `--severity` takes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Display for Severity {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// What a rule is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subjects {
    /// How images get into service.
    Delivery,
    /// What must stay secret.
    Secrets,
    /// Whom the pipelines trust.
    Trust,
    /// What happens on the servers.
    Hosts,
    /// Minutes and money.
    Cost,
    /// Whether what is written is still true.
    Upkeep,
}

impl Subjects {
    /// Its word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Secrets => "secrets",
            Self::Trust => "trust",
            Self::Hosts => "hosts",
            Self::Cost => "cost",
            Self::Upkeep => "upkeep",
        }
    }
}

/// A rule.
#[derive(Debug)]
pub struct Rule {
    /// Its code, such as `D101`.
    pub code: &'static str,
    /// Its name, in words.
    pub name: &'static str,
    /// What it is about.
    pub about: Subjects,
    /// How much a finding weighs.
    pub severity: Severity,
    /// What it says, in one line.
    pub summary: &'static str,
    /// Why it matters: paragraphs.
    pub why: &'static str,
    /// What goes wrong in real life: paragraphs.
    pub happens: &'static str,
    /// How to mend it: paragraphs.
    pub mend: &'static str,
    /// Where more is said of it: an address.
    pub source: &'static str,
    /// What raises it, and the same mended.
    pub example: Example,
    /// Which of the gotchas of the first users' handbook it is.
    pub gotcha: Option<u8>,
    /// What it finds.
    pub finds: Finds,
}

/// How a rule finds what it is about.
#[derive(Debug, Clone, Copy)]
pub enum Finds {
    /// It looks at a sound description.
    Here(fn(&Subject<'_>) -> Vec<Found>),
    /// There is nothing left to look for: a description in which it is so is refused before, in words with these among them.
    Refused(&'static str),
}

/// What a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// What, where, and the change that mends it.
    pub finding: check::Finding,
    /// The repository of the service that it concerns.
    pub service: String,
    /// Where it shows in what is generated.
    pub shows: Option<Shows>,
}

impl Found {
    /// Something of a service's repository, and the change that mends it.
    pub fn new(service: impl Display, finding: check::Finding) -> Self {
        Self { finding, service: service.to_string(), shows: None }
    }

    /// It shows in this workflow's file, in the first line that holds the text.
    #[must_use]
    pub fn shows(mut self, file: impl Display, text: impl Into<String>) -> Self {
        let file = format!("{}/.github/workflows/{file}", self.service);
        self.shows = Some(Shows { whose: Whose::Repository, file, below: Vec::new(), text: text.into() });
        self
    }

    /// Something of the project itself, and the change that mends it.
    pub const fn of_project(finding: check::Finding) -> Self {
        Self { finding, service: String::new(), shows: None }
    }

    /// It shows in this workflow of the project itself, in the first line that holds the text.
    #[must_use]
    pub fn shows_in_own(mut self, own: &OwnWorkflow, text: impl Into<String>) -> Self {
        self.shows = Some(Shows { whose: Whose::Project, file: own.path(), below: Vec::new(), text: text.into() });
        self
    }

    /// There it stands below the lines that begin so, one after another.
    #[must_use]
    pub fn below(mut self, lines: impl IntoIterator<Item = String>) -> Self {
        if let Some(shows) = &mut self.shows {
            shows.below.extend(lines);
        }
        self
    }
}
