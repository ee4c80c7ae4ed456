//! Values with a name: what a build bakes in, and what an environment file holds.

use super::{SecretName, VariableName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::panic::Location;

/// A named value. In data it is an entry of a mapping: `NAME: value`, or `NAME: { secret: SECRET }`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// The name.
    pub name: VariableName,
    /// The value.
    pub value: VariableValue,
}

/// The value of a variable.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum VariableValue {
    /// A value that stands in the description.
    Literal(String),
    /// A value that a secret holds.
    Held(HeldValue),
}

/// A value that a secret holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum HeldValue {
    /// A value that nobody may read.
    Secret(SecretName),
    /// A value that is kept with the secrets, though everybody may read it once it is in a browser.
    Public(SecretName),
}

/// A value that nobody may read, in a variable with the name of its secret.
#[track_caller]
pub const fn secret(name: &'static str) -> Variable {
    let value = VariableValue::Held(HeldValue::Secret(SecretName::new(name)));
    Variable { name: VariableName::new(name), value }
}

/// A value that everybody may read once it is in a browser, in a variable with the name of its secret.
#[track_caller]
pub const fn public(name: &'static str) -> Variable {
    let value = VariableValue::Held(HeldValue::Public(SecretName::new(name)));
    Variable { name: VariableName::new(name), value }
}

/// A value that stands in the description.
#[track_caller]
pub fn literal(name: &'static str, value: &str) -> Variable {
    Variable { name: VariableName::new(name), value: VariableValue::Literal(value.to_owned()) }
}

impl Variable {
    /// The variable's name.
    pub fn name(&self) -> &str {
        self.name.as_str()
    }

    /// The value, where it stands in the description.
    pub fn literal(&self) -> Option<&str> {
        match &self.value {
            VariableValue::Literal(value) => Some(value),
            VariableValue::Held(_) => None,
        }
    }

    /// The secret that holds the value, if one does.
    pub const fn held_in(&self) -> Option<&SecretName> {
        match &self.value {
            VariableValue::Held(HeldValue::Secret(name) | HeldValue::Public(name)) => Some(name),
            VariableValue::Literal(_) => None,
        }
    }

    /// Whether nobody may read the value.
    pub const fn is_secret(&self) -> bool {
        matches!(self.value, VariableValue::Held(HeldValue::Secret(_)))
    }

    /// The line of Rust that wrote it, where one did.
    pub const fn written_at(&self) -> Option<&'static Location<'static>> {
        self.name.written_at()
    }
}

/// Variables as the mapping that they are in data.
pub(super) mod mapping {
    use super::{Variable, VariableName, VariableValue};
    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::ser::Serializer;
    use std::collections::BTreeMap;
    use std::fmt::{self, Formatter};

    /// What the schema says of them.
    pub type Schema = BTreeMap<VariableName, VariableValue>;

    pub fn serialize<S: Serializer>(variables: &[Variable], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(variables.iter().map(|each| (&each.name, &each.value)))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Variable>, D::Error> {
        struct Entries;

        impl<'de> Visitor<'de> for Entries {
            type Value = Vec<Variable>;

            fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
                formatter.write_str("a mapping of variables")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut variables = Vec::new();
                while let Some((name, value)) = map.next_entry()? {
                    variables.push(Variable { name, value });
                }
                Ok(variables)
            }
        }

        deserializer.deserialize_map(Entries)
    }
}
