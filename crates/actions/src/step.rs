//! A step of a job.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idsteps>

use super::action::ActionReference;
use super::expr::key::{OffersSteps, StepIf};
use super::expr::{Expr, Text};
use super::permission::Permission;
use super::{Anchor, Variables};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// A step: a script or an action.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The id, by which its outputs are named.
    pub id: Option<String>,
    /// The name.
    pub name: Text,
    /// A comment above the step.
    pub comment: Option<String>,
    /// The condition under which the step runs; `None` is [`super::expr::function::success`].
    pub condition: Option<Expr<bool, StepIf>>,
    /// What the step does.
    pub work: StepWork,
    /// The variables of the step itself.
    pub env: Variables,
    /// The variables that were given two values.
    pub(super) contested: BTreeSet<String>,
    /// Whether the job goes on when the step fails.
    pub continue_on_error: Option<bool>,
    /// The step is ended after so many minutes; `None` is the job's time.
    pub timeout_minutes: Option<u64>,
    /// The permissions that the step needs.
    pub permissions: Vec<Permission>,
    /// The outputs that a program of the script writes.
    pub(super) writes: Vec<String>,
    /// The comments beside `uses` and beside inputs.
    pub(super) remarks: IndexMap<String, String>,
    /// The line of Rust that wrote it.
    pub anchor: Anchor,
}

/// What a step does.
#[derive(Debug, Clone, PartialEq)]
pub enum StepWork {
    /// It runs a script.
    Run {
        /// The script.
        script: String,
        /// The shell, when it is not the job's.
        shell: Option<String>,
        /// The folder, when it is not the job's.
        working_directory: Option<String>,
    },
    /// It uses an action.
    Uses {
        /// The action.
        action: ActionReference,
        /// Its inputs.
        with: IndexMap<String, Text>,
    },
}

impl Step {
    #[track_caller]
    fn new(name: impl Into<Text>, work: StepWork) -> Self {
        Self {
            id: None,
            name: name.into(),
            comment: None,
            condition: None,
            work,
            env: Variables::new(),
            contested: BTreeSet::new(),
            continue_on_error: None,
            timeout_minutes: None,
            permissions: Vec::new(),
            writes: Vec::new(),
            remarks: IndexMap::new(),
            anchor: Anchor::here(),
        }
    }

    /// A step that runs a script, with bash where the runner is Linux. Values reach it through [`Step::env`], never spliced into its text.
    #[track_caller]
    pub fn run(name: impl Into<Text>, script: impl Into<String>) -> Self {
        let work = StepWork::Run { script: script.into(), shell: None, working_directory: None };
        Self::new(name, work)
    }

    /// A step that uses an action; the typed actions ([`super::action`]) build it.
    #[track_caller]
    pub(super) fn uses(name: impl Into<Text>, action: ActionReference, with: IndexMap<String, Text>) -> Self {
        Self::new(name, StepWork::Uses { action, with })
    }

    /// A comment above the step.
    #[must_use]
    pub fn comment(mut self, comment: impl Into<String>) -> Self {
        self.comment = Some(comment.into());
        self
    }

    /// A comment beside `uses`, or beside an input, where linters look for a reasoned ignore.
    #[must_use]
    pub fn remark(mut self, beside: impl Into<String>, remark: impl Into<String>) -> Self {
        self.remarks.insert(beside.into(), remark.into());
        self
    }

    /// The condition under which the step runs.
    #[must_use]
    pub fn condition(mut self, condition: Expr<bool, StepIf>) -> Self {
        self.condition = Some(condition);
        self
    }

    /// A variable of the step. A name with two values is a problem: one of them would be lost.
    #[must_use]
    pub fn env(mut self, name: impl Into<String>, value: impl Into<Text>) -> Self {
        let (name, value) = (name.into(), value.into());
        if self.env.get(&name).is_some_and(|earlier| *earlier != value) {
            self.contested.insert(name.clone());
        }
        self.env.insert(name, value);
        self
    }

