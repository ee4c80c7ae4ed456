//! The actions on a page.

use crate::cli::page::Page;
use crate::cli::table::Table;
use crate::compile::{Compiled, OwnWorkflow};
use crate::show::WorkflowReference;
use crate::show::actions::{self, ActionRow};

/// The rows, the project's own workflows counted.
pub(super) fn rows(compiled: &Compiled<'_>, own: &[OwnWorkflow]) -> Vec<ActionRow> {
    let own = own.iter().map(|own| {
        let reference =
            WorkflowReference { workflow: own.workflow.name.clone(), repository: "this project".to_owned() };
        (reference, &own.workflow)
    });
    actions::rows(compiled, own)
}

pub(super) fn page(rows: &[ActionRow]) -> Page {
    let mut table = Table::new(["Action", "Pin", "Uses", "Used by"]);
    for row in rows {
        let used = row.workflows.iter().map(|used| match used.uses {
            1 => used.by.shown(),
            times => format!("{} {times} times", used.by.shown()),
        });
        let used = if row.workflows.is_empty() { "nowhere".to_owned() } else { used.collect::<Vec<_>>().join(", ") };
        table.row([&row.action, &format!("{} {}", row.release, row.commit), &row.uses.to_string(), &used]);
    }
    let mut page = Page::default();
    page.table(table, "actions.lock pins no action.");
    page
}
