//! The shape of a YAML document, with its comments and blank lines.

use crate::expr::Text;
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A YAML value.
#[derive(Debug, Clone, PartialEq)]
pub enum YamlNode {
    /// Text, quoted only where YAML asks for it; a literal block when it has several lines.
    Text(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Number(u64),
    /// A number with a fraction or a sign.
    Decimal(f64),
    /// A key without a value, such as `workflow_dispatch:`.
    Nothing,
    /// Text that is always a literal block: a script, or a list one item a line.
    Block(String),
    /// A sequence, an item a line.
    List(Vec<YamlNode>),
    /// A sequence of short scalars on one line.
    Inline(Vec<YamlNode>),
    /// A mapping.
    Map(Map),
}

impl YamlNode {
    /// A sequence, an item a line.
    pub fn list<T: Into<Self>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::List(items.into_iter().map(Into::into).collect())
    }

    /// A sequence of short scalars on one line.
    pub fn inline<T: Into<Self>>(items: impl IntoIterator<Item = T>) -> Self {
        Self::Inline(items.into_iter().map(Into::into).collect())
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::List(items) | Self::Inline(items) => items.is_empty(),
            Self::Map(map) => map.is_empty(),
            _ => false,
        }
    }
}

impl From<&str> for YamlNode {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<&String> for YamlNode {
    fn from(text: &String) -> Self {
        Self::Text(text.clone())
    }
}

impl From<String> for YamlNode {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl<K> From<&Text<K>> for YamlNode {
    fn from(text: &Text<K>) -> Self {
        Self::Text(text.plain().map_or_else(|| text.to_string(), str::to_owned))
    }
}

impl From<bool> for YamlNode {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<u64> for YamlNode {
    fn from(value: u64) -> Self {
        Self::Number(value)
    }
}

impl From<Map> for YamlNode {
    fn from(map: Map) -> Self {
        Self::Map(map)
    }
}

/// A mapping whose entries keep their order.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Map {
    pub(super) entries: Vec<MapEntry>,
    /// Whether a blank line parts the entries.
    pub(super) spaced: bool,
}

/// A key, its value, and what a person writes around them.
#[derive(Debug, Clone, PartialEq)]
pub struct MapEntry {
    pub(super) key: Cow<'static, str>,
    pub(super) value: YamlNode,
    pub(super) above: Vec<String>,
    pub(super) beside: Option<String>,
    /// The first and the last line that it was printed in, from 1.
    pub(super) lines: (usize, usize),
}

impl MapEntry {
    /// A key with its value.
    pub fn new(key: impl Into<Cow<'static, str>>, value: impl Into<YamlNode>) -> Self {
        Self { key: key.into(), value: value.into(), above: Vec::new(), beside: None, lines: (0, 0) }
    }

    /// The value.
    pub const fn value(&self) -> &YamlNode {
        &self.value
    }

    /// The lines that it was printed in, from 1.
    pub const fn lines(&self) -> RangeInclusive<usize> {
        RangeInclusive::new(self.lines.0, self.lines.1)
    }

    /// Comment lines above the key.
    #[must_use]
    pub fn above(mut self, comment: Option<&str>) -> Self {
        self.above.extend(comment.into_iter().flat_map(str::lines).map(str::to_owned));
        self
    }

    /// A comment on the key's own line.
    #[must_use]
    pub fn beside(mut self, comment: Option<String>) -> Self {
        self.beside = comment;
        self
    }
}

impl Map {
    /// A mapping without entries.
    pub fn new() -> Self {
        Self::default()
    }

    /// A mapping whose entries are parted by blank lines.
    pub fn spaced() -> Self {
        Self { spaced: true, ..Self::default() }
    }

    /// Adds an entry.
    pub fn push(&mut self, entry: MapEntry) {
        self.entries.push(entry);
    }

    /// Adds a key with a value.
    pub fn insert(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<YamlNode>) {
        self.push(MapEntry::new(key, value));
    }

    /// Adds a key when there is a value for it.
    pub fn insert_some(&mut self, key: &'static str, value: Option<impl Into<YamlNode>>) {
        if let Some(value) = value {
            self.insert(key, value);
        }
    }

    /// The entries, in their order.
    pub fn entries(&self) -> &[MapEntry] {
        &self.entries
    }

    /// The entry of a key.
    pub fn get(&self, key: &str) -> Option<&MapEntry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// Adds a key, unless its value is a sequence or a mapping without items.
    pub fn insert_filled(&mut self, key: impl Into<Cow<'static, str>>, value: impl Into<YamlNode>) {
        let value = value.into();
        if !value.is_empty() {
            self.insert(key, value);
        }
    }

    /// Each key with its value.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &YamlNode)> {
        self.entries.iter().map(|entry| (entry.key.as_ref(), &entry.value))
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

impl<K: Into<String>, V: Into<YamlNode>> FromIterator<(K, V)> for Map {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        for (key, value) in entries {
            map.insert(key.into(), value);
        }
        map
    }
}
