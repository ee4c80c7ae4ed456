//! For people: each finding with its line, as a refusal has it, and how many there are.

use super::{Told, counted};
use crate::cli::refusal;
use crate::lint::Severity;
use annotate_snippets::Level;

pub(super) fn text(told: &[Told<'_>]) -> String {
    let mut text = String::new();
    for each in told.iter().filter(|each| each.finding.accepted.is_none()) {
        let rule = each.finding.rule;
        let level = match rule.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
            Severity::Note => Level::NOTE,
        };
        let shown = each.generated().map(|(file, line)| format!("it shows in {file}:{line}"));
        text.push_str(&refusal::weighed(&each.report, level, Some(rule.code), shown.as_deref()));
        text.push('\n');
    }
    text + &counted(told) + "\n"
}
