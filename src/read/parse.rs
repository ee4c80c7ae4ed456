//! From text to located values. What YAML has beyond them (anchors, aliases, tags, merge keys, several documents) is
//! refused: a description says what it means where it means it.

use super::node::{Key, Kind, Node, Standing};
use super::syntax;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Source, Span};
use granit_parser::{ErrorKind, Event, Parser, ScalarStyle, ScanError, options};
use std::collections::BTreeMap;
use std::sync::Arc;

/// How deep a description may be nested.
const DEEPEST: usize = 64;

/// What a file gives.
pub(super) struct Parsed {
    /// Its values; none where it is not YAML to its end, or empty.
    pub(super) root: Option<Node>,
    /// Whether there may be more than these values.
    pub(super) is_whole: bool,
    /// Everything that is no description's YAML.
    pub(super) found: Vec<Diagnostic>,
}

/// The values of a file, and what it says beside them.
pub(super) fn parse(source: &Arc<Source>) -> Parsed {
    let mut reading = Reading { source, open: Vec::new(), root: None, documents: 0, found: Vec::new() };
    let options = options! {
        emit_unresolved_aliases: true,
        disallow_directives: true,
        block_nesting_limit: DEEPEST,
        flow_nesting_limit: DEEPEST,
    };
    for event in Parser::new_from_str_with_options(&source.text, options) {
        match event {
            Ok((event, span)) => reading.take(event, reading.span(span)),
            Err(error) => {
                reading.stumble(&error);
                return Parsed { root: None, is_whole: false, found: reading.found };
            }
        }
    }
    let Reading { root, documents, mut found, .. } = reading;
    if root.is_none() && found.is_empty() {
        let help = "begin with `name:`, the organisation's name on GitHub";
        found.push(Diagnostic::in_source(source, Span { start: 0, end: 0 }, "the file is empty", "", help));
    }
    Parsed { is_whole: root.is_some() && documents < 2, root, found }
}

/// A list or a mapping that is not closed yet.
enum Open {
    List { start: Span, items: Vec<Node> },
    Map { start: Span, entries: Vec<(Key, Node)>, key: Option<Key>, seen: BTreeMap<String, Span> },
}

struct Reading<'a> {
    source: &'a Arc<Source>,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    found: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn span(&self, span: granit_parser::Span) -> Span {
        let end = self.source.text.len();
        let start = span.start.byte_offset().unwrap_or(0).min(end);
        Span { start, end: span.end.byte_offset().unwrap_or(start).clamp(start, end) }
    }

    fn refuse(&mut self, span: Span, message: &str, help: &str) {
        self.found.push(Diagnostic::in_source(self.source, span, message, "", help));
    }

    fn take(&mut self, event: Event<'_>, span: Span) {
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.refuse(
                        span,
                        "a second document begins here",
                        "put it into a file of its own, in one folder with this",
                    );
                }
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.plain_only(anchor, tag.is_some(), span);
                let plain = style == ScalarStyle::Plain;
                let value = Kind::Scalar { text: text.into_owned(), plain };
                self.close(Node { span, kind: if tag.is_some() { Kind::Unread } else { value } });
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain_only(anchor, tag.is_some(), span);
                self.open.push(Open::List { start: span, items: Vec::new() });
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain_only(anchor, tag.is_some(), span);
                self.open.push(Open::Map { start: span, entries: Vec::new(), key: None, seen: BTreeMap::new() });
            }
            Event::SequenceEnd | Event::MappingEnd => match self.open.pop() {
                Some(Open::List { start, items }) => self.close(Node { span: start, kind: Kind::List(items) }),
                Some(Open::Map { start, entries, .. }) => self.close(Node { span: start, kind: Kind::Map(entries) }),
                None => {}
            },
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.refuse(span, "aliases (`*name`) are not read", "write the value again where it is used");
                self.close(Node { span, kind: Kind::Unread });
            }
            _ => {}
        }
    }

    /// Anchors and tags are refused.
    fn plain_only(&mut self, anchor: usize, tagged: bool, span: Span) {
        if anchor != 0 {
            self.refuse(
                span,
                "anchors (`&name`) are not read",
                "take the anchor away, and write the value where it is used",
            );
        }
        if tagged {
            self.refuse(span, "tags (`!name`) are not read", "take the tag away; quotes make text of a number");
        }
    }

    /// A value ends, and belongs to what is open.
    fn close(&mut self, node: Node) {
        match self.open.last_mut() {
            None => {
                if self.documents < 2 {
                    self.root = Some(node);
                }
            }
            Some(Open::List { items, .. }) => items.push(node),
            Some(Open::Map { entries, key, seen, .. }) => {
                if let Some(key) = key.take() {
                    entries.push((key, node));
                    return;
                }
                let text = match node.kind {
                    Kind::Scalar { text, .. } => text,
                    other => {
                        *key = Some(Key { text: String::new(), span: node.span, standing: Standing::Unread });
                        // What is unread is refused already.
                        if !matches!(other, Kind::Unread) {
                            let message = "a key is a word, and this is a list or a mapping";
                            self.refuse(node.span, message, "write `key: value`");
                        }
                        return;
                    }
                };
                let first = seen.insert(text.clone(), node.span);
                let standing = match first {
                    Some(_) => Standing::Again,
                    None if text == "<<" => Standing::Unread,
                    None => Standing::Fine,
                };
                *key = Some(Key { text: text.clone(), span: node.span, standing });
                if let Some(first) = first {
                    let message = format!("there are two keys `{text}` in one mapping");
                    let help = "keep one: many readers would silently take the last";
                    let report = Diagnostic::in_source(self.source, node.span, message, "again here", help);
                    self.found.push(report.related_source(self.source, first, "first here"));
                } else if standing == Standing::Unread {
                    self.refuse(node.span, "merge keys (`<<`) are not read", "write the keys where they belong");
                }
            }
        }
    }

    fn stumble(&mut self, error: &ScanError) {
        let text = &self.source.text;
        let mut at = error.marker().byte_offset().unwrap_or(0).min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        let (start, (message, help)) = if let Some(tab) = tab(text, at) {
            (tab, syntax::words(&ErrorKind::TabInIndentation))
        } else if let Some((start, open)) = self.bracket(at) {
            (start, syntax::words(&ErrorKind::UnclosedFlowCollection { open }))
        } else {
            (at, syntax::words(error.kind()))
        };
        let width = text[start..].chars().next().filter(|next| *next != '\n').map_or(0, char::len_utf8);
        self.refuse(Span { start, end: start + width }, &message, help);
    }

    /// The innermost bracket that was opened on a line before and is still open: more likely forgotten than meant.
    fn bracket(&self, at: usize) -> Option<(usize, char)> {
        let start = match self.open.last()? {
            Open::List { start, .. } | Open::Map { start, .. } => start.start,
        };
        let open = self.source.text[start..].chars().next().filter(|next| matches!(next, '[' | '{'))?;
        self.source.text.get(start..at)?.contains('\n').then_some((start, open))
    }
}

/// A tab that indents the line of a byte, or the one after it, which the parser may have looked at already.
fn tab(text: &str, at: usize) -> Option<usize> {
    let mut start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    for line in text[start..].split_inclusive('\n').take(2) {
        let indentation = line.split(|next: char| next != ' ' && next != '\t').next().unwrap_or_default();
        if let Some(tab) = indentation.find('\t') {
            return Some(start + tab);
        }
        start += line.len();
    }
    None
}
