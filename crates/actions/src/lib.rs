//! The language of GitHub Actions.
//!
//! Everything that the workflow syntax allows is a value here: triggers, jobs, steps, permissions, expressions, actions.
//! The package knows nothing of services or deployments. A finished
//! [`Workflow`] is printed once, by [`Workflow::render`], which refuses what GitHub would refuse; what GitHub would refuse of
//! several together, [`chain`] finds.
//!
//! Permissions are written once: a step says which permissions it needs and why, and its job is granted
//! exactly these. An id is written once: an output is named only through the step or the job that declares it.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax>

pub mod action;
mod anchor;
mod call;
pub mod chain;
mod concurrency;
mod container;
mod defaults;
mod environment;
pub mod expr;
mod job;
mod permission;
mod position;
mod problem;
mod render;
mod runner;
mod step;
mod strategy;
pub mod trigger;
mod words;
mod yaml;

pub use anchor::Anchor;
pub use call::{Call, CallSecrets, CalledWorkflow};
pub use concurrency::{CancelInProgress, Concurrency};
pub use container::{Container, Credentials};
pub use defaults::Defaults;
pub use environment::EnvironmentReference;
pub use job::{Job, JobOutput, Steps, Work};
pub use permission::{Access, Permission, Permissions, Scope};
pub use position::Position;
pub use problem::Problem;
pub use render::WorkflowFile;
pub use runner::Runner;
pub use step::{Output, Step, StepOutputs, StepWithId, StepWork};
pub use strategy::{Matrix, Strategy};
pub use trigger::{Trigger, Triggers};

use expr::Text;
use expr::key::{InStep, WorkflowEnv, WorkflowSetting};
use indexmap::IndexMap;

/// Environment variables, in the order in which they are printed.
pub type Variables<K = InStep> = IndexMap<String, Text<K>>;

/// A workflow file.
#[derive(Debug, Clone, PartialEq)]
pub struct Workflow {
    /// The workflow's name, unique in its repository; `workflow_run` triggers refer to it.
    pub name: String,
    /// The name of a run, when it should say more than the workflow's name.
    pub run_name: Option<Text<WorkflowSetting>>,
    /// What starts the workflow.
    pub on: Triggers,
    /// Variables of every job.
    pub env: Variables<WorkflowEnv>,
    /// Defaults of every job.
    pub defaults: Option<Defaults>,
    /// Which other runs this one waits for or cancels.
    pub concurrency: Option<Concurrency<WorkflowSetting>>,
    /// The jobs, in the order in which they are printed.
    pub jobs: IndexMap<String, Job>,
    /// The line of Rust that wrote it.
    pub anchor: Anchor,
}

impl Workflow {
    /// A workflow with a name and its triggers, without jobs.
    #[track_caller]
    pub fn new(name: impl Into<String>, on: impl Into<Triggers>) -> Self {
        Self {
            name: name.into(),
            run_name: None,
            on: on.into(),
            env: Variables::new(),
            defaults: None,
            concurrency: None,
            jobs: IndexMap::new(),
            anchor: Anchor::here(),
        }
    }

    /// Adds a job under its id.
    #[must_use]
    pub fn job(mut self, id: impl Into<String>, job: Job) -> Self {
        self.jobs.insert(id.into(), job);
        self
    }
}
