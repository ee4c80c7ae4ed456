//! The way to a value of a description, by the keys that data has.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Segment {
    /// The value of a key, or of a choice's variant.
    Key(Cow<'static, str>),
    /// An element of a list, counted from 0.
    Index(usize),
    /// Every element of a list, also one that nobody could read.
    Every,
}

/// The way to a value from the organisation on, such as `repositories[0].services[0].deployments[1].login`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(Vec<Segment>);

impl Path {
    /// The way to a key's value from here.
    #[must_use]
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Segment::Key(key.into()));
        self
    }

    /// The way to an element of the list here.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Segment::Index(index));
        self
    }

    /// The way to every element of the list here.
    #[must_use]
    pub fn every(mut self) -> Self {
        self.0.push(Segment::Every);
        self
    }

    /// The way to what this stands in.
    #[must_use]
    pub fn parent(mut self) -> Self {
        self.0.pop();
        self
    }

    /// The last key on the way.
    pub fn last_key(&self) -> &str {
        let keys = self.0.iter().rev();
        let mut keys = keys.filter_map(|step| if let Segment::Key(key) = step { Some(&**key) } else { None });
        keys.next().unwrap_or_default()
    }

    /// Whether it leads to the value of this key.
    pub fn ends_with(&self, key: &str) -> bool {
        matches!(self.0.last(), Some(Segment::Key(last)) if last == key)
    }

    /// The steps, from the organisation on.
    pub fn steps(&self) -> &[Segment] {
        &self.0
    }
}

impl From<Vec<Segment>> for Path {
    fn from(steps: Vec<Segment>) -> Self {
        Self(steps)
    }
}

impl Display for Path {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Segment::Key(key) if position == 0 => formatter.write_str(key)?,
                Segment::Key(key) => write!(formatter, ".{key}")?,
                Segment::Index(index) => write!(formatter, "[{index}]")?,
                Segment::Every => formatter.write_str("[*]")?,
            }
        }
        Ok(())
    }
}
