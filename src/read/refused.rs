//! A description that cannot be taken, and what can be said of it all the same.

use super::report::Report;
use super::sources::Sources;
use crate::check::{Finding, Unread};
use crate::description::Organization;

/// Why there is no description.
#[derive(Debug)]
pub enum Failure {
    /// A file cannot be read; the text says which and why.
    Unreadable(String),
    /// It says what cannot be.
    Refused(Box<Refused>),
}

/// A description of which a part does not fit the schema.
#[derive(Debug)]
pub struct Refused {
    pub(super) found: Vec<Report>,
    pub(super) organization: Organization,
    pub(super) sources: Sources,
    pub(super) unread: Unread,
}

impl Refused {
    /// Everything that is wrong with it, in the order of the files: what does not fit the schema, and what `judge` finds in
    /// what could be read. Of the rest, which [`Unread`] tells, it must find nothing.
    pub fn reports(&self, judge: impl FnOnce(&Organization, &Unread) -> Vec<Finding>) -> Vec<Report> {
        let mut reports = self.found.clone();
        reports.extend(judge(&self.organization, &self.unread).iter().map(|finding| self.sources.report(finding)));
        reports.sort_by(Report::in_order);
        reports
    }
}
