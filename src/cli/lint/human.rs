//! For people: each finding with its line, as a refusal has it, and how many there are.
//!
//! It says what it concerns (the repository, and what there by name), the generated line in which that shows, and what to type.
//! What is wrong with one value in one way is told once, with everything that it concerns. Words are wrapped for a terminal; what
//! a person copies is never cut.

use super::{Told, counted};
use crate::cli::refusal;
use crate::cli::table::WIDTH;
use crate::lint::{Severity, wrapped};
use crate::read::{Report, Spot};
use annotate_snippets::Level;

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
    let same = |words: fn(&Report) -> &String| words(&one.report) == words(&other.report);
    one.finding.rule.code == other.finding.rule.code
        && one.report.beside.is_none()
        && other.report.beside.is_none()
        && one.at == other.at
        && same(|report| &report.message)
        && same(|report| &report.label)
        && same(|report| &report.help)
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
    // Of a line of Rust all is marked, and there is room beside few.
    let has_room = match &report.at {
        Spot::Data(source, span) => refusal::marked_to(source, *span) + report.label.chars().count() < WIDTH,
        Spot::Rust(..) | Spot::Words(_) => false,
    };
    if !has_room && !report.label.is_empty() {
        notes.insert(0, fill(&std::mem::take(&mut report.label), WIDTH - MARGIN));
    }
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
    if words.len() <= width {
        return words.to_owned();
    }
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
