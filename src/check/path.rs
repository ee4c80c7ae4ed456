//! The way to a value of a description, by the keys that data has.

use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};

/// A step on the way to a value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Step {
    /// The value of a key, or of a choice's variant.
    Key(Cow<'static, str>),
    /// An element of a list, counted from 0.
    Index(usize),
    /// Every element of a list, also one that nobody could read.
    Every,
}

/// The way to a value from the organisation on, such as `repositories[0].services[0].deployments[1].login`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Path(Vec<Step>);

impl Path {
    /// The way to a key's value from here.
    #[must_use]
    pub fn key(mut self, key: impl Into<Cow<'static, str>>) -> Self {
        self.0.push(Step::Key(key.into()));
        self
    }

    /// The way to an element of the list here.
    #[must_use]
    pub fn index(mut self, index: usize) -> Self {
        self.0.push(Step::Index(index));
        self
    }

    /// The way to every element of the list here.
    #[must_use]
    pub fn every(mut self) -> Self {
        self.0.push(Step::Every);
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
        let mut keys = keys.filter_map(|step| if let Step::Key(key) = step { Some(&**key) } else { None });
        keys.next().unwrap_or_default()
    }

    /// Whether it leads to the value of this key.
    pub fn ends_with(&self, key: &str) -> bool {
        matches!(self.0.last(), Some(Step::Key(last)) if last == key)
    }

    /// The steps, from the organisation on.
    pub fn steps(&self) -> &[Step] {
        &self.0
    }
}

impl From<Vec<Step>> for Path {
    fn from(steps: Vec<Step>) -> Self {
        Self(steps)
    }
}

impl Display for Path {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => formatter.write_str(key)?,
                Step::Key(key) => write!(formatter, ".{key}")?,
                Step::Index(index) => write!(formatter, "[{index}]")?,
                Step::Every => formatter.write_str("[*]")?,
            }
        }
        Ok(())
    }
}
