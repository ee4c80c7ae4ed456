//! The hosts on a page: a table a deployment, its paths from its folder on.

use crate::cli::page::Page;
use crate::cli::table::Table;
use crate::show::hosts::{HostItemKind, HostRow};

pub(super) fn page(rows: &[HostRow]) -> Page {
    let mut page = Page::default();
    for owned in rows.chunk_by(|one, other| (&one.host, &one.owner) == (&other.host, &other.owner)) {
        let [first, rest @ ..] = owned else { continue };
        // A deployment's first row is the folder that it has on the server.
        let (folder, rows) = if let Some(owner) = &first.owner {
            page.heading(format!("{}: {}", first.host, owner.shown()));
            page.text(format!("In {}, for the environment {}.", first.name, first.environment));
            (format!("{}/", first.name), rest)
        } else {
            page.heading(format!("{}: not from here", first.host));
            (String::new(), owned)
        };
        let mut table = Table::new(["Name", "What it is"]);
        for row in rows {
            let is_path = matches!(row.kind, HostItemKind::File | HostItemKind::Folder);
            let inside = row.name.strip_prefix(&folder).filter(|_| is_path);
            table.row([inside.unwrap_or(&row.name), &format!("{}: {}", row.kind.word(), row.purpose)]);
        }
        page.table(table, "Nothing else.");
    }
    page.or("Nothing is deployed to any host.")
}
