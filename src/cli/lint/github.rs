//! For a run on GitHub: annotations at the lines of a pull request.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use super::{Told, counted};
use crate::lint::Severity;

pub(super) fn text(told: &[Told<'_>]) -> String {
    let open = told.iter().filter(|each| each.finding.accepted.is_none());
    open.map(annotation).collect::<String>() + &counted(told) + "\n"
}

fn annotation(told: &Told<'_>) -> String {
    let rule = told.finding.rule;
    let command = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let place = told
        .at
        .as_ref()
        .map_or_else(String::new, |at| format!("file={},line={},col={},", property(&at.file), at.line, at.column));
    let title = property(&format!("{} {}", rule.code, rule.name));
    let message = data(&format!("{}\n{}", told.finding.told.message, told.report.help));
    format!("::{command} {place}title={title}::{message}\n")
}

/// What a command's message may not hold.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// What a command's property may not hold.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
