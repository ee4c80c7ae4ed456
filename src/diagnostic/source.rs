//! The text of a file, and a part of it.

use std::sync::OnceLock;

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
