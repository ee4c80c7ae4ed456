//! The text of a workflow file, with the lines in which the parts of the workflow were printed.

use crate::position::{Position, PositionPart};
use crate::yaml::YamlNode;
use std::ops::RangeInclusive;

/// The text of a workflow file, with the lines in which the parts of the workflow were printed.
#[derive(Debug, Clone, PartialEq)]
pub struct WorkflowFile {
    /// The text.
    pub text: String,
    /// What was printed. Each entry has its lines.
    pub(super) document: YamlNode,
}

impl WorkflowFile {
    /// The line of a part of the workflow, from 1. A part that the workflow does not have has the line of the nearest part around
    /// it.
    pub fn line(&self, position: &Position) -> usize {
        let mut node = &self.document;
        let mut lines = lines_of(node).unwrap_or(1..=1);
        for part in &position.0 {
            let next = match (part, node) {
                (PositionPart::Key(key), YamlNode::Map(map)) => {
                    map.get(key).map(|entry| (entry.value(), Some(entry.lines())))
                }
                (PositionPart::Item(index), YamlNode::List(items)) => {
                    items.get(*index).map(|item| (item, lines_of(item)))
                }
                (PositionPart::Named(name), YamlNode::List(items)) => {
                    items.iter().find(|item| is_named(item, name)).map(|item| (item, lines_of(item)))
                }
                (PositionPart::Text(text), _) => return self.line_with(text, &lines).unwrap_or(*lines.start()),
                _ => None,
            };
            let Some((value, found)) = next else { break };
            node = value;
            lines = found.unwrap_or(lines);
        }
        *lines.start()
    }

    /// The first of these lines that contains the text as whole words.
    fn line_with(&self, text: &str, lines: &RangeInclusive<usize>) -> Option<usize> {
        let numbered =
            (1..).zip(self.text.lines()).skip(lines.start() - 1).take_while(|(number, _)| number <= lines.end());
        numbered.filter(|(_, line)| has_words(line, text)).map(|(number, _)| number).next()
    }
}

/// The lines of a mapping; other values have those of their key.
fn lines_of(node: &YamlNode) -> Option<RangeInclusive<usize>> {
    let YamlNode::Map(map) = node else { return None };
    let (first, last) = (map.entries().first()?, map.entries().last()?);
    Some(*first.lines().start()..=*last.lines().end())
}

fn is_named(item: &YamlNode, name: &str) -> bool {
    let YamlNode::Map(map) = item else { return false };
    map.get("name").is_some_and(|entry| *entry.value() == YamlNode::from(name))
}

/// Whether a line contains the text, with no word that goes on before or after it.
fn has_words(line: &str, text: &str) -> bool {
    let is_of_word = |next: char| next.is_alphanumeric() || matches!(next, '_' | '-');
    line.match_indices(text).any(|(start, _)| {
        let after = &line[start + text.len()..];
        let goes_on_before = text.starts_with(is_of_word) && line[..start].ends_with(is_of_word);
        let goes_on_after = text.ends_with(is_of_word) && after.starts_with(is_of_word);
        !goes_on_before && !goes_on_after
    })
}
