//! For people: each finding with its line, as a refusal has it, and how many there are.
//!
//! It says what it concerns (the repository, and what there by name), the generated line in which that shows, and what to type.
//! What is wrong with one value in one way is told once, with everything that it concerns. Words are wrapped for a terminal; what
//! a person copies is never cut.

use super::{Told, counted};
use crate::cli::refusal;
use crate::cli::table::WIDTH;
use crate::lint::{Severity, wrapped};
use crate::read::Report;
use annotate_snippets::Level;
use anstream::adapter::strip_str;

/// What stands before a note or a help, with the number of a line.
const MARGIN: usize = "9999  = note: ".len();

pub(super) fn text(told: &[Told<'_>]) -> String {
    let open: Vec<&Told<'_>> = told.iter().filter(|each| each.finding.accepted.is_none()).collect();
    let mut text = String::new();
    for alike in open.chunk_by(|one, other| is_told_once(one, other)) {
        text.push_str(&finding(alike));
        text.push('\n');
    }
    text + &counted(told) + "\n"
}

fn is_told_once(one: &Told<'_>, other: &Told<'_>) -> bool {
    let what = |told: &Told<'_>| (told.finding.rule.code, told.at.is_some(), told.report.beside.is_some());
    let words = |told: &Told<'_>| [&told.report.message, &told.report.help, &told.report.label].map(String::clone);
    what(one) == what(other) && one.at == other.at && one.report.beside.is_none() && words(one) == words(other)
}

/// What was found in one value, at least once.
fn finding(alike: &[&Told<'_>]) -> String {
    let Some(first) = alike.first() else { return String::new() };
    let rule = first.finding.rule;
    let level = match rule.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = format!("{}[{}]: ", rule.severity.word(), rule.code).len();
    let mut report = Report {
        message: fill(&first.report.message, WIDTH - title),
        help: fill(&first.report.help, WIDTH - MARGIN),
        ..first.report.clone()
    };
    let mut notes: Vec<String> = alike.iter().flat_map(|told| concerns(told)).collect();
    let text = refusal::weighed(&report, level.clone(), Some(rule.code), &notes);
    let is_too_wide = |line: &str| line.chars().count() > WIDTH && line.ends_with(&report.label);
    if report.label.is_empty() || !strip_str(&text).to_string().lines().any(is_too_wide) {
        return text;
    }
    // There is no room for it beside what is marked.
    notes.insert(0, fill(&std::mem::take(&mut report.label), WIDTH - MARGIN));
    refusal::weighed(&report, level, Some(rule.code), &notes)
}

/// What it concerns, and where that shows.
fn concerns(told: &Told<'_>) -> impl Iterator<Item = String> {
    let words = told.finding.told.at.place.words();
    let whole = words == told.finding.service;
    let what = if whole { format!("it concerns the repository {words}") } else { format!("it concerns {words}") };
    let shown = told.generated().map(|(file, line)| format!("it shows in {file}:{line}"));
    std::iter::once(what).chain(shown).map(|note| fill(&note, WIDTH - MARGIN))
}

/// Words in lines of this width, broken at spaces; but not at those between backticks, which are to be typed.
fn fill(words: &str, width: usize) -> String {
    const KEPT: char = '\u{a0}';
    let mut is_code = false;
    let whole: String = words
        .chars()
        .map(|next| {
            is_code ^= next == '`';
            if is_code && next == ' ' { KEPT } else { next }
        })
        .collect();
    textwrap::fill(&whole, wrapped(width)).replace(KEPT, " ")
}
