//! A file's values, each with its place.

use crate::diagnostic::Span;

/// A value.
#[derive(Debug, Clone)]
pub(super) struct Node {
    /// Where it stands; of a list or a mapping, where it begins.
    pub(super) span: Span,
    /// What it is.
    pub(super) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone)]
pub(super) enum Kind {
    /// One word or text; a plain one has no quotes.
    Scalar { text: String, plain: bool },
    /// A list.
    List(Vec<Node>),
    /// Keys with values.
    Map(Vec<(Key, Node)>),
    /// Something that is refused already, as it is YAML and no description: nobody knows what it stands for.
    Unread,
}

/// A key.
#[derive(Debug, Clone)]
pub(super) struct Key {
    /// Its text.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether it can be taken for what it says.
    pub(super) standing: Standing,
}

/// Whether a key can be taken for what it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// It can.
    Fine,
    /// It stands there already; it is refused for that.
    Again,
    /// It is no key of a description; it is refused for that.
    Unread,
}

impl Node {
    /// What a reader would call it.
    pub(super) fn what(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar { text, plain: true } if super::scalar::is_null(text) => "nothing",
            Kind::Scalar { text, plain: true } if super::scalar::is_truth(text) => "a boolean",
            Kind::Scalar { text, plain: true } if super::scalar::is_number(text) => "a number",
            Kind::Scalar { .. } => "text",
            Kind::List(_) => "a list",
            Kind::Map(_) => "a mapping",
            Kind::Unread => "something that is not read",
        }
    }

    /// The value of a key.
    pub(super) fn get(&self, key: &str) -> Option<(&Key, &Self)> {
        match &self.kind {
            Kind::Map(entries) => entries.iter().find(|(known, _)| known.text == key).map(|(key, node)| (key, node)),
            Kind::Scalar { .. } | Kind::List(_) | Kind::Unread => None,
        }
    }
}
