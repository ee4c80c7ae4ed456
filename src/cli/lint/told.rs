//! A finding with its place in the files that a person has open.

use crate::cli::project::Project;
use crate::lint::{Finding, Whose};
use crate::read::{Report, Spot};
use std::cmp::Ordering;

/// A finding, and where it stands.
#[derive(Debug)]
pub(in crate::cli) struct Told<'f> {
    /// The finding.
    pub(in crate::cli) finding: &'f Finding,
    /// As a report, with its spot.
    pub(super) report: Report,
    /// The file and the line of the description, where they are known.
    pub(in crate::cli) at: Option<At>,
}

/// A line of a file, and the column in it; both are counted from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) struct At {
    /// The file.
    pub(in crate::cli) file: String,
    /// The line.
    pub(in crate::cli) line: usize,
    /// The column, in characters.
    pub(super) column: usize,
}

impl<'f> Told<'f> {
    /// The finding at its place.
    fn of(finding: &'f Finding, project: &Project) -> Self {
        let report = project.report(&finding.told);
        Self { finding, at: At::of(&report.at), report }
    }

    /// The findings at their places, in the order of these.
    pub(in crate::cli) fn all(findings: impl IntoIterator<Item = &'f Finding>, project: &Project) -> Vec<Self> {
        let mut told: Vec<Self> = findings.into_iter().map(|finding| Self::of(finding, project)).collect();
        told.sort_by(Self::in_order);
        told
    }

    /// By place, and by code where that is one.
    fn in_order(&self, other: &Self) -> Ordering {
        self.report.in_order(&other.report).then_with(|| self.finding.rule.code.cmp(other.finding.rule.code))
    }

    /// The generated file, below its folder, and the line in it.
    pub(super) fn generated(&self) -> Option<(&str, usize)> {
        let shows = self.finding.shows.as_ref()?;
        Some((shows.file.as_str(), self.finding.line)).filter(|(_, line)| *line > 0)
    }

    /// The way from the folder of what is generated to one below the project's, where the generated file lies in that.
    pub(super) fn way_out(&self) -> &'static str {
        match self.whose() {
            Some(Whose::Project) => "../",
            Some(Whose::Repository) | None => "",
        }
    }

    /// Whose workflow it shows in.
    pub(super) fn whose(&self) -> Option<Whose> {
        self.finding.shows.as_ref().map(|shows| shows.whose)
    }
}

impl At {
    /// The line of a spot.
    pub(in crate::cli) fn of(spot: &Spot) -> Option<Self> {
        match spot {
            Spot::Data(source, span) => {
                let (line, start) = source.line(span.start);
                let column = source.text.get(start..span.start)?.chars().count() + 1;
                Some(Self { file: source.name.clone(), line, column })
            }
            Spot::Rust(at, _) => {
                Some(Self { file: at.file().to_owned(), line: at.line() as usize, column: at.column() as usize })
            }
            Spot::Words(_) => None,
        }
    }
}
