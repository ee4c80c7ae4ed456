//! A description that cannot be taken, and what can be said of it all the same.

use super::sources::Sources;
use crate::check::Unread;
use crate::description::Organization;
use crate::diagnostic::Diagnostic;

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
    pub(super) found: Vec<Diagnostic>,
    pub(super) organization: Organization,
    pub(super) sources: Sources,
    pub(super) unread: Unread,
}

impl Refused {
    /// Everything that is wrong with it, in the order of the files: what does not fit the schema, and what `judge` finds in
    /// what could be read. Of the rest, which [`Unread`] tells, it must find nothing.
    pub fn diagnostics(&self, judge: impl FnOnce(&Organization, &Unread) -> Vec<Diagnostic>) -> Vec<Diagnostic> {
        let mut found = self.found.clone();
        found.extend(self.sources.located(judge(&self.organization, &self.unread)));
        found.sort_by(Diagnostic::in_order);
        found
    }
}
