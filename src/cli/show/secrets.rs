//! The secrets on a page: those that go the same way stand together.

use super::{Format, or_none, print};
use crate::cli::answer::Answer;
use crate::cli::page::Page;
use crate::cli::table::Table;
use crate::compile::Compiled;
use crate::diagnostic::Nearest;
use crate::show::secrets::{SecretHolder, SecretRow, SecretStep, rows};

pub(super) fn answer(compiled: &Compiled<'_>, names: &[String], format: Format) -> Answer {
    let mut rows = rows(compiled);
    for name in names {
        if !rows.iter().any(|row| row.secret == *name) {
            let nearest = Nearest::of(name, rows.iter().map(|row| row.secret.as_str()));
            let way_out = nearest.or_else(|| "`show secrets` lists them all".to_owned());
            return Answer::unanswered(&format!("there is no secret `{name}`; {way_out}"));
        }
    }
    rows.retain(|row| names.is_empty() || names.contains(&row.secret));
    print(&rows, format, |rows| page(rows))
}

fn page(rows: &[SecretRow]) -> Page {
    let mut groups: Vec<(&SecretRow, Vec<&str>)> = Vec::new();
    for row in rows {
        match groups.iter_mut().find(|(first, _)| goes_the_same_way(first, row)) {
            Some((_, names)) => names.push(&row.secret),
            None => groups.push((row, vec![&row.secret])),
        }
    }
    let mut page = Page::default();
    for (row, names) in groups {
        page.heading(names.join(", "));
        page.text(about(row));
        page.table(uses(&row.uses), "No step uses it.");
        let mut endings = Table::new(["Ends in", "Who can read it there", "When it changes"]);
        for ending in &row.ends_in {
            endings.row([&ending.place.shown(), &ending.read_by, &ending.when_changed]);
        }
        page.table(endings, "It ends in nothing that outlives the run.");
    }
    page.or("There is no secret.")
}

fn goes_the_same_way(one: &SecretRow, other: &SecretRow) -> bool {
    let way = |row: &SecretRow| SecretRow { secret: String::new(), ..row.clone() };
    way(one) == way(other)
}

fn about(row: &SecretRow) -> String {
    let holder = match &row.held_by {
        SecretHolder::Repository => "held by the repository or the organisation: every job can have it".to_owned(),
        SecretHolder::Environments(names) if names.len() == 1 => format!("held by the environment {}", names.concat()),
        SecretHolder::Environments(names) => format!("held by the environments {}", names.join(" and ")),
        SecretHolder::Run => "made by GitHub for each run".to_owned(),
    };
    let missing = row.when_missing.as_ref().map(|then| format!("; when it is missing, {then}"));
    format!("{}, {holder}{}", row.repository, missing.unwrap_or_default())
}

/// A row a workflow: its steps beside each other.
fn uses(uses: &[SecretStep]) -> Table {
    let mut rows: Vec<(&SecretStep, Vec<&str>)> = Vec::new();
    for used in uses {
        let key = |used: &SecretStep| (used.environment.clone(), used.workflow.clone());
        match rows.iter_mut().find(|(first, _)| key(first) == key(used)) {
            Some((_, steps)) => steps.push(&used.step),
            None => rows.push((used, vec![&used.step])),
        }
    }
    let mut table = Table::new(["Environment", "Workflow", "Steps that use it"]);
    for (used, steps) in rows {
        table.row([or_none(used.environment.as_ref()), &used.workflow, &steps.join("; ")]);
    }
    table
}
