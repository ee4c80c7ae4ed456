//! A workflow of the project itself, beside those that it generates for others.

use super::header;
use crate::description::Ignore;
use actions::action::Lock;
use actions::{Problem, Workflow};

/// A workflow of the project itself.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnWorkflow {
    /// Its file below `.github/workflows`.
    pub file: &'static str,
    /// Where it is described.
    pub described_in: &'static str,
    /// The workflow.
    pub workflow: Workflow,
    /// What is known of it and lived with: findings in it, its jobs and its steps.
    pub ignore: Vec<Ignore>,
}

impl OwnWorkflow {
    /// The folder of the project's own workflows, below the project's.
    pub const FOLDER: &str = ".github/workflows";

    /// A workflow of the project, its file below `.github/workflows`, and where it is described.
    pub const fn new(file: &'static str, described_in: &'static str, workflow: Workflow) -> Self {
        Self { file, described_in, workflow, ignore: Vec::new() }
    }

    /// What this rule finds in it is lived with, for this reason.
    #[must_use]
    #[track_caller]
    pub fn accepting(mut self, rule: &'static str, reason: &'static str) -> Self {
        self.ignore.push(Ignore::new(rule, reason));
        self
    }

    /// Its file, below the project's folder.
    pub fn path(&self) -> String {
        format!("{}/{}", Self::FOLDER, self.file)
    }

    /// Its file's text.
    ///
    /// # Errors
    /// Everything in it that GitHub would refuse, and every action that the lock does not pin.
    pub fn text(&self, lock: &Lock) -> Result<String, Vec<Problem>> {
        self.workflow.render(&header::lines(self.described_in, header::OF_RUST), lock).map(|file| file.text)
    }
}
