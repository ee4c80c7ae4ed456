//! `generate --dry-run`: what a run would change, for a reader of seconds.

use super::answer::Answer;
use super::project::shown;
use crate::tree::{Change, ChangeKind, Lines, Plan};
use std::fmt::Write as _;

/// Prints the plans: a line a file, and a line for all.
pub(super) fn print(plans: &[Plan]) -> Answer {
    let changes =
        plans.iter().flat_map(|plan| plan.changes.iter().map(|change| (shown(&plan.root, &change.path), change)));
    let rows: Vec<(String, &Change)> = changes.collect();
    let unchanged: usize = plans.iter().map(|plan| plan.unchanged).sum();
    if rows.is_empty() {
        return Answer::fine(format!("nothing to change: {unchanged} files are current\n"));
    }
    let width = rows.iter().map(|(path, _)| path.chars().count()).max().unwrap_or(0);
    let mut text = String::new();
    for (path, change) in &rows {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{}  {path:<width$}  {}", sign(change.kind), counts(change));
    }
    let count = |kinds: &[ChangeKind]| rows.iter().filter(|(_, change)| kinds.contains(&change.kind)).count();
    let _ = writeln!(
        text,
        "\n{} to add, {} to change, {} to remove, {unchanged} unchanged; nothing is written yet",
        count(&[ChangeKind::Created]),
        count(&[ChangeKind::Updated, ChangeKind::Mode]),
        count(&[ChangeKind::Removed]),
    );
    Answer::fine(text)
}

/// The sign of a change, in its color.
const fn sign(kind: ChangeKind) -> &'static str {
    match kind {
        ChangeKind::Created => "\u{1b}[32m+ add   \u{1b}[0m",
        ChangeKind::Updated | ChangeKind::Mode => "\u{1b}[33m~ change\u{1b}[0m",
        ChangeKind::Removed => "\u{1b}[31m- remove\u{1b}[0m",
    }
}

fn counts(change: &Change) -> String {
    let Some(Lines { added, removed }) = change.lines else {
        return String::new();
    };
    match change.kind {
        ChangeKind::Created => format!("+{added}"),
        ChangeKind::Updated => format!("+{added} -{removed}"),
        ChangeKind::Mode => "its run bit".to_owned(),
        ChangeKind::Removed => format!("-{removed}"),
    }
}
