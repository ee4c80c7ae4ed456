//! Where in a workflow something is, as the keys that lead there.

use std::fmt::{self, Display, Formatter};

/// A place in a workflow: the whole of it, or the keys that lead to a part of it, such as `jobs.build.steps[0].env.TAG`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Position(pub(crate) Vec<PositionPart>);

/// A part of a [`Position`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum PositionPart {
    /// The value of a key.
    Key(String),
    /// An item of a list.
    Item(usize),
    /// The item of a list that has this name.
    Named(String),
    /// The first line that contains this text.
    Text(String),
}

impl Position {
    /// The whole workflow.
    pub const fn workflow() -> Self {
        Self(Vec::new())
    }

    /// A trigger, by its event.
    pub fn trigger(event: impl Into<String>) -> Self {
        Self::workflow().key("on").key(event)
    }

    /// A job, by its id.
    pub fn job(id: impl Into<String>) -> Self {
        Self::workflow().key("jobs").key(id)
    }

    /// A key below this position.
    #[must_use]
    pub fn key(self, key: impl Into<String>) -> Self {
        self.with(PositionPart::Key(key.into()))
    }

    /// The step at this index of the job at this position, from 0.
    #[must_use]
    pub fn step(self, index: usize) -> Self {
        self.key("steps").item(index)
    }

    /// The first step of this name of the job at this position.
    #[must_use]
    pub fn step_named(self, name: impl Into<String>) -> Self {
        self.key("steps").with(PositionPart::Named(name.into()))
    }

    /// An item of the list at this position, from 0.
    #[must_use]
    pub fn item(self, index: usize) -> Self {
        self.with(PositionPart::Item(index))
    }

    /// The first line at this position that contains the text as whole words, such as a line of a script.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.with(PositionPart::Text(text.into()))
    }

    /// The keys that lead there. Indexes, names and texts are left out.
    pub fn keys(&self) -> Vec<&str> {
        let keys = self.0.iter().filter_map(|segment| match segment {
            PositionPart::Key(key) => Some(key.as_str()),
            _ => None,
        });
        keys.collect()
    }

    /// A position below this one.
    pub(crate) fn join(mut self, below: Self) -> Self {
        self.0.extend(below.0);
        self
    }

    fn with(mut self, part: PositionPart) -> Self {
        self.0.push(part);
        self
    }
}

impl Display for Position {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            match part {
                PositionPart::Key(key) if index == 0 => formatter.write_str(key)?,
                PositionPart::Key(key) => write!(formatter, ".{key}")?,
                PositionPart::Item(item) => write!(formatter, "[{item}]")?,
                PositionPart::Named(name) => write!(formatter, "[`{name}`]")?,
                PositionPart::Text(text) => write!(formatter, ": {text}")?,
            }
        }
        Ok(())
    }
}
