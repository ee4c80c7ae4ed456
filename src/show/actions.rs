//! Actions: the release and the commit that each is pinned to, and which workflows use it how often.

use super::{WorkflowReference, steps};
use crate::compile::Compiled;
use ::actions::action::ActionReference;
use ::actions::{StepWork, Workflow};
use serde::Serialize;

/// An action that the lock pins.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionRow {
    /// `owner/name`.
    pub action: String,
    /// The release.
    pub release: String,
    /// The commit.
    pub commit: String,
    /// How many steps use it.
    pub uses: usize,
    /// The workflows whose steps do.
    pub workflows: Vec<ActionUse>,
}

/// A workflow that uses an action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ActionUse {
    /// The workflow.
    #[serde(flatten)]
    pub by: WorkflowReference,
    /// How many of its steps use it.
    pub uses: usize,
}

/// The table, in the order of the lock. `own` are the workflows of the project itself, under the name of its repository.
pub fn rows<'a>(
    compiled: &'a Compiled<'_>,
    own: impl Iterator<Item = (WorkflowReference, &'a Workflow)>,
) -> Vec<ActionRow> {
    let described = compiled.workflows().map(|(repository, written)| {
        let workflow = &written.workflow;
        (WorkflowReference::new(&workflow.name, repository), workflow)
    });
    let workflows: Vec<(WorkflowReference, &Workflow)> = described.chain(own).collect();
    let row = |(action, pin): (&str, &actions::action::Pin)| {
        let used = workflows.iter().map(|(by, workflow)| ActionUse { by: by.clone(), uses: uses(workflow, action) });
        let used: Vec<ActionUse> = used.filter(|used| used.uses > 0).collect();
        ActionRow {
            action: action.to_owned(),
            release: pin.release.clone(),
            commit: pin.commit.clone(),
            uses: used.iter().map(|used| used.uses).sum(),
            workflows: used,
        }
    };
    compiled.lock.iter().map(row).collect()
}

/// How many steps of a workflow use an action, or one of a folder of its repository.
fn uses(workflow: &Workflow, action: &str) -> usize {
    let is_used = |name: &str| name == action || name.strip_prefix(action).is_some_and(|rest| rest.starts_with('/'));
    let used = steps(workflow).filter(|(_, _, step)| match &step.work {
        StepWork::Uses { action: ActionReference::Pinned { name, .. }, .. } => is_used(name),
        StepWork::Uses { .. } | StepWork::Run { .. } => false,
    });
    used.count()
}
