//! A document: the findings, rule by rule.

use super::{Diagnostic, Language, counted};
use std::fmt::Write as _;

pub(super) fn text(diagnostics: &[Diagnostic], language: Language) -> String {
    let mut text = format!("# Findings\n\n{}.\n", counted(diagnostics));
    let mut last = None;
    for diagnostic in diagnostics {
        let code = diagnostic.code();
        if let (true, Some(rule)) = (code != last, diagnostic.rule) {
            // Writing into a string cannot fail.
            let _ = writeln!(text, "\n## {} {}\n\n{}. [More]({}).", rule.code, rule.name, rule.summary, rule.page);
        }
        last = code;
        let _ = match (&diagnostic.ignored, diagnostic.fix.text(language)) {
            (Some(reason), _) => writeln!(text, "\nIgnored: {reason}.\n"),
            (None, "") => writeln!(text),
            (None, fix) => writeln!(text, "\nTo fix it: {fix}.\n"),
        };
        text.extend(diagnostic.each().map(item));
    }
    text
}

fn item(diagnostic: &Diagnostic) -> String {
    let at = diagnostic.at.position().map_or_else(String::new, |at| format!("`{}:{}`: ", at.file, at.line));
    let place = diagnostic.at.place.as_ref().map_or_else(String::new, |place| format!(" (in {})", place.words()));
    let generated = diagnostic.generated.as_ref();
    let generated = generated.map_or_else(String::new, |at| {
        format!(
            " Generated line: [{file}:{line}]({}#L{line}).",
            at.file.replace(' ', "%20"),
            file = at.file,
            line = at.line
        )
    });
    format!("- {at}{}{place}.{generated}\n", diagnostic.message)
}
