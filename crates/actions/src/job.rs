//! A job: steps on a runner, or the call of a reusable workflow.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobs>

use super::expr::key::{JobEnv, JobIf, JobOutputs, JobSetting, OffersJobs, OffersNeeds};
use super::expr::{Expr, Text};
use super::permission::Permissions;
use super::{Anchor, Call, Concurrency, Container, Defaults, EnvironmentReference, Runner, Step, Strategy, Variables};
use indexmap::IndexMap;

/// A job.
#[derive(Debug, Clone, PartialEq)]
pub struct Job {
    /// The name, when the id says too little.
    pub name: Option<Text<JobSetting>>,
    /// A comment above the job.
    pub comment: Option<String>,
    /// The ids of the jobs that must end before.
    pub needs: Vec<String>,
    /// The condition under which the job runs.
    pub condition: Option<Expr<bool, JobIf>>,
    /// Which other jobs this one waits for or cancels.
    pub concurrency: Option<Concurrency<JobSetting>>,
    /// How the job is multiplied.
    pub strategy: Option<Strategy>,
    /// What the job does.
    pub work: Work,
    /// The line of Rust that wrote it.
    pub anchor: Anchor,
}

/// What a job does.
#[derive(Debug, Clone, PartialEq)]
pub enum Work {
    /// It runs steps.
    Steps(Box<Steps>),
    /// It calls a reusable workflow.
    Call(Call),
}

/// Steps on a runner.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// The runner.
    pub runs_on: Runner,
    /// The environment whose secrets and reviewers hold.
    pub environment: Option<EnvironmentReference>,
    /// Outputs for the jobs that need this one.
    pub outputs: IndexMap<String, Text<JobOutputs>>,
    /// Variables of every step.
    pub env: Variables<JobEnv>,
    /// Defaults of every script.
    pub defaults: Option<Defaults>,
    /// The job is ended after so many minutes; GitHub's default is 360.
    pub timeout_minutes: Option<u64>,
    /// The run goes on when this job fails.
    pub continue_on_error: Option<bool>,
    /// The container that the steps run in.
    pub container: Option<Container>,
    /// Containers beside the job.
    pub services: IndexMap<String, Container>,
    /// The steps.
    pub steps: Vec<Step>,
}

impl Job {
    #[track_caller]
    const fn of(work: Work) -> Self {
        let anchor = Anchor::here();
        let needs = Vec::new();
        Self { name: None, comment: None, needs, condition: None, concurrency: None, strategy: None, work, anchor }
    }

    /// A job of steps.
    #[track_caller]
    pub fn new(steps: Steps) -> Self {
        Self::of(Work::Steps(Box::new(steps)))
    }

    /// A job that calls a reusable workflow.
    #[track_caller]
    pub fn call(call: Call) -> Self {
        Self::of(Work::Call(call))
    }

    /// What the job is granted: what its steps need.
    pub fn permissions(&self) -> Permissions {
        match &self.work {
            Work::Steps(work) => Permissions::granting(work.steps.iter().flat_map(|step| &step.permissions)),
            Work::Call(call) => Permissions::granting(&call.permissions),
        }
    }

    /// The output of that name, for a job that needs this one; `None` when the job declares no such output.
    pub fn output(&self, id: &str, name: &str) -> Option<JobOutput> {
        let declared = match &self.work {
            Work::Steps(work) => work.outputs.contains_key(name),
            Work::Call(call) => call.declares_output(name),
        };
        declared.then(|| JobOutput { job: id.to_owned(), name: name.to_owned() })
    }
}

impl Steps {
    /// Steps on GitHub's `ubuntu-latest`.
    pub fn new(steps: Vec<Step>) -> Self {
        Self {
            runs_on: Runner::UbuntuLatest,
            environment: None,
            outputs: IndexMap::new(),
            env: Variables::new(),
            defaults: None,
            timeout_minutes: None,
            continue_on_error: None,
            container: None,
            services: IndexMap::new(),
            steps,
        }
    }
}

/// An output of a job, for a job that needs it, or for the workflow that calls this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobOutput {
    job: String,
    name: String,
}

impl JobOutput {
    /// `needs.ID.outputs.NAME`.
    pub fn value<K: OffersNeeds>(&self) -> Expr<String, K> {
        super::expr::needs_output(&self.job, &self.name)
    }

    /// `jobs.ID.outputs.NAME`, which a workflow that is called gives back.
    pub fn result<K: OffersJobs>(&self) -> Expr<String, K> {
        super::expr::jobs_output(&self.job, &self.name)
    }
}
