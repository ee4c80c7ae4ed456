//! A place, and what there is to say of it.

use super::{Place, Source, Span};
use std::sync::Arc;

/// A place, and what there is to say of it.
#[derive(Debug, Clone, Default)]
pub struct Label {
    /// The place in the description; none where what is wrong is no value of it.
    pub place: Option<Place>,
    /// The part of a file, where there is one: of a description in YAML, or of the file of the pins.
    pub span: Option<(Arc<Source>, Span)>,
    /// What to say of it, beside the marked text; may be empty.
    pub text: String,
}

/// A line of a file, and the column in it; both are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilePosition {
    /// The file.
    pub file: String,
    /// The line.
    pub line: usize,
    /// The column, in characters.
    pub column: usize,
}

impl Label {
    /// A place of the description.
    pub fn new(place: &Place, text: String) -> Self {
        Self { place: Some(place.clone()), span: None, text }
    }

    /// A part of a file.
    pub fn in_source(source: &Arc<Source>, span: Span, text: String) -> Self {
        Self { place: None, span: Some((Arc::clone(source), span)), text }
    }

    /// Its line in a file, where there is one.
    pub fn position(&self) -> Option<FilePosition> {
        if let Some((source, span)) = &self.span {
            let (line, start) = source.line(span.start);
            let column = source.text.get(start..span.start)?.chars().count() + 1;
            return Some(FilePosition { file: source.name.clone(), line, column });
        }
        let at = self.place.as_ref()?.line()?;
        Some(FilePosition { file: at.file().to_owned(), line: at.line() as usize, column: at.column() as usize })
    }

    /// What sorts it among others: by file, and by place in it; what has no place comes last.
    pub(super) fn order(&self) -> (bool, &str, u64) {
        if let Some((source, span)) = &self.span {
            return (false, &source.name, span.start as u64);
        }
        match self.place.as_ref().and_then(Place::line) {
            Some(line) => (false, line.file(), u64::from(line.line()) << 32 | u64::from(line.column())),
            None => (true, "", 0),
        }
    }
}
