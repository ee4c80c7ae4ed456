//! Names and ids.

use super::{page, syntax};

/// Why text is no id of a job, a step, an input or an output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IdProblem {
    /// It has other characters.
    #[error("which is no id; begin with a letter or `_`, and use letters, digits, `-` and `_` alone")]
    Characters,
    /// It is too long.
    #[error("which has {length} characters; an id has at most 99")]
    TooLong {
        /// Its length, in characters.
        length: usize,
    },
    /// It begins as GitHub's own ids do.
    #[error("which begins with `__`; GitHub keeps those for itself, rename it")]
    Reserved,
}

impl IdProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(self) -> &'static str {
        syntax!("jobsjob_id")
    }
}

/// Why text is no name of an environment variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VariableProblem {
    /// No shell could read it.
    #[error("which no shell can read; use letters, digits and `_`, and do not begin with a digit")]
    Characters,
    /// GitHub sets it itself, after everything else.
    #[error("which GitHub sets itself and nobody can overwrite; choose another name")]
    Reserved,
}

impl VariableProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(self) -> &'static str {
        page!("workflows-and-actions/variables#naming-conventions-for-environment-variables")
    }
}
