//! Environments: the server behind each, its secrets by what they are for, and what is deployed there after what.

use super::images::as_pulled;
use super::{WorkflowReference, builds, image};
use crate::compile::{Compiled, CompiledRepository};
use crate::description::Environment;
use serde::Serialize;

/// An environment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnvironmentRow {
    /// Its name.
    pub environment: String,
    /// The server that its deployments reach.
    pub host: String,
    /// Whom GitHub asks before a job runs in it.
    pub reviewers: Vec<String>,
    /// The secrets that reach the server.
    pub server: Vec<Role>,
    /// The other secrets that it holds, by repository.
    pub secrets: Vec<HeldSecrets>,
    /// The builds that read its secrets.
    pub builds: Vec<WorkflowReference>,
    /// What is deployed there.
    pub deployments: Vec<EnvironmentDeployment>,
}

/// A secret that reaches a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Role {
    /// What it is for: `host`, `user`, `key`, `port` or `fingerprint`.
    pub role: &'static str,
    /// Its name.
    pub secret: String,
}

/// Secrets that an environment holds for a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HeldSecrets {
    /// The repository.
    pub repository: String,
    /// Their names.
    pub secrets: Vec<String>,
}

/// A deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EnvironmentDeployment {
    /// The workflow.
    #[serde(flatten)]
    pub by: WorkflowReference,
    /// The build whose success starts it.
    pub after: String,
    /// The branch that it must have built.
    pub branch: String,
    /// The image and its tag.
    pub image: String,
    /// `compose` or `blue-green`.
    pub rollout: &'static str,
    /// The folder on the server.
    pub folder: String,
}

/// The table.
pub fn rows(compiled: &Compiled<'_>) -> Vec<EnvironmentRow> {
    compiled.organization.environments.iter().map(|environment| row(compiled, environment)).collect()
}

fn row(compiled: &Compiled<'_>, environment: &Environment) -> EnvironmentRow {
    let server = &environment.server;
    let roles = [("host", &server.host), ("user", &server.user), ("key", &server.key), ("port", &server.port)];
    let roles = roles.into_iter().chain(server.fingerprint.iter().map(|secret| ("fingerprint", secret)));
    let held = compiled.repositories.iter().map(|CompiledRepository { repository, .. }| {
        let secrets = repository.secrets.iter().filter(|secret| secret.environments.contains(&environment.name));
        let others = secrets.filter(|secret| !server.secrets().any(|known| *known == secret.name));
        let secrets = others.map(|secret| secret.name.to_string()).collect();
        HeldSecrets { repository: repository.name.to_string(), secrets }
    });
    let builds = builds(compiled).filter(|(_, build, _)| build.environment.as_ref() == Some(&environment.name));
    let deployments = compiled.workflows().filter_map(|(repository, written)| {
        let (deployment, build, _) =
            written.deployment().filter(|(deployment, ..)| deployment.environment == environment.name)?;
        let tag = as_pulled(&deployment.image_tag, &deployment.after.branch);
        Some(EnvironmentDeployment {
            by: WorkflowReference::new(&deployment.workflow, repository),
            after: deployment.after.build.to_string(),
            branch: deployment.after.branch.to_string(),
            image: format!("{}:{tag}", image(compiled.organization, repository, build)),
            rollout: deployment.rollout.recipe().key(),
            folder: deployment.rollout.directory().to_string(),
        })
    });
    EnvironmentRow {
        environment: environment.name.to_string(),
        host: server.name.to_string(),
        reviewers: environment.reviewers.iter().map(ToString::to_string).collect(),
        server: roles.map(|(role, secret)| Role { role, secret: secret.to_string() }).collect(),
        secrets: held.filter(|held| !held.secrets.is_empty()).collect(),
        builds: builds.map(|(repository, build, _)| WorkflowReference::new(&build.workflow, repository)).collect(),
        deployments: deployments.collect(),
    }
}
