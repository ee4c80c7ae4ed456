//! For programs: one object. Its fields are stable.

use super::Told;
use serde::Serialize;

#[derive(Serialize)]
struct Whole<'t> {
    status: &'static str,
    findings: Vec<Entry<'t>>,
    accepted: Vec<Entry<'t>>,
}

#[derive(Serialize)]
struct Entry<'t> {
    rule: &'static str,
    name: &'static str,
    about: &'static str,
    severity: &'static str,
    message: &'t str,
    help: &'t str,
    service: &'t str,
    place: String,
    path: String,
    file: Option<&'t str>,
    line: Option<usize>,
    column: Option<usize>,
    generated: Option<Generated<'t>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'t str>,
}

#[derive(Serialize)]
struct Generated<'t> {
    file: &'t str,
    line: usize,
}

fn entry<'t>(told: &'t Told<'_>) -> Entry<'t> {
    let finding = told.finding;
    let place = &finding.told.at.place;
    Entry {
        rule: finding.rule.code,
        name: finding.rule.name,
        about: finding.rule.about.word(),
        severity: finding.rule.severity.word(),
        message: &finding.told.message,
        help: &told.report.help,
        service: &finding.service,
        place: place.to_string(),
        path: place.path().to_string(),
        file: told.at.as_ref().map(|at| at.file.as_str()),
        line: told.at.as_ref().map(|at| at.line),
        column: told.at.as_ref().map(|at| at.column),
        generated: told.generated().map(|(file, line)| Generated { file, line }),
        reason: finding.accepted.as_deref(),
    }
}

pub(super) fn text(told: &[Told<'_>]) -> String {
    let (accepted, findings): (Vec<_>, Vec<_>) = told.iter().map(entry).partition(|entry| entry.reason.is_some());
    let status = if findings.is_empty() { "clean" } else { "findings" };
    serde_json::to_string_pretty(&Whole { status, findings, accepted }).unwrap_or_default() + "\n"
}
