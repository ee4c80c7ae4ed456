//! Jobs.

use super::{CallProblem, IdProblem, MatrixProblem, ReferenceProblem, VariableProblem, page, syntax};
use crate::{Access, Scope};

/// What is wrong with a job. The messages go on after "the job `id`".
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JobProblem {
    /// Its id is none.
    #[error("has an id {0}")]
    Id(IdProblem),
    /// It does nothing.
    #[error("has no step; give it at least one")]
    NoSteps,
    /// The id of a step is none.
    #[error("has a step with the id `{id}`, {problem}")]
    StepId {
        /// The step's id.
        id: String,
        /// Why it is none.
        problem: IdProblem,
    },
    /// Two steps share an id.
    #[error(
        "has two steps with one id, `{first}` (id `{first_id}`) and `{second}` (id `{second_id}`); rename one, letter case does not tell them apart"
    )]
    RepeatedStepId {
        /// The first step's name.
        first: String,
        /// Its id.
        first_id: String,
        /// The second step's name.
        second: String,
        /// Its id.
        second_id: String,
    },
    /// It waits for a job that does not exist.
    #[error("needs `{needed}`, which is no job of the workflow; its jobs: {jobs}")]
    UnknownNeed {
        /// The id that it needs.
        needed: String,
        /// The ids that exist.
        jobs: String,
    },
    /// It waits twice for the same job.
    #[error("needs `{needed}` twice; name it once")]
    RepeatedNeed {
        /// The id that it needs.
        needed: String,
    },
    /// It waits for itself.
    #[error("needs itself, through: {through}")]
    CircularNeed {
        /// The way from the job to itself.
        through: String,
    },
    /// No runner can take it.
    #[error("asks for a runner without a label; name at least one")]
    NoRunner,
    /// A permission that there is not.
    #[error("needs `{}: {}`, which there is not; GitHub knows only `{}` there", .scope.word(), .access.word(), .only.word())]
    NoSuchPermission {
        /// The scope.
        scope: Scope,
        /// What is asked for.
        access: Access,
        /// What there is.
        only: Access,
    },
    /// An environment without a name.
    #[error("runs for an environment without a name; name it, or leave it out")]
    NoEnvironment,
    /// An environment's name that is too long.
    #[error("runs for an environment whose name has {length} characters; GitHub takes at most 255")]
    EnvironmentTooLong {
        /// The name's length, in characters.
        length: usize,
    },
    /// A concurrency group without a name.
    #[error("has a concurrency group without a name; give it one")]
    NoGroup,
    /// A job in the group of its own workflow, for which it would wait for ever.
    #[error(
        "has the concurrency group `{group}`, which is its workflow's own: the job would wait for the run that it is part of; rename one"
    )]
    OwnGroup {
        /// The group.
        group: String,
    },
    /// A variable's name is none.
    #[error("sets the variable `{name}`, {problem}")]
    Variable {
        /// The variable's name.
        name: String,
        /// Why it is none.
        problem: VariableProblem,
    },
    /// A variable of a container that is none.
    #[error(
        "sets the variable `{name}` in its container `{container}`; a variable's name is not empty, and has no `=` and no space"
    )]
    ContainerVariable {
        /// The container.
        container: String,
        /// The variable's name.
        name: String,
    },
    /// An output's name is none.
    #[error("has the output `{name}`, {problem}")]
    Output {
        /// The output's name.
        name: String,
        /// Why it is none.
        problem: IdProblem,
    },
    /// No time at all.
    #[error("is given 0 minutes; give it at least one, or leave it to GitHub's 360")]
    NoTime,
    /// More time than its runner gives.
    #[error(
        "is given {minutes} minutes, but {runner} ends a job after {most}; GitHub would not tell, so say at most {most}"
    )]
    TooMuchTime {
        /// The time, in minutes.
        minutes: u64,
        /// The kind of runner.
        runner: &'static str,
        /// The most that it gives, in minutes.
        most: u64,
    },
    /// A shell that GitHub does not know.
    #[error(
        "has the default shell `{shell}`, which GitHub does not know; use bash, sh, pwsh, powershell, python or cmd, or a command with `{{0}}` for the script's file"
    )]
    UnknownShell {
        /// The shell.
        shell: String,
    },
    /// A container without an image.
    #[error("runs in a container without an image; name one, or leave the container out")]
    NoImage,
    /// It names what there is not.
    #[error("{0}")]
    Reference(ReferenceProblem),
    /// Its matrix.
    #[error("has a matrix {0}")]
    Matrix(MatrixProblem),
    /// What it calls.
    #[error("calls `{called}`{problem}")]
    Call {
        /// The workflow that it calls.
        called: String,
        /// What is wrong with the call.
        problem: CallProblem,
    },
}

impl JobProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::Id(problem) => problem.documentation(),
            Self::NoSteps => syntax!("jobsjob_idsteps"),
            Self::StepId { .. } | Self::RepeatedStepId { .. } => syntax!("jobsjob_idstepsid"),
            Self::UnknownNeed { .. } | Self::RepeatedNeed { .. } | Self::CircularNeed { .. } => {
                syntax!("jobsjob_idneeds")
            }
            Self::NoRunner => syntax!("jobsjob_idruns-on"),
            Self::NoSuchPermission { .. } => syntax!("jobsjob_idpermissions"),
            Self::NoEnvironment => syntax!("jobsjob_idenvironment"),
            Self::EnvironmentTooLong { .. } => {
                "https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments#creating-an-environment"
            }
            Self::NoGroup | Self::OwnGroup { .. } => syntax!("jobsjob_idconcurrency"),
            Self::Variable { problem, .. } => problem.documentation(),
            Self::ContainerVariable { .. } => syntax!("jobsjob_idcontainerenv"),
            Self::Output { .. } => syntax!("jobsjob_idoutputs"),
            Self::NoTime => syntax!("jobsjob_idtimeout-minutes"),
            Self::TooMuchTime { .. } => page!("limits#existing-system-limits"),
            Self::UnknownShell { .. } => syntax!("defaultsrunshell"),
            Self::NoImage => syntax!("jobsjob_idcontainerimage"),
            Self::Reference(problem) => problem.documentation(),
            Self::Matrix(problem) => problem.documentation(),
            Self::Call { problem, .. } => problem.documentation(),
        }
    }
}
