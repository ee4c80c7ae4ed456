//! How a server logs in to the registry.

use super::secrets::{Secrets, run_token};
use super::template::{TemplateError, render};
use crate::description::{LoginFallback, Registry, RegistryLogin};
use actions::expr::{Expr, Text, github};
use actions::{Permission, Scope, Step};
use minijinja::context;

/// Who logs in, and with what.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// The user.
    pub user: Text,
    /// The password.
    pub token: Expr<String>,
    /// Whether the run's own token may be used, which then must be allowed to read packages.
    run_token: bool,
    why: &'static str,
}

impl Identity {
    /// The identity that a login means.
    pub fn of(login: Option<&RegistryLogin>, secrets: Secrets<'_>) -> Self {
        match login {
            None => Self {
                user: github::actor().into(),
                token: run_token(),
                run_token: true,
                why: "The run's own token expires with the run: the server cannot pull with it later.",
            },
            Some(RegistryLogin { username, password, fallback: None }) => Self {
                user: username.as_str().into(),
                token: secrets.value(password),
                run_token: false,
                why: "A long-lived token: the server can also pull with it after the run.",
            },
            Some(RegistryLogin { username, password, fallback: Some(LoginFallback::GitHubToken) }) => Self {
                user: secrets
                    .value(password)
                    .is_present()
                    .then_text(username.to_string())
                    .otherwise(github::actor())
                    .into(),
                token: secrets.value(password).or_else(run_token()),
                run_token: true,
                why: "The long-lived token, so that the server can also pull after the run; if it is not set,\nthe run's own token, which expires with the run.",
            },
        }
    }

    /// The step with the permission it needs where the run's own token may be used.
    pub fn allowed(&self, step: Step, permission: Permission) -> Step {
        if self.run_token { step.permission(permission) } else { step }
    }

    /// The step that asks the registry for the image, before anything is touched.
    ///
    /// # Errors
    /// A template cannot be rendered.
    pub fn look_for(&self, registry: &Registry, image: Text) -> Result<Step, TemplateError> {
        let step = Step::run("Look for the image in the registry", render("image/registry_check.sh", context! {})?)
            .env("REGISTRY", registry.as_str())
            .env("REGISTRY_USERNAME", self.user.clone())
            .env("REGISTRY_TOKEN", self.token.clone())
            .env("IMAGE_URL", image);
        Ok(self.allowed(step, Permission::read(Scope::Packages, "look for the image with the run's own token")))
    }

    /// The step that writes the token into the runner's delivery folder.
    ///
    /// # Errors
    /// A template cannot be rendered.
    pub fn write_token(&self, registry: &Registry) -> Result<Step, TemplateError> {
        let step = Step::run("Write the registry token", render("registry/token.sh", context! {})?)
            .comment(self.why)
            .env("REGISTRY", registry.as_str())
            .env("REGISTRY_USERNAME", self.user.clone())
            .env("REGISTRY_TOKEN", self.token.clone());
        let permission = Permission::read(Scope::Packages, "pull the image with the run's own token");
        Ok(self.allowed(step, permission))
    }
}

/// How the variables that compose files and scripts read begin: `GHCR` for GitHub's registry.
pub fn prefix(registry: &Registry) -> &'static str {
    if *registry == Registry::default() { "GHCR" } else { "REGISTRY" }
}