    /// Several variables of the step.
    #[must_use]
    pub fn envs<N: Into<String>, V: Into<Text>>(self, variables: impl IntoIterator<Item = (N, V)>) -> Self {
        variables.into_iter().fold(self, |step, (name, value)| step.env(name, value))
    }

    /// A permission that the step needs.
    #[must_use]
    pub fn permission(mut self, permission: Permission) -> Self {
        self.permissions.push(permission);
        self
    }

    /// Says that a program which the script runs writes this output. What the script itself writes is not declared: an
    /// output that is read must be in the script as `NAME=` or `NAME<<`.
    #[must_use]
    pub fn writes(mut self, output: impl Into<String>) -> Self {
        self.writes.push(output.into());
        self
    }

    /// The job goes on when this step fails.
    #[must_use]
    pub const fn continue_on_error(mut self) -> Self {
        self.continue_on_error = Some(true);
        self
    }

    /// The step is ended after so many minutes.
    #[must_use]
    pub const fn timeout_minutes(mut self, minutes: u64) -> Self {
        self.timeout_minutes = Some(minutes);
        self
    }

    /// The folder that a script runs in. It has no meaning for an action.
    #[must_use]
    pub fn working_directory(mut self, folder: impl Into<String>) -> Self {
        if let StepWork::Run { working_directory, .. } = &mut self.work {
            *working_directory = Some(folder.into());
        }
        self
    }

    /// Gives the step an id, so that its outputs can be named.
    pub fn with_id(mut self, id: impl Into<String>) -> StepWithId<StepOutputs> {
        let id = id.into();
        self.id = Some(id.clone());
        StepWithId { step: self, outputs: StepOutputs { step: id } }
    }

    /// The secrets that the step's expressions name, the run's own token (`GITHUB_TOKEN`) among them. Of what is raw nothing is
    /// known, nor of what an action takes by itself.
    pub fn secrets(&self) -> BTreeSet<&str> {
        let inputs = match &self.work {
            StepWork::Uses { with, .. } => Some(with.values()),
            StepWork::Run { .. } => None,
        };
        let values = self.env.values().chain(inputs.into_iter().flatten());
        [&self.name].into_iter().chain(values).flat_map(Text::secrets).collect()
    }

    /// Whether the job goes on when the step fails.
    pub fn forgives(&self) -> bool {
        self.continue_on_error == Some(true)
    }
}

/// A step with an id, together with the outputs that can be named through it.
#[derive(Debug, Clone, PartialEq)]
pub struct StepWithId<O> {
    pub(super) step: Step,
    pub(super) outputs: O,
}

impl<O> StepWithId<O> {
    /// The step's outputs.
    pub const fn outputs(&self) -> &O {
        &self.outputs
    }

    /// Changes the step and keeps its outputs.
    #[must_use]
    pub fn map(self, change: impl FnOnce(Step) -> Step) -> Self {
        Self { step: change(self.step), outputs: self.outputs }
    }
}

impl<O> From<StepWithId<O>> for Step {
    fn from(identified: StepWithId<O>) -> Self {
        identified.step
    }
}

/// The outputs of a script, declared one by one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StepOutputs {
    step: String,
}

impl StepOutputs {
    /// The output that the script writes to `$GITHUB_OUTPUT` under this name.
    pub fn output(&self, name: &'static str) -> Output {
        Output::new(&self.step, name)
    }
}

/// An output of a step that came before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output {
    step: String,
    name: &'static str,
}

impl Output {
    pub(super) fn new(step: &str, name: &'static str) -> Self {
        Self { step: step.to_owned(), name }
    }

    /// `steps.ID.outputs.NAME`.
    pub fn value<K: OffersSteps>(&self) -> Expr<String, K> {
        super::expr::steps_output(&self.step, self.name)
    }
}

impl<K: OffersSteps> From<Output> for Text<K> {
    fn from(output: Output) -> Self {
        output.value().into()
    }
}

impl<K: OffersSteps> From<Output> for Expr<String, K> {
    fn from(output: Output) -> Self {
        output.value()
    }
}
