//! What starts a workflow: every event that GitHub offers.
//!
//! Events with filters or inputs of their own have a file each ([`push`], [`pull_request`], [`workflow_run`],
//! [`dispatch`] and [`call`] with their [`input`]s, [`schedule`] with its [`cron`] lines); events that know only activity types
//! are declared in one list ([`activity`]).
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows>

pub mod activity;
pub mod call;
pub mod cron;
pub mod dispatch;
pub mod filter;
pub mod input;
mod input_values;
pub mod pull_request;
pub mod push;
pub mod schedule;
pub mod workflow_run;

pub use activity::{Activity, Event};
pub use call::WorkflowCall;
pub use cron::Cron;
pub use dispatch::WorkflowDispatch;
pub use filter::Filter;
pub use input::{DeclaredInput, Input, InputType, TypedInput};
pub use pull_request::PullRequest;
pub use push::Push;
pub use schedule::Schedule;
pub use workflow_run::WorkflowRun;

use super::yaml::{Map, MapEntry, YamlNode};

/// An event that starts the workflow.
#[derive(Debug, Clone, PartialEq)]
pub enum Trigger {
    /// A push of commits or tags.
    Push(Push),
    /// Something happened to a pull request; the workflow runs with the rights of a fork.
    PullRequest(PullRequest),
    /// Something happened to a pull request; the workflow runs with the rights of the target repository.
    PullRequestTarget(PullRequest),
    /// Another workflow of the repository began or ended.
    WorkflowRun(WorkflowRun),
    /// The "Run workflow" button.
    WorkflowDispatch(WorkflowDispatch),
    /// Another workflow calls this one.
    WorkflowCall(WorkflowCall),
    /// A schedule.
    Schedule(Schedule),
    /// A program sent an event of its own, of one of these types.
    RepositoryDispatch(Vec<String>),
    /// Something of certain types happened.
    Activity(Activity),
    /// Something happened.
    Event(Event),
}

/// A trigger with its comments.
#[derive(Debug, Clone, PartialEq)]
pub struct On {
    /// The trigger.
    pub trigger: Trigger,
    /// A comment above the event.
    pub why: Option<String>,
    /// A comment beside the event, where linters look for a reasoned ignore.
    pub remark: Option<String>,
}

/// All triggers of a workflow, in the order in which they are printed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Triggers {
    /// The triggers.
    pub list: Vec<On>,
}

impl<T: Into<Trigger>> From<T> for On {
    fn from(trigger: T) -> Self {
        Self { trigger: trigger.into(), why: None, remark: None }
    }
}

impl From<Activity> for Trigger {
    fn from(activity: Activity) -> Self {
        Self::Activity(activity)
    }
}

impl On {
    /// Says something beside the event.
    #[must_use]
    pub fn remark(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into());
        self
    }

    /// Says why, above the event.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }
}

impl From<Vec<On>> for Triggers {
    fn from(list: Vec<On>) -> Self {
        Self { list }
    }
}

impl From<Vec<Trigger>> for Triggers {
    fn from(triggers: Vec<Trigger>) -> Self {
        Self { list: triggers.into_iter().map(On::from).collect() }
    }
}

impl Trigger {
    /// The event's name.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Push(_) => "push",
            Self::PullRequest(_) => "pull_request",
            Self::PullRequestTarget(_) => "pull_request_target",
            Self::WorkflowRun(_) => "workflow_run",
            Self::WorkflowDispatch(_) => "workflow_dispatch",
            Self::WorkflowCall(_) => "workflow_call",
            Self::Schedule(_) => "schedule",
            Self::RepositoryDispatch(_) => "repository_dispatch",
            Self::Activity(activity) => activity.name(),
            Self::Event(event) => event.word(),
        }
    }

    fn node(&self) -> YamlNode {
        match self {
            Self::Push(push) => push.node(),
            Self::PullRequest(pull_request) | Self::PullRequestTarget(pull_request) => pull_request.node(),
            Self::WorkflowRun(run) => run.node(),
            Self::WorkflowDispatch(dispatch) => dispatch.node(),
            Self::WorkflowCall(call) => call.node(),
            Self::Schedule(schedule) => schedule.node(),
            Self::RepositoryDispatch(types) => types_node(types.iter().map(String::as_str)),
            Self::Activity(activity) => types_node(activity.types()),
            Self::Event(_) => YamlNode::Nothing,
        }
    }
}

impl Triggers {
    /// The node below `on`.
    pub(super) fn entry(&self) -> MapEntry {
        let mut map = Map::new();
        for On { trigger, why, remark } in &self.list {
            map.push(MapEntry::new(trigger.name(), trigger.node()).above(why.as_deref()).beside(remark.clone()));
        }
        MapEntry::new("on", map)
    }
}

/// `types: [a, b]`, or nothing, which means all of GitHub's default types.
fn types_node<'a>(types: impl IntoIterator<Item = &'a str>) -> YamlNode {
    let mut map = Map::new();
    map.insert_filled("types", YamlNode::inline(types));
    map_or_nothing(map)
}

/// A map, or nothing where it is empty.
fn map_or_nothing(map: Map) -> YamlNode {
    if map.is_empty() { YamlNode::Nothing } else { map.into() }
}
