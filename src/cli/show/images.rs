//! The images on a page, a table each.

use crate::cli::page::Page;
use crate::cli::table::Table;
use crate::show::images::{DeploymentStart, ImageRow};

pub(super) fn page(rows: &[ImageRow]) -> Page {
    let mut page = Page::default();
    for of_image in rows.chunk_by(|one, other| one.image == other.image) {
        let [first, ..] = of_image else { continue };
        page.heading(&first.image);
        let mut table = Table::new(["Tag", "Moves", "TagPush by", "TagPull by"]);
        for row in of_image {
            let pushed = row.pushed.iter().map(|pushed| match &pushed.branch {
                Some(branch) => format!("{} from {branch}", pushed.by.workflow),
                None => format!("{} by hand, from any branch", pushed.by.workflow),
            });
            let pulled = row.pulled.iter().map(|pulled| {
                let start = match pulled.start {
                    DeploymentStart::Build => "",
                    DeploymentStart::Hand => ", by hand",
                };
                format!("{} onto {}{start}", pulled.by.workflow, pulled.host)
            });
            let pulled =
                if row.pulled.is_empty() { "nobody".to_owned() } else { pulled.collect::<Vec<_>>().join("; ") };
            let moves = if row.moves { "yes" } else { "no" };
            table.row([&row.tag, moves, &pushed.collect::<Vec<_>>().join("; "), &pulled]);
        }
        page.table(table, "It has no tag.");
    }
    page.or("There is no image.")
}
