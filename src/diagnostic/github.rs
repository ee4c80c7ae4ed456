//! For a run on GitHub: an annotation at each line of a pull request.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands>

use super::{Diagnostic, Language, Severity};

pub(super) fn text(diagnostics: &[Diagnostic], language: Language) -> String {
    let open = diagnostics.iter().filter(|diagnostic| diagnostic.ignored.is_none());
    open.flat_map(Diagnostic::each).map(|each| annotation(each, language)).collect()
}

fn annotation(diagnostic: &Diagnostic, language: Language) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let at = diagnostic.at.position();
    let place = at.map(|at| format!("file={},line={},col={}", property(&at.file), at.line, at.column));
    let title = diagnostic.rule.map(|rule| format!("title={}", property(&format!("{} {}", rule.code, rule.name))));
    let properties = place.into_iter().chain(title).collect::<Vec<_>>().join(",");
    let properties = if properties.is_empty() { properties } else { format!(" {properties}") };
    let message = format!("{}\n{}", diagnostic.message, diagnostic.fix.text(language));
    format!("::{command}{properties}::{}\n", data(message.trim_end()))
}

/// A command's message, escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A command's property, escaped.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
