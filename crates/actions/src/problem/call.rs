//! Calls of reusable workflows.

use super::{page, syntax};
use crate::Scope;

/// What is wrong with a call. The messages go on after "the job `id` calls `workflow`".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallProblem {
    /// What is called is no address of a workflow.
    #[error("; a workflow of another repository is called as `owner/name/.github/workflows/file.yml@commit`")]
    NoAddress,
    /// What is called is no file of the repository's workflows.
    #[error(
        "; a workflow of the repository itself is a `.yml` or `.yaml` file of `.github/workflows`, named without the folder"
    )]
    NoFile,
    /// The called workflow cannot be called.
    #[error(", but that workflow (`{name}`) has no trigger `workflow_call`; add it there")]
    NotCallable {
        /// The called workflow's name.
        name: String,
    },
    /// An input that the called workflow insists on.
    #[error(" without the input `{input}`, which that workflow requires; hand it over")]
    MissingInput {
        /// The input's name.
        input: String,
    },
    /// An input that the called workflow does not know.
    #[error(" with the input `{input}`, which that workflow does not declare; its inputs: {known}")]
    UnknownInput {
        /// The input's name.
        input: String,
        /// The inputs that it declares.
        known: String,
    },
    /// A value of another type than the called workflow declares.
    #[error(" with `{value}` for the input `{input}`, which that workflow declares as a {kind}")]
    WrongType {
        /// The input's name.
        input: String,
        /// The value.
        value: String,
        /// The declared type.
        kind: &'static str,
    },
    /// An expression of another type than the called workflow declares.
    #[error(
        " with {given} for the input `{input}`, which that workflow declares as {declared}; GitHub converts nothing there, \
         make {declared} of it: a comparison is a boolean, and `function::from_json` reads one"
    )]
    OtherType {
        /// The input's name.
        input: String,
        /// The type of what is handed over.
        given: &'static str,
        /// The declared type.
        declared: &'static str,
    },
    /// An input of the caller's own that is not always there.
    #[error(
        " with its own input `{read}` for the input `{input}`, which is null where `{event}` starts the run; GitHub takes a \
         boolean alone, hand over `{read}.value().or(false)`"
    )]
    MaybeNull {
        /// The input of the called workflow.
        input: String,
        /// The input of the caller.
        read: String,
        /// An event that does not declare it.
        event: &'static str,
    },
    /// A secret that the called workflow insists on.
    #[error(" without the secret `{secret}`, which that workflow requires; hand it over, or let it inherit all")]
    MissingSecret {
        /// The secret's name.
        secret: String,
    },
    /// A secret that the called workflow does not know.
    #[error(" with the secret `{secret}`, which that workflow does not declare; its secrets: {known}")]
    UnknownSecret {
        /// The secret's name.
        secret: String,
        /// The secrets that it declares.
        known: String,
    },
    /// A permission that the called workflow's job needs and the call does not grant.
    #[error(", whose job `{job}` needs `{}: {access}`, but grants it only `{granted}`; add the permission to the call", .scope.word())]
    NotGranted {
        /// The called workflow's job.
        job: String,
        /// The scope.
        scope: Scope,
        /// What the job needs.
        access: &'static str,
        /// What it is granted.
        granted: &'static str,
    },
    /// Caller and called wait for each other.
    #[error(
        ", which has the concurrency group `{group}`, as the workflow that calls it: each would wait for the other; rename one"
    )]
    SameGroup {
        /// The group.
        group: String,
    },
    /// Workflows call each other too deeply.
    #[error(", which makes {levels} levels of workflows; GitHub takes at most 10")]
    TooDeep {
        /// How many levels there are, the caller's own among them.
        levels: usize,
    },
    /// More workflows than one may call.
    #[error(" as one of {count} workflows that are called from here in all; GitHub takes at most 50")]
    TooMany {
        /// How many different workflows are called, directly or not.
        count: usize,
    },
}

impl CallProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::NoAddress | Self::NoFile => syntax!("jobsjob_iduses"),
            Self::NotCallable { .. } => syntax!("onworkflow_call"),
            Self::MissingInput { .. }
            | Self::UnknownInput { .. }
            | Self::WrongType { .. }
            | Self::OtherType { .. }
            | Self::MaybeNull { .. } => syntax!("jobsjob_idwithinput_id"),
            Self::MissingSecret { .. } => syntax!("onworkflow_callsecretssecret_idrequired"),
            Self::UnknownSecret { .. } => syntax!("jobsjob_idsecretssecret_id"),
            Self::NotGranted { .. } => {
                page!(
                    "workflows-and-actions/reusing-workflow-configurations#access-and-permissions-for-nested-workflows"
                )
            }
            Self::SameGroup { .. } => page!(
                "workflows-and-actions/reusing-workflow-configurations#supported-keywords-for-jobs-that-call-a-reusable-workflow"
            ),
            Self::TooDeep { .. } | Self::TooMany { .. } => {
                page!("workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows")
            }
        }
    }
}
