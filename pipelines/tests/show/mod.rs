//! `show` against the reference: a row for each claim of its tables that `show` answers, with the reference's own words; and
//! what holds of every page, whatever the organisation.
#![allow(clippy::too_many_lines, reason = "a table is as long as the reference has claims")]

mod environments;
mod graph;
mod hosts;
mod images;
mod pages;
mod secrets;
mod stranger;

use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::process::Command;

const REFERENCE: &str = include_str!("../facts/reference.txt");

/// What `show` answers in the project's folder.
fn show(arguments: &[&str]) -> String {
    let mut command = Command::new(crate::BINARY);
    command.arg("show").args(arguments).current_dir(crate::ROOT);
    let output = command.env_remove("CLICOLOR_FORCE").output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A table of the first organisation.
fn table(name: &str) -> Vec<Value> {
    serde_json::from_str(&show(&[name, "--format", "json"])).unwrap()
}

/// The text at a key.
fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// The list at a key.
fn list<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// A claim of the reference, and what `show` says of it.
struct Row {
    words: &'static str,
    found: BTreeSet<String>,
    expected: BTreeSet<String>,
}

/// The reference says this, and `show` found that.
fn row(words: &'static str, found: impl IntoIterator<Item = String>, expected: &[&str]) -> Row {
    let expected = expected.iter().map(|text| (*text).to_owned()).collect();
    Row { words, found: found.into_iter().collect(), expected }
}

/// The words without spaces and marks, which the reference lost in parts when it was taken from its page.
fn squeezed(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_whitespace() && !"`*".contains(*sign)).collect()
}

#[test]
fn what_show_says_is_what_the_reference_says() {
    let rows = [secrets::rows(), images::rows(), hosts::rows(), environments::rows()];
    let rows: Vec<Row> = rows.into_iter().flatten().collect();
    let reference = squeezed(REFERENCE);
    let mut wrong = String::new();
    for Row { words, found, expected } in &rows {
        if !reference.contains(&squeezed(words)) {
            writeln!(wrong, "“{words}”\n    the reference does not say so\n").unwrap();
        }
        if found != expected {
            writeln!(wrong, "“{words}”\n    expected {expected:?}\n    found    {found:?}\n").unwrap();
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(rows.len() >= 35, "there are only {} rows", rows.len());
}
