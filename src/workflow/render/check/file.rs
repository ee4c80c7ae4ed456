//! The file as it would be printed: its keys, its texts and its size.

use super::step::LONGEST_TEXT;
use crate::workflow::problem::WorkflowProblem;
use crate::workflow::yaml::{Map, Node};
use std::collections::BTreeMap;

/// The largest file from which GitHub starts runs, in bytes. GitHub says "500 KB"; this is the smaller reading of it.
///
/// Source: <https://docs.github.com/actions/reference/limits#existing-system-limits>
const LARGEST: usize = 500_000;

/// The longest condition, in characters: GitHub's own parser puts `success() && (...)` around it before it counts.
const LONGEST_CONDITION: usize = LONGEST_TEXT - "success() && ()".len();

/// What is wrong with keys, and with texts that hold expressions. GitHub reads keys without regard to the case of letters.
pub(in crate::workflow::render) fn in_keys(map: &Map) -> Vec<WorkflowProblem> {
    let mut found = Vec::new();
    of_map(map, "", &mut found);
    found
}

/// What is wrong with the printed file.
pub(in crate::workflow::render) fn in_text(text: &str) -> Option<WorkflowProblem> {
    (text.len() > LARGEST).then_some(WorkflowProblem::FileTooLong { bytes: text.len() })
}

fn of_map(map: &Map, place: &str, found: &mut Vec<WorkflowProblem>) {
    let mut seen = BTreeMap::new();
    for (key, value) in map.iter() {
        if key.is_empty() {
            found.push(WorkflowProblem::EmptyKey { place: place.to_owned() });
        }
        if let Some(first) = seen.insert(key.to_uppercase(), key) {
            found.push(WorkflowProblem::RepeatedKey {
                place: place.to_owned(),
                first: first.to_owned(),
                second: key.to_owned(),
            });
        }
        let below = if place.is_empty() { key.to_owned() } else { format!("{place}.{key}") };
        of_node(value, &below, found);
    }
}

fn of_node(node: &Node, place: &str, found: &mut Vec<WorkflowProblem>) {
    match node {
        Node::Map(map) => of_map(map, place, found),
        Node::List(items) | Node::Inline(items) => {
            for (index, item) in items.iter().enumerate() {
                of_node(item, &format!("{place}[{index}]"), found);
            }
        }
        Node::Text(text) | Node::Block(text) => {
            let length = text.encode_utf16().count();
            let place = place.to_owned();
            if place.rsplit('.').next() == Some("if") {
                if length > LONGEST_CONDITION {
                    found.push(WorkflowProblem::ConditionTooLong { place, length });
                }
            } else if length > LONGEST_TEXT && text.contains(OPENING) {
                found.push(WorkflowProblem::ExpressionTooLong { place, length });
            }
        }
        Node::Boolean(_) | Node::Number(_) | Node::Decimal(_) | Node::Nothing => {}
    }
}

/// How an expression begins in a text.
const OPENING: &str = concat!("$", "{{");
