//! A rule: what it is called, what it says, and what it looks for.

use super::example::Example;
use super::subject::Subject;
use crate::diagnostic::{Diagnostic, Explanation};

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
    /// How to fix it: paragraphs.
    pub fix: &'static str,
    /// Where more is said of it: an address.
    pub source: &'static str,
    /// What raises it, and the same one fixed.
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
    Here(fn(&Subject<'_>) -> Vec<Diagnostic>),
    /// There is nothing left to look for: a description in which it is so is refused before, in words with these among them.
    Refused(&'static str),
}

impl Rule {
    /// A diagnostic of this rule, as serious as the rule says.
    pub(super) fn finding(&self, diagnostic: Diagnostic) -> Diagnostic {
        Diagnostic { rule: Some(self.explanation()), severity: self.severity, ..diagnostic }
    }

    /// What it says of all its findings.
    pub const fn explanation(&self) -> Explanation {
        Explanation {
            code: self.code,
            name: self.name,
            group: self.about.word(),
            summary: self.summary,
            why: self.why,
            fix: self.fix,
            page: self.source,
        }
    }
}
