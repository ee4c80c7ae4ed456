//! `generate --dry-run`: what a run would change, for a reader of seconds.

use super::answer::Answer;
use super::project::shown;
use crate::tree::{Change, ChangeKind, Lines, Plan, Root};
use std::fmt::Write as _;

/// Prints the plans: a line a file, and a line for all.
pub(super) fn print(plans: &[(&Root, Plan<'_>)]) -> Answer {
    let mut rows = Vec::new();
    for (root, plan) in plans {
        for change in &plan.changes {
            match plan.lines(change) {
                Ok(lines) => rows.push((shown(root, &change.path), change, lines)),
                Err(error) => return Answer::unanswered(&error),
            }
        }
    }
    let unchanged: usize = plans.iter().map(|(_, plan)| plan.unchanged).sum();
    if rows.is_empty() {
        return Answer::fine(format!("nothing to change: {unchanged} files are current\n"));
    }
    let width = rows.iter().map(|(path, ..)| path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (path, change, lines) in &rows {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{}  {path:<width$}  {}", sign(change.kind), counts(change, *lines));
    }
    let count = |kinds: &[ChangeKind]| rows.iter().filter(|(_, change, _)| kinds.contains(&change.kind)).count();
    let _ = writeln!(
        text,
        "\n{} to add, {} to change, {} to remove, {unchanged} unchanged; nothing is written yet",
        count(&[ChangeKind::Created]),
        count(&[ChangeKind::Updated, ChangeKind::Mode]),
        count(&[ChangeKind::Removed]),
    );
    Answer::fine(text)
}

/// The sign of a change, in its colour.
const fn sign(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "\u{1b}[32m+ add   \u{1b}[0m",
        ChangeKind::Updated | ChangeKind::Mode => "\u{1b}[33m~ change\u{1b}[0m",
        ChangeKind::Removed => "\u{1b}[31m- remove\u{1b}[0m",
    }
}

fn counts(change: &Change, Lines { added, removed }: Lines) -> String {
    match change.kind {
        ChangeKind::Created => format!("+{added}"),
        ChangeKind::Updated => format!("+{added} -{removed}"),
        ChangeKind::Mode => "its run bit".to_owned(),
        ChangeKind::Removed => format!("-{removed}"),
    }
}
