//! `workflow_run`.

use super::activity::WorkflowRunType;
use super::filter::exactly;
use super::{Filter, Trigger};
use crate::Workflow;
use crate::yaml::{Map, YamlNode};

/// A run of another workflow of the repository began or ended.
///
/// GitHub takes the file from the default branch, and `github.sha` is that branch's head: what was built is in
/// [`crate::expr::github::workflow_run`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkflowRun {
    workflows: Vec<String>,
    /// What happened to the run.
    pub types: Vec<WorkflowRunType>,
    /// Which branches the run was for.
    pub branches: Filter,
}

impl WorkflowRun {
    /// The run of `workflow` ended, with any result. The name is taken from the workflow.
    pub fn completed(workflow: &Workflow) -> Self {
        Self { workflows: vec![workflow.name.clone()], types: vec![WorkflowRunType::Completed], branches: Filter::Any }
    }

    /// Only runs for these branches.
    #[must_use]
    pub fn on_branches<S: Into<String>>(mut self, branches: impl IntoIterator<Item = S>) -> Self {
        self.branches = Filter::only(branches);
        self
    }

    /// Also runs of another workflow.
    #[must_use]
    pub fn or_of(mut self, workflow: &Workflow) -> Self {
        self.workflows.push(workflow.name.clone());
        self
    }

    /// The names of the workflows whose runs count.
    pub fn workflows(&self) -> &[String] {
        &self.workflows
    }

    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        map.insert("workflows", YamlNode::inline(self.workflows.iter().map(|name| exactly(name))));
        map.insert("types", YamlNode::inline(self.types.iter().map(|kind| kind.word())));
        self.branches.insert("branches", &mut map);
        map.into()
    }
}

impl From<WorkflowRun> for Trigger {
    fn from(run: WorkflowRun) -> Self {
        Self::WorkflowRun(run)
    }
}
