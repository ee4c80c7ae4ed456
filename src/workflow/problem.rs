//! Why a workflow cannot be printed.

use super::action::LockError;

/// What GitHub would refuse, or misread, in a workflow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// A workflow does nothing.
    #[error("the workflow has no job; give it at least one")]
    NoJobs,
    /// A workflow never starts.
    #[error("the workflow has no trigger; nothing would ever start it")]
    NoTriggers,
    /// An event stands twice below `on`.
    #[error("the trigger `{event}` stands twice; put its filters into one")]
    DuplicateTrigger {
        /// The event.
        event: &'static str,
    },
    /// A job does nothing.
    #[error("the job `{job}` has no step; give it at least one")]
    NoSteps {
        /// The job's id.
        job: String,
    },
    /// An id that GitHub does not read.
    #[error("`{id}` is no id of a {what}; begin with a letter or `_`, and use letters, digits, `-` and `_` alone")]
    InvalidId {
        /// `job` or `step`.
        what: &'static str,
        /// The id.
        id: String,
    },
    /// Two steps of a job share an id.
    #[error("two steps of the job `{job}` have the id `{id}`; rename one")]
    DuplicateStepId {
        /// The job's id.
        job: String,
        /// The step's id.
        id: String,
    },
    /// A job waits for one that does not exist.
    #[error("the job `{job}` needs `{needed}`, which is no job of the workflow (jobs: {jobs})")]
    UnknownNeed {
        /// The job's id.
        job: String,
        /// The id that it needs.
        needed: String,
        /// The ids that exist.
        jobs: String,
    },
    /// Jobs wait for each other.
    #[error("the job `{job}` needs itself, through: {through}")]
    CircularNeed {
        /// The job's id.
        job: String,
        /// The way from the job to itself.
        through: String,
    },
    /// An action cannot be pinned.
    #[error("the step `{step}` of the job `{job}`: {source}")]
    Lock {
        /// The job's id.
        job: String,
        /// The step's name.
        step: String,
        /// Why.
        source: LockError,
    },
}
