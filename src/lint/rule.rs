//! A rule: what it is called, what it says, and what it looks for.

use super::example::Example;
use super::shows::{Shows, Whose};
use super::subject::Subject;
use crate::compile::OwnWorkflow;
use crate::diagnostic::{Diagnostic, Explanation};
use std::fmt::Display;

pub use crate::diagnostic::Severity;

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

impl Rule {
    /// What it says of all its findings.
    pub const fn explanation(&self) -> Explanation {
        Explanation {
            code: self.code,
            name: self.name,
            group: self.about.word(),
            summary: self.summary,
            why: self.why,
            fix: self.mend,
            page: self.source,
        }
    }
}

/// What a rule found.
#[derive(Debug, Clone)]
pub struct Found {
    /// What, where, and how to fix it.
    pub diagnostic: Diagnostic,
    /// Where it shows in what is generated.
    pub shows: Option<Shows>,
}

impl Found {
    /// Something of a repository.
    pub fn new(repository: impl Display, diagnostic: Diagnostic) -> Self {
        Self { diagnostic: Diagnostic { repository: repository.to_string(), ..diagnostic }, shows: None }
    }

    /// It shows in this workflow's file, in the first line that holds the text.
    #[must_use]
    pub fn shows(mut self, file: impl Display, text: impl Into<String>) -> Self {
        let file = format!("{}/.github/workflows/{file}", self.diagnostic.repository);
        self.shows = Some(Shows { whose: Whose::Repository, file, below: Vec::new(), text: text.into() });
        self
    }

    /// Something of the project itself.
    pub const fn of_project(diagnostic: Diagnostic) -> Self {
        Self { diagnostic, shows: None }
    }

    /// It shows in this workflow of the project itself, in the first line that holds the text.
    #[must_use]
    pub fn shows_in_own(mut self, own: &OwnWorkflow, text: impl Into<String>) -> Self {
        self.shows = Some(Shows { whose: Whose::Project, file: own.path(), below: Vec::new(), text: text.into() });
        self
    }

    /// The rule that found it, and how serious that is.
    pub(super) fn by(mut self, rule: &Rule) -> Self {
        self.diagnostic.rule = Some(rule.explanation());
        self.diagnostic.severity = rule.severity;
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
