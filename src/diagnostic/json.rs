//! For programs: one object. Its fields are stable.

use super::{Diagnostic, Label, Language};
use serde::Serialize;

#[derive(Serialize)]
struct Whole<'d> {
    status: &'static str,
    findings: Vec<Entry<'d>>,
    ignored: Vec<Entry<'d>>,
}

#[derive(Serialize)]
struct Entry<'d> {
    rule: Option<&'static str>,
    name: Option<&'static str>,
    group: Option<&'static str>,
    severity: &'static str,
    message: &'d str,
    fix: &'d str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'d str>,
    /// Where it is found: at least one place.
    places: Vec<Occurrence<'d>>,
}

#[derive(Serialize)]
struct Occurrence<'d> {
    message: &'d str,
    repository: &'d str,
    #[serde(flatten)]
    at: Mark<'d>,
    related: Vec<Mark<'d>>,
    generated: Option<Line<'d>>,
}

#[derive(Serialize)]
struct Mark<'d> {
    place: Option<String>,
    path: Option<String>,
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    label: &'d str,
}

#[derive(Serialize)]
struct Line<'d> {
    file: &'d str,
    line: usize,
}

pub(super) fn text(diagnostics: &[Diagnostic], language: Language) -> String {
    let entry = |diagnostic| entry(diagnostic, language);
    let (ignored, findings): (Vec<_>, Vec<_>) = diagnostics.iter().map(entry).partition(|entry| entry.reason.is_some());
    let status = match findings.first() {
        None => "clean",
        Some(Entry { rule: None, .. }) => "refused",
        Some(_) => "findings",
    };
    serde_json::to_string_pretty(&Whole { status, findings, ignored }).unwrap_or_default() + "\n"
}

fn entry(diagnostic: &Diagnostic, language: Language) -> Entry<'_> {
    Entry {
        rule: diagnostic.code(),
        name: diagnostic.rule.map(|rule| rule.name),
        group: diagnostic.rule.map(|rule| rule.group),
        severity: diagnostic.severity.word(),
        message: &diagnostic.message,
        fix: diagnostic.fix.text(language),
        reason: diagnostic.ignored.as_deref(),
        places: diagnostic.each().map(occurrence).collect(),
    }
}

fn occurrence(diagnostic: &Diagnostic) -> Occurrence<'_> {
    Occurrence {
        message: &diagnostic.message,
        repository: &diagnostic.repository,
        at: mark(&diagnostic.at),
        related: diagnostic.related.iter().map(mark).collect(),
        generated: diagnostic.generated.as_ref().map(|at| Line { file: &at.file, line: at.line }),
    }
}

fn mark(label: &Label) -> Mark<'_> {
    let at = label.position();
    Mark {
        place: label.place.as_ref().map(ToString::to_string),
        path: label.place.as_ref().map(|place| place.path().to_string()),
        line: at.as_ref().map(|at| at.line),
        column: at.as_ref().map(|at| at.column),
        file: at.map(|at| at.file),
        label: &label.text,
    }
}
