//! What is told of a description, with the text that it is about.

use crate::diagnostic::{Source, Span};
use std::cmp::Ordering;
use std::panic::Location;
use std::sync::Arc;

/// Where something stands.
#[derive(Debug, Clone)]
pub enum Spot {
    /// In a file of data.
    Data(Arc<Source>, Span),
    /// On a line of Rust; the words say what it is.
    Rust(&'static Location<'static>, String),
    /// Nowhere that can be pointed at; the words say what it is.
    Words(String),
}

/// What is wrong, and where.
#[derive(Debug, Clone)]
pub struct Report {
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub at: Spot,
    /// What to say of the place; may be empty.
    pub label: String,
    /// The other half of a disagreement, and what to say of it.
    pub beside: Option<(Spot, String)>,
    /// What to do; may be empty.
    pub help: String,
}

impl Report {
    /// A report of a part of a file.
    pub(super) fn new(
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        let at = Spot::Data(Arc::clone(source), span);
        Self { message: message.into(), at, label: label.into(), beside: None, help: help.into() }
    }

    /// The other half of the disagreement.
    pub(super) fn beside(mut self, source: &Arc<Source>, span: Span, label: &str) -> Self {
        self.beside = Some((Spot::Data(Arc::clone(source), span), label.to_owned()));
        self
    }

    /// Which of two comes first: by file, and by place in it; what has no place comes last.
    pub fn in_order(&self, other: &Self) -> Ordering {
        self.at.order().cmp(&other.at.order())
    }
}

impl Spot {
    fn order(&self) -> (bool, &str, u64) {
        match self {
            // A file has no more bytes than fit.
            Self::Data(source, span) => (false, &source.name, span.start as u64),
            Self::Rust(line, _) => (false, line.file(), u64::from(line.line()) << 32 | u64::from(line.column())),
            Self::Words(_) => (true, "", 0),
        }
    }
}
