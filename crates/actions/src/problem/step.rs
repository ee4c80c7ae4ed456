//! Steps.

use super::{ReferenceProblem, VariableProblem, syntax};
use crate::action::LockError;

/// What is wrong with a step.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StepProblem {
    /// Its action cannot be pinned.
    #[error("cannot be pinned: {0}")]
    Lock(LockError),
    /// A script that does nothing.
    #[error("has an empty script; give it a command, or leave the step out")]
    NoScript,
    /// A script that is too long.
    #[error("has a script of {length} characters; GitHub takes at most 21000, put it into a file of the repository")]
    ScriptTooLong {
        /// Its length, in characters.
        length: usize,
    },
    /// An expression in the text of a script.
    #[error(
        "has `{expression}` in its script: GitHub puts the text there before the shell reads it, and whoever writes the text writes commands; hand it over as a variable, `.env(\"NAME\", ...)`, and read `\"$NAME\"`"
    )]
    Spliced {
        /// The expression.
        expression: String,
    },
    /// A shell that GitHub does not know.
    #[error(
        "has the shell `{shell}`, which GitHub does not know; use bash, sh, pwsh, powershell, python or cmd, or a command with `{{0}}` for the script's file"
    )]
    UnknownShell {
        /// The shell.
        shell: String,
    },
    /// An action of the repository whose path is none.
    #[error("uses the action `{action}` of the repository itself; begin it with `./`")]
    NotLocal {
        /// The action.
        action: String,
    },
    /// An image whose address is none.
    #[error("uses the image `{action}`; begin it with `docker://` and name an image after it")]
    NoImage {
        /// The action.
        action: String,
    },
    /// A variable's name is none.
    #[error("sets the variable `{name}`, {problem}")]
    Variable {
        /// The variable's name.
        name: String,
        /// Why it is none.
        problem: VariableProblem,
    },
    /// Two values want one variable.
    #[error(
        "sets the variable `{name}` to two values, of which one would be lost; choose another name for one of them"
    )]
    ContestedVariable {
        /// The variable's name.
        name: String,
    },
    /// It names what there is not.
    #[error("{0}")]
    Reference(ReferenceProblem),
    /// A time that GitHub does not take.
    #[error("is given {minutes} minutes; GitHub takes 1 to 360")]
    Timeout {
        /// The time, in minutes.
        minutes: u64,
    },
}

impl StepProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::Lock(_) | Self::NotLocal { .. } | Self::NoImage { .. } => syntax!("jobsjob_idstepsuses"),
            Self::Spliced { .. } => {
                "https://docs.github.com/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks"
            }
            Self::NoScript | Self::ScriptTooLong { .. } => syntax!("jobsjob_idstepsrun"),
            Self::UnknownShell { .. } => syntax!("jobsjob_idstepsshell"),
            Self::Variable { problem, .. } => problem.documentation(),
            Self::ContestedVariable { .. } => syntax!("jobsjob_idstepsenv"),
            Self::Reference(problem) => problem.documentation(),
            Self::Timeout { .. } => syntax!("jobsjob_idstepstimeout-minutes"),
        }
    }
}
