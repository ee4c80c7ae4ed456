//! A workflow of the project itself, beside those that it generates for others.

use super::header;
use crate::workflow::action::Lock;
use crate::workflow::{Problem, Workflow};

/// A workflow of the project itself.
#[derive(Debug, Clone, PartialEq)]
pub struct OwnWorkflow {
    /// Its file below `.github/workflows`.
    pub file: &'static str,
    /// Where it is described.
    pub described_in: &'static str,
    /// The workflow.
    pub workflow: Workflow,
}

impl OwnWorkflow {
    /// The folder of the project's own workflows, below the project's.
    pub const FOLDER: &str = ".github/workflows";

    /// Its file, below the project's folder.
    pub fn path(&self) -> String {
        format!("{}/{}", Self::FOLDER, self.file)
    }

    /// Its file's text.
    ///
    /// # Errors
    /// Everything in it that GitHub would refuse, and every action that the lock does not pin.
    pub fn text(&self, lock: &Lock) -> Result<String, Vec<Problem>> {
        self.workflow.render(&header(self.described_in), lock)
    }
}
