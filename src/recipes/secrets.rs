//! From a secret's name to the expression that reads it.

use crate::description::{HeldValue, Repository, Secret, SecretName, Variable, VariableValue};
use actions::expr::{Expr, Text, secrets};

/// The declared secrets of a repository.
#[derive(Debug, Clone, Copy)]
pub struct Secrets<'a>(&'a Repository);

impl<'a> Secrets<'a> {
    /// The secrets that a repository declares.
    pub const fn of(repository: &'a Repository) -> Self {
        Self(repository)
    }

    fn declared(self, name: &SecretName) -> Option<&'a Secret> {
        self.0.secrets.iter().find(|secret| secret.name == *name)
    }

    /// The secret's value, or its default where it has one.
    pub fn value(self, name: &SecretName) -> Expr<String> {
        let value = secrets::named(name.to_string());
        match self.declared(name).and_then(|secret| secret.default.clone()) {
            Some(default) => value.or_else(default),
            None => value,
        }
    }

    /// The value of a variable.
    pub fn variable(self, variable: &Variable) -> Text {
        match &variable.value {
            VariableValue::Literal(value) => Text::from(value.as_str()),
            VariableValue::Held(HeldValue::Secret(name) | HeldValue::Public(name)) => self.value(name).into(),
        }
    }

    /// Whether the secret must have a value: it is neither optional, nor has it a default.
    pub fn is_required(self, name: &SecretName) -> bool {
        self.declared(name).is_none_or(Secret::is_required)
    }
}

/// The run's own token.
pub fn run_token() -> Expr<String> {
    secrets::named("GITHUB_TOKEN")
}
