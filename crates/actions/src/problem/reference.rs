//! What expressions name.

use super::page;
use crate::expr::EvaluationError;

/// What is wrong with what an expression names.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReferenceProblem {
    /// A step that comes later.
    #[error("reads an output of the step `{id}` (`{name}`), which runs only afterwards; move that step before it")]
    LaterStep {
        /// The step's id.
        id: String,
        /// The step's name.
        name: String,
    },
    /// A step that the job does not have.
    #[error("reads an output of the step `{id}`, which is no step of this job; the ids of its steps: {ids}")]
    UnknownStep {
        /// The step's id.
        id: String,
        /// The ids that exist.
        ids: String,
    },
    /// An output that the step's script does not write.
    #[error(
        "reads the output `{output}` of the step `{id}` (`{name}`), whose script does not write `{output}=` to \
         `$GITHUB_OUTPUT`; where a program that it runs does, say so with `Step::writes`"
    )]
    NotWritten {
        /// The output.
        output: String,
        /// The step's id.
        id: String,
        /// The step's name.
        name: String,
    },
    /// A job that the workflow does not have.
    #[error("reads an output of the job `{id}`, which is no job of this workflow; its jobs: {ids}")]
    UnknownJob {
        /// The job's id.
        id: String,
        /// The ids that exist.
        ids: String,
    },
    /// A job that is not waited for.
    #[error("reads an output of the job `{needed}`, which it does not need; add `{needed}` to what it needs")]
    NotNeeded {
        /// The job's id.
        needed: String,
    },
    /// An output that the job does not declare.
    #[error("reads the output `{output}` of the job `{needed}`, which does not declare it; its outputs: {outputs}")]
    UnknownOutput {
        /// The output.
        output: String,
        /// The job's id.
        needed: String,
        /// The outputs that it declares.
        outputs: String,
    },
    /// A key that the matrix does not have.
    #[error("reads `matrix.{key}`, which the job's matrix does not have; its keys: {keys}")]
    UnknownMatrixKey {
        /// The key.
        key: String,
        /// The keys that exist.
        keys: String,
    },
    /// An input that no trigger declares.
    #[error("reads the input `{input}`, which no trigger of the workflow declares; its inputs: {inputs}")]
    UnknownInput {
        /// The input.
        input: String,
        /// The inputs that exist.
        inputs: String,
    },
    /// An input that a trigger declares otherwise.
    #[error(
        "reads the input `{input}` as {read}, but the trigger `{event}` declares it as {declared}; give it one type"
    )]
    OtherType {
        /// The input.
        input: String,
        /// The type in which it is read.
        read: &'static str,
        /// The event whose trigger declares it.
        event: &'static str,
        /// The type that is declared there.
        declared: &'static str,
    },
    /// A choice that is compared with what nobody can choose.
    #[error("compares the input `{input}` with `{option}`, which is none of its options: {options}")]
    NotAnOption {
        /// The input.
        input: String,
        /// What it is compared with.
        option: String,
        /// Its options.
        options: String,
    },
    /// An expression that fails whatever happens.
    #[error("has an expression that fails in every run, {0}")]
    Fault(EvaluationError),
    /// Inputs out of the payload.
    #[error(
        "reads `github.event.inputs`, where every input is text, and which only `workflow_dispatch` has; read the input \
         through its declaration"
    )]
    EventInputs,
}

impl ReferenceProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::LaterStep { .. } | Self::UnknownStep { .. } => page!("workflows-and-actions/contexts#steps-context"),
            Self::NotWritten { .. } => page!("workflows-and-actions/workflow-commands#setting-an-output-parameter"),
            Self::UnknownJob { .. } => page!("workflows-and-actions/contexts#jobs-context"),
            Self::NotNeeded { .. } | Self::UnknownOutput { .. } => {
                page!("workflows-and-actions/contexts#needs-context")
            }
            Self::UnknownMatrixKey { .. } => page!("workflows-and-actions/contexts#matrix-context"),
            Self::UnknownInput { .. } | Self::OtherType { .. } => {
                page!("workflows-and-actions/contexts#inputs-context")
            }
            Self::NotAnOption { .. } => super::syntax!("onworkflow_dispatchinputsinput_idtype"),
            Self::Fault(_) => page!("workflows-and-actions/expressions#functions"),
            Self::EventInputs => super::syntax!("onworkflow_dispatchinputs"),
        }
    }
}
