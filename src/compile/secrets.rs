//! From a secret's name to the expression that reads it.

use crate::description::{Presence, Repository, SecretName};
use actions::expr::{Expr, secrets};

/// The declared secrets of a repository.
#[derive(Debug, Clone, Copy)]
pub struct Secrets<'a>(&'a Repository);

impl<'a> Secrets<'a> {
    /// The secrets that a repository declares.
    pub const fn of(repository: &'a Repository) -> Self {
        Self(repository)
    }

    fn presence(self, name: &SecretName) -> Option<&'a Presence> {
        let secret = self.0.secrets.iter().find(|secret| secret.name == *name)?;
        Some(&secret.presence)
    }

    /// The secret's value, or its default where it has one.
    pub fn value(self, name: &SecretName) -> Expr<String> {
        let value = secrets::named(name.to_string());
        match self.presence(name) {
            Some(Presence::Default(default)) => value.or_else(default.clone()),
            _ => value,
        }
    }

    /// Whether the secret must have a value: it is neither optional, nor has it a default.
    pub fn is_required(self, name: &SecretName) -> bool {
        matches!(self.presence(name), None | Some(Presence::Required))
    }
}

/// The run's own token.
pub fn run_token() -> Expr<String> {
    secrets::named("GITHUB_TOKEN")
}
