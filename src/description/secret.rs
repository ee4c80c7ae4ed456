//! Secrets: declared once, with who holds them.

use super::{EnvironmentName, Ignore, SecretName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A secret of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Secret {
    /// Its name.
    pub name: SecretName,
    /// Who holds it.
    #[serde(default)]
    pub held_by: Holder,
    /// Whether it is always there.
    #[serde(default)]
    pub presence: Presence,
    /// What is known of it and lived with.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

/// Who holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Holder {
    /// The repository (or the organisation): every job can use it.
    #[default]
    Repository,
    /// These environments: only their jobs can use it.
    Environments(Vec<EnvironmentName>),
}

/// Whether a secret is always there.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Presence {
    /// It must be set.
    #[default]
    Required,
    /// It may be missing, and then something else happens.
    Optional,
    /// It may be missing, and then this value holds.
    Default(String),
}

impl Secret {
    /// A secret that the repository holds.
    pub const fn of_repository(name: SecretName) -> Self {
        Self { name, held_by: Holder::Repository, presence: Presence::Required, ignore: Vec::new() }
    }

    /// A secret that environments hold.
    pub fn of(environments: &[EnvironmentName], name: SecretName) -> Self {
        Self {
            name,
            held_by: Holder::Environments(environments.to_vec()),
            presence: Presence::Required,
            ignore: Vec::new(),
        }
    }

    /// The secret may be missing.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.presence = Presence::Optional;
        self
    }

    /// The secret may be missing, and then this value holds.
    #[must_use]
    pub fn or(mut self, default: &str) -> Self {
        self.presence = Presence::Default(default.to_owned());
        self
    }
}
