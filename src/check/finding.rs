//! What is wrong, told so that it can be pointed at.

use crate::diagnostic::Place;

/// What is wrong with a description: what, where, where else, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub at: Mark,
    /// Where the other half of a disagreement stands.
    pub beside: Option<Mark>,
    /// What to do.
    pub help: String,
    /// The same for whoever describes in Rust, where the words differ.
    pub help_in_rust: Option<String>,
}

/// A place, and what there is to say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The place.
    pub place: Place,
    /// What to say of it, beside the marked text; may be empty.
    pub label: String,
}

impl Finding {
    /// A finding at one place.
    pub fn new(message: impl Into<String>, place: &Place, label: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            at: Mark { place: place.clone(), label: label.into() },
            beside: None,
            help: help.into(),
            help_in_rust: None,
        }
    }

    /// What to do for whoever describes in Rust.
    #[must_use]
    pub fn in_rust(mut self, help: impl Into<String>) -> Self {
        self.help_in_rust = Some(help.into());
        self
    }

    /// The other half of the disagreement.
    #[must_use]
    pub fn beside(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.beside = Some(Mark { place: place.clone(), label: label.into() });
        self
    }
}
