//! The assistant that answers in issues and pull requests.

use super::{FileName, SecretName, WorkflowName};
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
    pub mention: String,
    /// The secret that holds its token.
    pub token: SecretName,
    /// The model.
    pub model: String,
}

impl Assistant {
    fn default_mention() -> String {
        "@claude".to_owned()
    }
}
