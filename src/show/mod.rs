//! What a description amounts to, one file a table.
//!
//! [`secrets`]: who is given which secret and who must be told when it changes; [`images`]: every tag, who pushes and who pulls
//! it; [`hosts`]: what stands on which server, and whose it is; [`environments`]: where deployments go; [`actions`]: what is
//! pinned, and who uses it; [`graph`]: how it hangs together; [`catalogue`]: every workflow with what starts it. Each is plain data, computed from the description and from the
//! workflows as values ([`crate::compile`]), never from their text. Rows stand in the order of the description.

pub mod actions;
pub mod catalogue;
pub mod environments;
pub mod graph;
pub mod hosts;
pub mod images;
pub mod secrets;

use crate::compile::{Compiled, CompiledWorkflow};
use crate::description::{Build, Organization, Repository};
use ::actions::{Step, Trigger, Work, Workflow};
use serde::Serialize;

/// A workflow, as the tables name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct WorkflowReference {
    /// Its name.
    pub workflow: String,
    /// Its repository.
    pub repository: String,
}

impl WorkflowReference {
    fn new(workflow: &impl ToString, repository: &Repository) -> Self {
        Self { workflow: workflow.to_string(), repository: repository.name.to_string() }
    }

    /// The name and the repository, for people.
    pub fn shown(&self) -> String {
        format!("{} ({})", self.workflow, self.repository)
    }
}

/// Every build with its repository and its workflow.
fn builds<'c, 'a>(
    compiled: &'c Compiled<'a>,
) -> impl Iterator<Item = (&'a Repository, &'a Build, &'c CompiledWorkflow<'a>)> {
    let each = compiled.repositories.iter();
    each.flat_map(|compiled| compiled.builds().map(|(build, workflow)| (compiled.repository, build, workflow)))
}

/// The image that a build pushes. A registry takes no capitals.
fn image(organization: &Organization, repository: &Repository, build: &Build) -> String {
    let path = format!("{}/{}", organization.name, repository.name).to_lowercase();
    format!("{}/{path}", build.registry)
}

/// Every step of a workflow, with the id of its job and the environment that the job runs in.
fn steps(workflow: &Workflow) -> impl Iterator<Item = (&str, Option<String>, &Step)> {
    workflow.jobs.iter().flat_map(|(id, job)| {
        let (environment, steps) = match &job.work {
            Work::Steps(work) => (work.environment.as_ref().map(|named| named.name.to_string()), work.steps.as_slice()),
            Work::Call(_) => (None, [].as_slice()),
        };
        steps.iter().map(move |step| (id.as_str(), environment.clone(), step))
    })
}

/// Whether somebody can start a workflow by hand.
fn starts_by_hand(workflow: &Workflow) -> bool {
    workflow.on.list.iter().any(|on| matches!(on.trigger, Trigger::WorkflowDispatch(_)))
}
