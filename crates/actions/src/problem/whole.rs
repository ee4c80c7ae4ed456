//! The workflow as a whole, and the whole file.

use super::{ReferenceProblem, VariableProblem, page, syntax};

/// What is wrong with a workflow as a whole. The messages go on after "the workflow".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum WorkflowProblem {
    /// It does nothing.
    #[error("has no job; give it at least one")]
    NoJobs,
    /// It never starts.
    #[error("has no trigger; nothing would ever start it")]
    NoTriggers,
    /// It has no name that others could wait for.
    #[error("has no name of one line; give it one, `workflow_run` triggers refer to it")]
    NoName,
    /// A variable's name is none.
    #[error("sets the variable `{name}`, {problem}")]
    Variable {
        /// The variable's name.
        name: String,
        /// Why it is none.
        problem: VariableProblem,
    },
    /// It names what there is not.
    #[error("{0}")]
    Reference(ReferenceProblem),
    /// A concurrency group without a name.
    #[error("has a concurrency group without a name; give it one")]
    NoGroup,
    /// Two keys of a mapping that GitHub takes for one.
    #[error("has two keys at {place}, `{first}` and `{second}`, that GitHub takes for one; rename one")]
    RepeatedKey {
        /// Where in the file, as keys with dots between them.
        place: String,
        /// The first.
        first: String,
        /// The second.
        second: String,
    },
    /// A key without text.
    #[error("has an empty key at {place}; give it a name")]
    EmptyKey {
        /// Where in the file, as keys with dots between them.
        place: String,
    },
    /// A text with an expression in it, longer than GitHub evaluates.
    #[error(
        "has a text of {length} characters with an expression in it, at {place}; GitHub evaluates at most 21000, pass the long part another way"
    )]
    ExpressionTooLong {
        /// Where in the file, as keys with dots between them.
        place: String,
        /// Its length, in characters.
        length: usize,
    },
    /// A condition that is longer than GitHub evaluates.
    #[error(
        "has a condition of {length} characters at {place}; GitHub evaluates at most 20985, let a step decide and name its output here"
    )]
    ConditionTooLong {
        /// Where in the file, as keys with dots between them.
        place: String,
        /// Its length, in characters.
        length: usize,
    },
    /// The file is longer than GitHub reads.
    #[error(
        "makes a file of {bytes} bytes; GitHub starts no run from more than 500 KB (500000), move jobs to a reusable workflow or scripts to files"
    )]
    FileTooLong {
        /// The file's size, in bytes.
        bytes: usize,
    },
}

impl WorkflowProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::Reference(problem) => problem.documentation(),
            Self::NoJobs => syntax!("jobs"),
            Self::NoTriggers => syntax!("on"),
            Self::NoName => syntax!("name"),
            Self::Variable { problem, .. } => problem.documentation(),
            Self::NoGroup => syntax!("concurrency"),
            Self::RepeatedKey { .. } | Self::EmptyKey { .. } => syntax!("about-yaml-syntax-for-workflows"),
            Self::ExpressionTooLong { .. } | Self::ConditionTooLong { .. } => syntax!("jobsjob_idstepsrun"),
            Self::FileTooLong { .. } => page!("limits#existing-system-limits"),
        }
    }
}
