//! The file as it would be printed: its keys, its texts and its size.

use super::step::LONGEST_TEXT;
use crate::problem::{page, syntax};
use crate::yaml::{Map, YamlNode};
use crate::{Position, Problem};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::{self, Display, Formatter};

/// The largest file from which GitHub starts runs, in bytes. GitHub says "500 KB"; this is the smaller reading of it.
///
/// Source: <https://docs.github.com/actions/reference/limits#existing-system-limits>
const LARGEST: usize = 500_000;

/// The longest condition, in characters: GitHub's own parser puts `success() && (...)` around it before it counts.
const LONGEST_CONDITION: usize = LONGEST_TEXT - "success() && ()".len();

/// What is wrong with keys, and with texts that hold expressions. GitHub reads keys without regard to the case of letters.
pub(in crate::render) fn in_keys(map: &Map) -> Vec<Problem> {
    let mut found = Vec::new();
    of_map(map, Trail::Whole, &mut found);
    found
}

/// What is wrong with the printed file.
pub(in crate::render) fn in_text(text: &str) -> Option<Problem> {
    let problem = || {
        Problem::new(
            format!("the workflow makes a file of {} bytes", text.len()),
            "move jobs to a reusable workflow, or scripts to files: GitHub runs no file of more than 500 KB (500000)",
            page!("limits#existing-system-limits"),
        )
    };
    (text.len() > LARGEST).then(problem)
}

/// The position of a value, written out only where something is wrong with it.
#[derive(Clone, Copy)]
enum Trail<'a> {
    Whole,
    Key { owner: &'a Trail<'a>, key: &'a str },
    Item { owner: &'a Trail<'a>, index: usize },
}

impl Trail<'_> {
    fn position(self) -> Position {
        match self {
            Self::Whole => Position::workflow(),
            Self::Key { owner, key } => owner.position().key(key),
            Self::Item { owner, index } => owner.position().item(index),
        }
    }

    fn problem(self, message: String, fix: impl Into<String>, documentation: &'static str) -> Problem {
        Problem::new(message, fix, documentation).within(self.position(), "")
    }
}

impl Display for Trail<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.position().fmt(formatter)
    }
}

/// The pages about keys, and about texts with expressions.
const KEYS: &str = syntax!("about-yaml-syntax-for-workflows");
const EXPRESSIONS: &str = syntax!("jobsjob_idstepsrun");

fn of_map(map: &Map, place: Trail<'_>, found: &mut Vec<Problem>) {
    if map.iter().any(|(key, _)| key.is_empty()) {
        found.push(place.problem(format!("the workflow has an empty key at {place}"), "name it", KEYS));
    }
    repeated(map, place, found);
    for (key, value) in map.iter() {
        of_node(value, Trail::Key { owner: &place, key }, found);
    }
}

/// Keys that GitHub takes for one.
fn repeated(map: &Map, place: Trail<'_>, found: &mut Vec<Problem>) {
    if is_without_twins(map) {
        return;
    }
    let mut seen = HashMap::new();
    for (key, _) in map.iter() {
        if let Some(first) = seen.insert(folded(key), key) {
            let message =
                format!("the workflow has two keys at {place}, `{first}` and `{key}`, that are one to GitHub");
            found.push(place.problem(message, "rename one", KEYS));
        }
    }
}

/// Whether certainly no two keys are one, which is soon said of the few plain keys that most mappings have.
fn is_without_twins(map: &Map) -> bool {
    let keys = || map.iter().map(|(key, _)| key);
    keys().count() <= 32
        && keys().all(str::is_ascii)
        && !keys().enumerate().any(|(index, key)| keys().take(index).any(|other| other.eq_ignore_ascii_case(key)))
}

/// A key without the case of its letters.
fn folded(key: &str) -> Cow<'_, str> {
    let is_folded = key.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase());
    if is_folded {
        Cow::Borrowed(key)
    } else if key.is_ascii() {
        Cow::Owned(key.to_ascii_lowercase())
    } else {
        Cow::Owned(key.to_uppercase().to_lowercase())
    }
}

fn of_node(node: &YamlNode, place: Trail<'_>, found: &mut Vec<Problem>) {
    match node {
        YamlNode::Map(map) => of_map(map, place, found),
        YamlNode::List(items) | YamlNode::Inline(items) => {
            for (index, item) in items.iter().enumerate() {
                of_node(item, Trail::Item { owner: &place, index }, found);
            }
        }
        // No text has more characters than bytes.
        YamlNode::Text(text) | YamlNode::Block(text) if text.len() > LONGEST_CONDITION => {
            let length = text.encode_utf16().count();
            if matches!(place, Trail::Key { key: "if", .. }) {
                if length > LONGEST_CONDITION {
                    let message = format!("the workflow has a condition of {length} characters at {place}");
                    let fix =
                        format!("let a step decide and read its output: GitHub accepts at most {LONGEST_CONDITION}");
                    found.push(place.problem(message, fix, EXPRESSIONS));
                }
            } else if length > LONGEST_TEXT && text.contains(OPENING) {
                let message =
                    format!("the workflow has a text of {length} characters with an expression in it, at {place}");
                let fix = format!("pass the long part another way: GitHub accepts at most {LONGEST_TEXT}");
                found.push(place.problem(message, fix, EXPRESSIONS));
            }
        }
        YamlNode::Text(_)
        | YamlNode::Block(_)
        | YamlNode::Boolean(_)
        | YamlNode::Number(_)
        | YamlNode::Decimal(_)
        | YamlNode::Nothing => {}
    }
}

/// How an expression begins in a text.
pub(super) const OPENING: &str = concat!("$", "{{");
