//! The formats in which diagnostics are printed.

use super::{Diagnostic, Language, Severity, github, human, json, markdown, sarif};
use std::collections::BTreeMap;

/// How diagnostics are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: each with its line, and how to fix it.
    Human,
    /// For programs: one object, whose fields are stable.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of a workflow's run on GitHub.
    Github,
    /// A document, rule by rule.
    Markdown,
}

impl Format {
    /// The diagnostics in this format, with fixes in the language of the description.
    pub fn text(self, diagnostics: &[Diagnostic], language: Language) -> String {
        match self {
            Self::Human => {
                let open: Vec<Diagnostic> = diagnostics.iter().filter(|each| each.ignored.is_none()).cloned().collect();
                human::text(&open, language)
            }
            Self::Json => json::text(diagnostics, language),
            Self::Sarif => sarif::text(diagnostics, language),
            Self::Github => github::text(diagnostics, language),
            Self::Markdown => markdown::text(diagnostics, language),
        }
    }
}

/// How many there are, in words.
pub fn counted(diagnostics: &[Diagnostic]) -> String {
    let (ignored, open): (Vec<_>, Vec<_>) = diagnostics.iter().partition(|diagnostic| diagnostic.ignored.is_some());
    let places = |of: &[&Diagnostic]| of.iter().map(|diagnostic| diagnostic.also.len() + 1).sum::<usize>();
    let mut counts: BTreeMap<std::cmp::Reverse<Severity>, usize> = BTreeMap::new();
    for diagnostic in &open {
        *counts.entry(std::cmp::Reverse(diagnostic.severity)).or_default() += 1;
    }
    let words: Vec<String> = counts
        .iter()
        .map(|(severity, count)| format!("{count} {}{}", severity.0, if *count == 1 { "" } else { "s" }))
        .collect();
    let found = match places(&open) {
        0 => "no findings".to_owned(),
        places if places == open.len() => words.join(", "),
        places => format!("{}, in {places} places", words.join(", ")),
    };
    match places(&ignored) {
        0 => found,
        places => format!("{found}; {places} ignored"),
    }
}
