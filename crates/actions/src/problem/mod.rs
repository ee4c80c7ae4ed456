//! Why a workflow cannot be printed: what GitHub would refuse, or would read otherwise than it was meant.
//!
//! A [`Problem`] says where it is (the workflow, a trigger, a job, a step), what is wrong there, and the way out. Each has
//! its source: [`Problem::documentation`] is the page of GitHub's that says so.

mod call;
mod job;
mod matrix;
mod name;
mod pattern;
mod reference;
mod step;
mod trigger;
mod whole;

pub use call::CallProblem;
pub use job::JobProblem;
pub use matrix::MatrixProblem;
pub use name::{IdProblem, VariableProblem};
pub use pattern::PatternProblem;
pub use reference::ReferenceProblem;
pub use step::StepProblem;
pub use trigger::{InputProblem, TriggerProblem};
pub use whole::WorkflowProblem;

/// What GitHub would refuse, or misread, in a workflow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// In the workflow as a whole.
    #[error("the workflow {0}")]
    Workflow(WorkflowProblem),
    /// In what sets it off.
    #[error("the trigger `{event}` {problem}")]
    Trigger {
        /// The event.
        event: &'static str,
        /// What is wrong.
        problem: TriggerProblem,
    },
    /// In a job.
    #[error("the job `{job}` {problem}")]
    Job {
        /// The job's id.
        job: String,
        /// What is wrong.
        problem: JobProblem,
    },
    /// In a step.
    #[error("the step `{step}` of the job `{job}` {problem}")]
    Step {
        /// The job's id.
        job: String,
        /// The step's name.
        step: String,
        /// What is wrong.
        problem: StepProblem,
    },
}

impl Problem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::Workflow(problem) => problem.documentation(),
            Self::Trigger { problem, .. } => problem.documentation(),
            Self::Job { problem, .. } => problem.documentation(),
            Self::Step { problem, .. } => problem.documentation(),
        }
    }
}

impl From<WorkflowProblem> for Problem {
    fn from(problem: WorkflowProblem) -> Self {
        Self::Workflow(problem)
    }
}

/// A page of GitHub's documentation, by its address below the reference of Actions.
macro_rules! page {
    ($below:literal) => {
        concat!("https://docs.github.com/actions/reference/", $below)
    };
}

/// A part of the workflow syntax, by its heading.
macro_rules! syntax {
    ($heading:literal) => {
        concat!("https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#", $heading)
    };
}

use {page, syntax};
