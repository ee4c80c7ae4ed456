//! Where in a description something stands.
//!
//! A place is told in three ways: in words, for whoever reads a line; as the way to it through the data, for whoever has
//! the file that the description was read from; and as a line of Rust, for whoever wrote it there. A place without a
//! line of its own has that of what it stands in: a deployment that of its workflow's name, and that its repository's.

use super::{Path, Segment};
use std::fmt::{self, Display, Formatter};
use std::panic::Location;

/// A place in a description, as its reader would name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub(crate) described_in: String,
    pub(crate) words: Vec<String>,
    pub(crate) path: Path,
    pub(crate) written_at: Option<&'static Location<'static>>,
}

impl Place {
    /// The file of the pins, and the first key on the way to one.
    pub const LOCK: &str = "actions.lock";

    /// The organisation itself.
    pub fn organization() -> Self {
        Self {
            described_in: String::new(),
            words: vec!["the organisation".to_owned()],
            path: Path::default(),
            written_at: None,
        }
    }

    /// The pin of an action in `actions.lock`.
    pub fn pin(action: &str) -> Self {
        Self {
            words: vec![format!("the pin of `{action}`")],
            path: Path::default().key(Self::LOCK).key(action.to_owned()),
            ..Self::organization()
        }
    }

    /// A part of this place, in words alone.
    #[must_use]
    pub fn in_words(mut self, part: impl Into<String>) -> Self {
        self.words.push(part.into());
        self
    }

    /// The place in words, without the file.
    pub fn words(&self) -> String {
        self.words.join(", ")
    }

    /// What stands here, without what it stands in.
    pub fn subject(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The value of a key of this place.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        let mut place = self.clone();
        place.path = place.path.key(key);
        place
    }

    /// The value of an entry of this place, which is a mapping.
    #[must_use]
    pub fn entry(&self, name: &str) -> Self {
        let mut place = self.clone();
        place.path = place.path.key(name.to_owned());
        place
    }

    /// An element of this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut place = self.clone();
        place.path = place.path.index(index);
        place
    }

    /// This place, written at that line where it has one of its own.
    #[must_use]
    pub fn written_at(mut self, line: Option<&'static Location<'static>>) -> Self {
        self.written_at = line.or(self.written_at);
        self
    }

    /// The action whose pin it is, where it is one.
    pub fn pinned(&self) -> Option<&str> {
        match self.path.steps() {
            [Segment::Key(file), Segment::Key(action)] if file == Self::LOCK => Some(action),
            _ => None,
        }
    }

    /// The way to this place through data.
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// The line of Rust that wrote it, or what it stands in.
    pub const fn line(&self) -> Option<&'static Location<'static>> {
        self.written_at
    }
}

impl Display for Place {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words())?;
        if !self.described_in.is_empty() {
            write!(formatter, " ({})", self.described_in)?;
        }
        Ok(())
    }
}
