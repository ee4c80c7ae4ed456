//! Defaults of the `run` steps.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#defaultsrun>

use super::yaml::{Map, YamlNode};

/// Defaults of the `run` steps of a workflow or a job.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Defaults {
    /// The shell, such as `bash`.
    pub shell: Option<String>,
    /// The folder.
    pub working_directory: Option<String>,
}

impl Defaults {
    pub(super) fn node(&self) -> YamlNode {
        let mut run = Map::new();
        run.insert_some("shell", self.shell.as_deref());
        run.insert_some("working-directory", self.working_directory.as_deref());
        Map::from_iter([("run", run)]).into()
    }
}
