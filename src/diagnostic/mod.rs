//! What is wrong: one type for everything, from a YAML syntax error to a finding of `lint`.
//!
//! A [`Diagnostic`] says what is wrong, where, and how to fix it. Whoever finds something wrong builds it directly; the reader
//! of a description adds where its places are in files. It knows places and sources, and neither rules nor commands.

mod fix;
mod format;
mod github;
mod human;
mod json;
mod label;
mod markdown;
mod nearest;
mod path;
mod place;
mod sarif;
mod source;

pub use fix::{Fix, Language};
pub use format::{Format, counted};
pub use label::{FilePosition, Label};
pub use nearest::{Names, Nearest};
pub use path::{Path, Segment};
pub use place::Place;
pub use source::{Source, Span};

use std::cmp::Ordering;
use std::fmt::{self, Display, Formatter};
use std::sync::Arc;

/// How serious a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// It will cause trouble some day.
    Warning,
    /// The description is refused, or anybody can cause trouble today.
    Error,
}

impl Severity {
    /// Its word, as `--severity` takes it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl Display for Severity {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

/// What a rule says of all its diagnostics.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Explanation {
    /// The rule's code, such as `D101`.
    pub code: &'static str,
    /// Its name, in words.
    pub name: &'static str,
    /// The group that it belongs to, such as `delivery`.
    pub group: &'static str,
    /// What it says, in one line.
    pub summary: &'static str,
    /// Why it matters.
    pub why: &'static str,
    /// How to fix it in general.
    pub fix: &'static str,
    /// The address of the page that says more.
    pub page: &'static str,
}

/// The line of a generated file that a diagnostic is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GeneratedLine {
    /// The file, from the project's folder on.
    pub file: String,
    /// The line, counted from 1.
    pub line: usize,
}

/// Something that is wrong: what, where, and how to fix it.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// How serious it is.
    pub severity: Severity,
    /// The rule that found it; none where a description is refused.
    pub rule: Option<Explanation>,
    /// What is wrong, in one line.
    pub message: String,
    /// Where.
    pub at: Label,
    /// Where the other half of a disagreement is.
    pub related: Vec<Label>,
    /// How to fix it.
    pub fix: Fix,
    /// The values that it is concluded from: were one of them another, it might not be there.
    pub rests_on: Vec<Path>,
    /// The repository that it concerns; empty where it concerns the organisation.
    pub repository: String,
    /// The generated line that it is about.
    pub generated: Option<GeneratedLine>,
    /// Why the owner ignores it, where they do.
    pub ignored: Option<String>,
    /// The same at other places: found by the same rule, and fixed in the same way.
    pub also: Vec<Diagnostic>,
}

impl Diagnostic {
    /// An error at a place of the description, with what to say of that place.
    pub fn new(message: impl Into<String>, place: &Place, label: impl Into<String>, fix: impl Into<Fix>) -> Self {
        Self {
            rests_on: vec![place.path().clone()],
            ..Self::at(message.into(), Label::new(place, label.into()), fix.into())
        }
    }

    /// An error in a part of a file.
    pub fn in_source(
        source: &Arc<Source>,
        span: Span,
        message: impl Into<String>,
        label: impl Into<String>,
        fix: impl Into<Fix>,
    ) -> Self {
        Self::at(message.into(), Label::in_source(source, span, label.into()), fix.into())
    }

    /// An error that has no place in a description.
    pub fn without_place(message: impl Into<String>, fix: impl Into<Fix>) -> Self {
        Self::at(message.into(), Label::default(), fix.into())
    }

    const fn at(message: String, at: Label, fix: Fix) -> Self {
        Self {
            severity: Severity::Error,
            rule: None,
            message,
            at,
            related: Vec::new(),
            fix,
            rests_on: Vec::new(),
            repository: String::new(),
            generated: None,
            ignored: None,
            also: Vec::new(),
        }
    }

    /// How to fix it in a description in Rust, where the words differ.
    #[must_use]
    pub fn in_rust(mut self, fix: impl Into<String>) -> Self {
        self.fix = self.fix.in_rust(fix.into());
        self
    }

    /// The other half of the disagreement, and what to say of it.
    #[must_use]
    pub fn related(mut self, place: &Place, label: impl Into<String>) -> Self {
        self.related.push(Label::new(place, label.into()));
        self
    }

    /// The other half of the disagreement, in a file.
    #[must_use]
    pub fn related_source(mut self, source: &Arc<Source>, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Label::in_source(source, span, label.into()));
        self
    }

    /// The values that it is concluded from, beside its own.
    #[must_use]
    pub fn rests_on(mut self, paths: impl IntoIterator<Item = Path>) -> Self {
        self.rests_on.extend(paths);
        self
    }

    /// Every label, the first one first.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.at).chain(&self.related)
    }

    /// Every label, those of other places with the same finding among them.
    pub fn labels_mut(&mut self) -> impl Iterator<Item = &mut Label> {
        let also = self.also.iter_mut().flat_map(|each| std::iter::once(&mut each.at).chain(&mut each.related));
        std::iter::once(&mut self.at).chain(&mut self.related).chain(also)
    }

    /// It, and the same at other places.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.also)
    }

    /// Which of two comes first: by file, and by place in it; what has no place comes last.
    pub fn in_order(&self, other: &Self) -> Ordering {
        self.at.order().cmp(&other.at.order()).then_with(|| self.code().cmp(&other.code()))
    }

    /// The code of its rule.
    pub fn code(&self) -> Option<&'static str> {
        self.rule.map(|rule| rule.code)
    }
}

/// In one line, as a description in Rust is told: the place, what is wrong, the other half, the fix.
impl Display for Diagnostic {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.at.place {
            write!(formatter, "{place}: ")?;
        }
        formatter.write_str(&self.message)?;
        for label in &self.related {
            if let Some(place) = &label.place {
                write!(formatter, " ({place}: {})", label.text)?;
            }
        }
        match self.fix.text(Language::Rust) {
            "" => Ok(()),
            fix => write!(formatter, "; {fix}"),
        }
    }
}

impl std::error::Error for Diagnostic {}
