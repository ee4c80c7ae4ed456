//! The catalogue on a page.

use crate::cli::page::Page;
use crate::cli::table::Table;
use crate::show::catalogue::CatalogueRow;

pub(super) fn page(rows: &[CatalogueRow]) -> Page {
    let mut table = Table::new(["Workflow", "File", "Trigger", "Jobs", "Environment"]);
    for row in rows {
        let environment = row.environment.as_deref().unwrap_or("n/a");
        table.row([&row.workflow, &row.file, &row.trigger, &row.jobs.join(", "), environment]);
    }
    let mut page = Page::default();
    page.table(table, "There is no workflow.");
    page
}
