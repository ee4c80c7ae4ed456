//! The assistant that answers in issues and pull requests.

use super::{FileName, Ignore, Minutes, ModelName, SecretName, TriggerPhrase, WorkflowName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::panic::Location;

/// A workflow in which Claude answers whoever mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Assistant {
    /// The workflow's name.
    pub workflow: WorkflowName,
    /// The workflow's file; the workflow's name in small letters with `.yml` when absent.
    #[serde(default)]
    pub file: FileName,
    /// The file that describes it, for the header of its file: in Rust [`Assistant::new`] sets it, in data it is the repository's.
    #[serde(skip)]
    pub described_in: String,
    /// The phrase that calls it.
    #[serde(default = "Assistant::default_trigger_phrase")]
    pub trigger_phrase: TriggerPhrase,
    /// The secret that holds its token.
    pub token: SecretName,
    /// The model.
    pub model: ModelName,
    /// Whom it answers.
    #[serde(default)]
    pub allowed: Audience,
    /// What it may do in the repository.
    #[serde(default)]
    pub access: RepositoryAccess,
    /// An answer is ended after so many minutes.
    #[serde(default)]
    pub timeout_minutes: Option<Minutes>,
    /// What is known of it and lived with.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

impl Assistant {
    /// An assistant that is called by `@claude`.
    #[track_caller]
    pub fn new(workflow: &'static str, file: &'static str, token: SecretName, model: &str) -> Self {
        Self {
            workflow: WorkflowName::new(workflow),
            file: FileName::new(file),
            described_in: Location::caller().file().to_owned(),
            trigger_phrase: Self::default_trigger_phrase(),
            token,
            model: ModelName::from(model.to_owned()),
            allowed: Audience::default(),
            access: RepositoryAccess::default(),
            timeout_minutes: None,
            ignore: Vec::new(),
        }
    }

    const fn default_trigger_phrase() -> TriggerPhrase {
        TriggerPhrase::new("@claude")
    }
}

/// Whom an assistant answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Whoever may write in the repository's issues: in a public repository everybody.
    #[default]
    Everyone,
    /// The repository's owner, the organisation's members, and collaborators.
    Members,
}

/// What an assistant may do in its repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RepositoryAccess {
    /// It reads, comments, pushes commits and opens pull requests.
    #[default]
    Write,
    /// It reads and comments: the run's own token is all that it is given, and that may not push.
    Comment,
}
