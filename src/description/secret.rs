//! Secrets: declared once, with the environments that hold them.

use super::{EnvironmentName, Ignore, SecretName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A secret of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Secret {
    /// Its name.
    pub name: SecretName,
    /// The environments that hold it: only their jobs can use it. When absent, the repository or the organisation holds it, and
    /// every job can use it.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub environments: Vec<EnvironmentName>,
    /// Whether it must be set: `true` when absent, unless there is a default.
    #[serde(default)]
    pub required: Option<bool>,
    /// The value that holds when it is not set.
    #[serde(default)]
    pub default: Option<String>,
    /// What is known of it and lived with.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

impl Secret {
    /// A secret that the repository holds.
    pub const fn of_repository(name: SecretName) -> Self {
        Self { name, environments: Vec::new(), required: None, default: None, ignore: Vec::new() }
    }

    /// A secret that environments hold.
    pub fn of(environments: &[EnvironmentName], name: SecretName) -> Self {
        Self { environments: environments.to_vec(), ..Self::of_repository(name) }
    }

    /// The secret may be missing.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.required = Some(false);
        self
    }

    /// The secret may be missing, and then this value holds.
    #[must_use]
    pub fn or(mut self, default: &str) -> Self {
        self.default = Some(default.to_owned());
        self
    }

    /// Whether it must be set.
    pub fn is_required(&self) -> bool {
        self.required.unwrap_or(self.default.is_none())
    }
}
