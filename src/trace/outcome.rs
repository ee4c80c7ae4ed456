//! What a trace says: plain data, which is its JSON.

use super::effect::Effect;
use super::host_state::HostState;
use super::reason::IdleReason;
use actions::expr;
use serde::Serialize;
use std::fmt::{self, Display, Formatter};

/// What events set in motion, to the end of the chain.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace {
    /// What nobody can know before the run, and what it was taken to be.
    pub assumed: Vec<String>,
    /// What happened first, in a repository each.
    pub happenings: Vec<EventOutcome>,
}

/// An event, and every workflow's answer to it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EventOutcome {
    /// GitHub's name of the event.
    pub event: &'static str,
    /// The event in words.
    pub what: String,
    /// The repository.
    pub repository: String,
    /// The workflows that start.
    pub runs: Vec<RunOutcome>,
    /// The workflows that do not.
    pub idle: Vec<IdleWorkflow>,
}

/// A workflow that does not start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct IdleWorkflow {
    /// The workflow's repository.
    pub repository: String,
    /// Its name.
    pub workflow: String,
    /// Its file.
    pub file: String,
    /// Why.
    #[serde(flatten)]
    pub why: IdleReason,
}

/// A run of a workflow.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunOutcome {
    /// The repository.
    pub repository: String,
    /// The workflow's name.
    pub workflow: String,
    /// Its file.
    pub file: String,
    /// How it ends.
    pub conclusion: Conclusion,
    /// Which others it waits for or pushes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// Its jobs.
    pub jobs: Vec<JobOutcome>,
    /// What it leaves running.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<HostState>,
    /// What its end sets in motion; nothing where GitHub's chain of `workflow_run` ends.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub then: Option<Box<EventOutcome>>,
}

/// A concurrency group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// Whether a newcomer cancels the one that is going on; otherwise it waits.
    pub newest_wins: bool,
}

/// A job.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct JobOutcome {
    /// Its id.
    pub id: String,
    /// How it ends.
    pub conclusion: Conclusion,
    /// Why it is skipped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why_not: Vec<FailedAlternative>,
    /// The environment whose secrets and reviewers hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub environment: Option<String>,
    /// Which others it waits for or pushes out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub group: Option<Group>,
    /// The reusable workflow that it calls, which is not followed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calls: Option<String>,
    /// Its steps.
    pub steps: Vec<StepOutcome>,
}

/// A step.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct StepOutcome {
    /// Its name.
    pub name: String,
    /// How it ends.
    pub conclusion: Conclusion,
    /// Why it is skipped.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why_not: Vec<FailedAlternative>,
    /// The secrets that reach it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub secrets: Vec<StepSecret>,
    /// What it does to the world.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
}

/// A secret that reaches a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StepSecret {
    /// Its name.
    pub name: String,
    /// Who holds it: an environment, the repository, or the run itself.
    pub from: String,
}

/// One way in which a condition could have held: all that stood against it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FailedAlternative {
    /// The parts that were false.
    pub r#false: Vec<FalsePart>,
}

/// A part of a condition that was false.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FalsePart {
    /// The part, as it is written.
    pub part: String,
    /// What it reads.
    pub values: Vec<ContextValue>,
}

/// A value that a condition reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ContextValue {
    /// Its place, such as `github.event_name`.
    pub place: String,
    /// The value, as JSON.
    pub value: String,
}

/// How a run, a job or a step ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Conclusion {
    /// All went well.
    Success,
    /// Its condition did not hold.
    Skipped,
    /// Something failed.
    Failure,
    /// It was cancelled.
    Cancelled,
    /// It took too long.
    TimedOut,
    /// It waits for somebody.
    ActionRequired,
    /// It is neither well nor ill.
    Neutral,
    /// GitHub gave it up.
    Stale,
    /// It could not start.
    StartupFailure,
}

impl Conclusion {
    /// All that GitHub knows.
    pub const ALL: [Self; 9] = [
        Self::Success,
        Self::Skipped,
        Self::Failure,
        Self::Cancelled,
        Self::TimedOut,
        Self::ActionRequired,
        Self::Neutral,
        Self::Stale,
        Self::StartupFailure,
    ];

    /// GitHub's word.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Skipped => "skipped",
            Self::Failure => "failure",
            Self::Cancelled => "cancelled",
            Self::TimedOut => "timed_out",
            Self::ActionRequired => "action_required",
            Self::Neutral => "neutral",
            Self::Stale => "stale",
            Self::StartupFailure => "startup_failure",
        }
    }

    /// The one that GitHub calls so.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|conclusion| conclusion.word() == word)
    }
}

impl Display for Conclusion {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.word())
    }
}

impl From<expr::Alternative> for FailedAlternative {
    fn from(alternative: expr::Alternative) -> Self {
        let untrue = |expr::Untrue { part, values }| {
            let values = values.into_iter().map(|(place, value)| ContextValue { place, value }).collect();
            FalsePart { part, values }
        };
        Self { r#false: alternative.0.into_iter().map(untrue).collect() }
    }
}
