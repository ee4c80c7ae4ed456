//! The generated files against the reference: a row for each of its claims, with its own words and the query that proves it.
//!
//! The rows stand in a file a section of `tests/facts/reference.txt`; [`owner`] holds those of `tests/facts/owner.txt`, what the
//! owner of the first issue called easily got wrong. [`world`] reads the committed files with an independent parser,
//! [`names`] are the lists of secrets, [`row`] is the language of the rows, [`coverage`] fails for a line of the reference
//! that no row speaks of, and [`mutations`] breaks the files one way at a time and names the row that must notice.
#![allow(clippy::too_many_lines, reason = "a table is as long as the reference has claims")]

mod backend_build;
mod backend_development;
mod backend_production;
mod catalogue;
mod coverage;
mod frontend_builds;
mod frontend_deployments;
mod gotchas;
mod journeys;
mod mutations;
mod operations;
mod overview;
mod owner;
mod row;
mod website;
mod world;

use row::Row;
use std::fmt::Write;
use world::World;

/// Every row, in the order of the reference.
fn rows() -> Vec<Row> {
    let sections = [
        overview::rows(),
        catalogue::rows(),
        backend_build::rows(),
        backend_development::rows(),
        backend_production::rows(),
        frontend_builds::rows(),
        frontend_deployments::rows(),
        website::rows(),
        journeys::rows(),
        operations::rows(),
        gotchas::rows(),
        owner::rows(),
    ];
    sections.into_iter().flatten().collect()
}

#[test]
fn the_generated_files_do_what_the_reference_says() {
    let world = World::committed();
    let rows = rows();
    let mut wrong = String::new();
    for row in &rows {
        if let Err(why) = row.prove(&world) {
            writeln!(wrong, "“{}”\n    {}: {why}\n", row.words, row.claim).unwrap();
        }
    }
    assert!(wrong.is_empty(), "the generated files contradict the reference:\n\n{wrong}");
    assert!(rows.len() >= 250, "there are only {} rows", rows.len());
}
