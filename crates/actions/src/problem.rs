//! Why a workflow cannot be printed: what GitHub would refuse, or would read in another way than it was meant.

use super::Position;
use std::error::Error;
use std::fmt::{self, Display, Formatter};

/// What GitHub would refuse, or misread, in a workflow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub position: Position,
    /// What is wrong, such as "the job `build` has no step".
    pub message: String,
    /// The change that fixes it, such as "add at least one".
    pub fix: String,
    /// The page of GitHub's documentation that says so.
    pub documentation: &'static str,
}

impl Problem {
    /// A problem without a position and a subject, which [`Problem::within`] adds.
    pub(crate) fn new(message: impl Into<String>, fix: impl Into<String>, documentation: &'static str) -> Self {
        Self { position: Position::workflow(), message: message.into(), fix: fix.into(), documentation }
    }

    /// The same, at this key.
    pub(crate) fn at(self, key: &str) -> Self {
        self.within(Position::workflow().key(key), "")
    }

    /// The same, below a position. Its message goes on after these words.
    pub(crate) fn within(self, position: Position, words: impl Display) -> Self {
        let message = format!("{words}{}", self.message);
        Self { position: position.join(self.position), message, ..self }
    }
}

impl Display for Problem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}; {}", self.message, self.fix)
    }
}

impl Error for Problem {}

/// A page of GitHub's documentation, by its address below the reference of Actions.
macro_rules! page {
    ($below:literal) => {
        concat!("https://docs.github.com/actions/reference/", $below)
    };
}

/// A part of the workflow syntax, by its heading.
macro_rules! syntax {
    ($heading:literal) => {
        concat!("https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#", $heading)
    };
}

pub(crate) use {page, syntax};
