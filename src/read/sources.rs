//! The files of a description, for whoever must point at them.

use super::node::{Kind, Node};
use crate::diagnostic::{Diagnostic, Place, Segment, Source, Span};
use std::sync::Arc;

/// What the files of one description say together: each goes on where those before it ended.
pub(super) const LISTS: [&str; 2] = ["environments", "repositories"];

/// What was read, for whoever must point at it. Without files: a description in Rust.
#[derive(Debug, Default)]
pub struct Sources(Vec<Part>);

/// A file's part of a description.
#[derive(Debug)]
pub(super) struct Part {
    /// The file.
    pub(super) source: Arc<Source>,
    /// Its values.
    pub(super) root: Node,
    /// How many elements it has in each of [`LISTS`].
    pub(super) lengths: [usize; 2],
}

impl Sources {
    /// Whether nothing was read: the description is written in Rust.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The files' names, as they were given.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|part| part.source.name.as_str())
    }

    /// The first file.
    pub(super) fn first(&self) -> Option<&Arc<Source>> {
        self.0.first().map(|part| &part.source)
    }

    /// Adds the next file.
    pub(super) fn add(&mut self, part: Part) {
        self.0.push(part);
    }

    /// The next file says what one before it said.
    pub(super) fn said_twice(&self, key: &str, source: &Arc<Source>, root: &Node) -> Diagnostic {
        let first = self.0.iter().find_map(|part| Some((&part.source, part.root.get(key)?.1.span)));
        let again = root.get(key).map_or(root.span, |(_, node)| node.span);
        let message = format!("two files say the organisation's `{key}`");
        let found = Diagnostic::in_source(source, again, message, "again here", "keep one of them");
        match first {
            Some((other, span)) => found.related_source(other, span, "first here"),
            None => found,
        }
    }

    /// Where a place of the description is; nowhere in one that is written in Rust.
    fn span(&self, place: &Place) -> Option<(Arc<Source>, Span)> {
        let mut steps = place.path().steps();
        let mut chosen = self.0.first();
        let mut offset = 0;
        if let [Segment::Key(key), Segment::Index(index), ..] = steps
            && let Some(list) = LISTS.iter().position(|list| list == key)
        {
            let mut left = *index;
            for part in &self.0 {
                if left < part.lengths[list] {
                    chosen = Some(part);
                    offset = index - left;
                    break;
                }
                left -= part.lengths[list];
            }
        }
        let Part { source, root, .. } = chosen?;
        let (mut node, mut span) = (root, root.span);
        let mut first_index = true;
        while let [step, rest @ ..] = steps {
            let next = match (step, &node.kind) {
                (Segment::Key(key), _) => node.get(key).map(|(key, value)| (value, key.span)),
                (Segment::Index(index), Kind::List(items)) => {
                    let index = if first_index { index - offset.min(*index) } else { *index };
                    first_index = false;
                    items.get(index).map(|item| (item, item.span))
                }
                _ => None,
            };
            let Some((value, at)) = next else { break };
            span = if matches!(value.kind, Kind::Scalar { .. }) { value.span } else { at };
            (node, steps) = (value, rest);
        }
        Some((Arc::clone(source), span))
    }

    /// Adds to the labels where their places are in the files.
    pub fn locate(&self, diagnostic: &mut Diagnostic) {
        for label in diagnostic.labels_mut().filter(|label| label.span.is_none()) {
            label.span = label.place.as_ref().and_then(|place| self.span(place));
        }
    }

    /// The diagnostics with their places in the files, in the order of the sources.
    pub fn located(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for diagnostic in &mut diagnostics {
            self.locate(diagnostic);
        }
        diagnostics.sort_by(Diagnostic::in_order);
        diagnostics
    }
}
