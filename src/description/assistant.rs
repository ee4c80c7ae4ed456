//! The assistant that answers in issues and pull requests.

use super::{Accepted, FileName, Mention, Minutes, ModelName, SecretName, WorkflowName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A workflow in which Claude answers whoever mentions it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Assistant {
    /// The workflow's name.
    pub workflow: WorkflowName,
    /// The workflow's file; the workflow's name in small letters with `.yml` when absent.
    #[serde(default)]
    pub file: FileName,
    /// Where the assistant is described, for the header of its file; where its repository is when absent.
    #[serde(default)]
    pub described_in: String,
    /// The words that call it.
    #[serde(default = "Assistant::default_mention")]
    pub mention: Mention,
    /// The secret that holds its token.
    pub token: SecretName,
    /// The model.
    pub model: ModelName,
    /// Whom it answers.
    #[serde(default)]
    pub answers: Audience,
    /// What it may do in the repository.
    #[serde(default)]
    pub may: Authority,
    /// An answer is ended after so many minutes.
    #[serde(default)]
    pub timeout: Option<Minutes>,
    /// What is known of it and lived with.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
}

impl Assistant {
    /// An assistant that is called by `@claude`.
    #[track_caller]
    pub fn new(workflow: &'static str, file: &'static str, token: SecretName, model: &str) -> Self {
        Self {
            workflow: WorkflowName::new(workflow),
            file: FileName::new(file),
            described_in: String::new(),
            mention: Self::default_mention(),
            token,
            model: ModelName::from(model.to_owned()),
            answers: Audience::default(),
            may: Authority::default(),
            timeout: None,
            accepted: Vec::new(),
        }
    }

    const fn default_mention() -> Mention {
        Mention::new("@claude")
    }
}

/// Whom an assistant answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Audience {
    /// Whoever may write in the repository's issues: in a public repository everybody.
    #[default]
    Anybody,
    /// The repository's owner, the organisation's members, and collaborators.
    Members,
}

/// What an assistant may do in its repository.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// It reads, comments, pushes commits and opens pull requests.
    #[default]
    Push,
    /// It reads and comments: the run's own token is all that it is given, and that may not push.
    Comment,
}
