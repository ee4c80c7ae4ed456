//! What is told of a description, with the text that it is about.

use std::cmp::Ordering;
use std::panic::Location;
use std::sync::{Arc, OnceLock};

/// A file that was read.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// Its path, as it was given.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The first byte of each of its lines, once somebody has asked for one.
    starts: OnceLock<Vec<usize>>,
}

impl Source {
    /// A file of this name, with its text.
    pub const fn new(name: String, text: String) -> Self {
        Self { name, text, starts: OnceLock::new() }
    }

    /// The number of the line in which a byte stands, from 1, and the line's first byte.
    pub fn line(&self, byte: usize) -> (usize, usize) {
        let starts = self.starts.get_or_init(|| {
            let after = self.text.match_indices('\n').map(|(end, _)| end + 1);
            std::iter::once(0).chain(after).collect()
        });
        let number = starts.partition_point(|start| *start <= byte).max(1);
        (number, starts.get(number - 1).copied().unwrap_or_default())
    }
}

/// A part of a text, from one byte to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

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
