//! Values with a name: what a build bakes in, and what an environment file holds.

use super::{SecretName, VariableName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A named value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Variable {
    /// A value that nobody may read; the variable has the name of its secret.
    Secret(SecretName),
    /// A value that is kept with the secrets, though everybody may read it once it is in a browser; the variable has the name of
    /// its secret.
    Public(SecretName),
    /// A value that stands in the description.
    Literal {
        /// The name.
        name: VariableName,
        /// The value.
        value: String,
    },
}

/// A value that nobody may read.
#[track_caller]
pub const fn secret(name: &'static str) -> Variable {
    Variable::Secret(SecretName::new(name))
}

/// A value that everybody may read once it is in a browser.
#[track_caller]
pub const fn public(name: &'static str) -> Variable {
    Variable::Public(SecretName::new(name))
}

/// A value that stands in the description.
#[track_caller]
pub fn literal(name: &'static str, value: &str) -> Variable {
    Variable::Literal { name: VariableName::new(name), value: value.to_owned() }
}

impl Variable {
    /// The variable's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Secret(name) | Self::Public(name) => name.as_str(),
            Self::Literal { name, .. } => name.as_str(),
        }
    }

    /// The secret that holds the value, if one does.
    pub const fn held_in(&self) -> Option<&SecretName> {
        match self {
            Self::Secret(name) | Self::Public(name) => Some(name),
            Self::Literal { .. } => None,
        }
    }
}
