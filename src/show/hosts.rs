//! Hosts: what stands on which server (folders, files, ports, containers, networks, logins), and whose it is.

use super::WorkflowReference;
use crate::compile::{Compiled, CompiledWorkflow};
use crate::description::{Build, DeployLock, Deployment, EnvFile, EnvSource, RegistryLogin, Repository};
use serde::Serialize;

pub use crate::recipes::HostItemKind;

/// Something on a server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HostRow {
    /// The server.
    pub host: String,
    /// The environment whose deployments reach it.
    pub environment: String,
    /// The deployment that owns it; `None` is for what somebody else put there.
    pub owner: Option<WorkflowReference>,
    /// What it is.
    pub kind: HostItemKind,
    /// Its path, its name, or its address and port.
    pub name: String,
    /// What it is for.
    pub purpose: String,
}

/// The table: each server's deployments in the order of the description, then what is asked of it and nobody here put there.
pub fn rows(compiled: &Compiled<'_>) -> Vec<HostRow> {
    let mut hosts: Vec<&str> = Vec::new();
    for environment in &compiled.organization.environments {
        let host = environment.server.name.as_str();
        if !hosts.contains(&host) {
            hosts.push(host);
        }
    }
    hosts.into_iter().flat_map(|host| of_host(compiled, host)).collect()
}

fn of_host(compiled: &Compiled<'_>, host: &str) -> Vec<HostRow> {
    let mut owned = Vec::new();
    let mut others: Vec<HostRow> = Vec::new();
    for (repository, written) in compiled.workflows() {
        let Some(mut things) = HostItems::of(repository, written, host) else { continue };
        things.deployment();
        things.turns();
        owned.append(&mut things.owned);
        for other in things.others {
            match others.iter_mut().find(|known| (known.kind, &known.name) == (other.kind, &other.name)) {
                Some(known) if !known.purpose.contains(&other.purpose) => {
                    known.purpose = format!("{}; {}", known.purpose, other.purpose);
                }
                Some(_) => {}
                None => others.push(other),
            }
        }
    }
    owned.into_iter().chain(others).collect()
}

/// What a deployment has on its server.
struct HostItems<'a> {
    by: WorkflowReference,
    deployment: &'a Deployment,
    build: &'a Build,
    turns: Option<&'a DeployLock>,
    host: &'a str,
    owned: Vec<HostRow>,
    others: Vec<HostRow>,
}

impl<'a> HostItems<'a> {
    fn of(repository: &'a Repository, written: &CompiledWorkflow<'a>, host: &'a str) -> Option<Self> {
        let (deployment, build, server) = written.deployment().filter(|(_, _, server)| server.name.as_str() == host)?;
        let by = WorkflowReference::new(&deployment.workflow, repository);
        let turns = server.deploy_lock.as_ref();
        Some(Self { by, deployment, build, turns, host, owned: Vec::new(), others: Vec::new() })
    }

    fn row(
        &self,
        owner: Option<WorkflowReference>,
        kind: HostItemKind,
        name: String,
        purpose: impl Into<String>,
    ) -> HostRow {
        let (host, environment) = (self.host.to_owned(), self.deployment.environment.to_string());
        HostRow { host, environment, owner, kind, name, purpose: purpose.into() }
    }

    fn owns(&mut self, kind: HostItemKind, name: impl Into<String>, purpose: impl Into<String>) {
        self.owned.push(self.row(Some(self.by.clone()), kind, name.into(), purpose));
    }

    fn file(&mut self, name: &str, purpose: impl Into<String>) {
        let path = format!("{}/{name}", self.deployment.rollout.directory());
        self.owns(HostItemKind::File, path, purpose);
    }

    fn asks(&mut self, kind: HostItemKind, name: &str, purpose: String) {
        self.others.push(self.row(None, kind, name.to_owned(), purpose));
    }

    fn deployment(&mut self) {
        let deployment = self.deployment;
        self.owns(HostItemKind::Folder, deployment.rollout.directory().as_str(), "everything of this deployment");
        if let Some(file) = deployment.environment_file() {
            self.file(file.file.as_str(), environment_file(file));
        }
        for item in deployment.rollout.recipe().host_items() {
            match item.kind {
                _ if !item.is_owned => {
                    let purpose = format!("{}; {} asks it and does not own it", item.purpose, self.by.shown());
                    self.asks(item.kind, &item.name, purpose);
                }
                HostItemKind::File if !item.name.starts_with('/') => self.file(&item.name, item.purpose),
                kind => self.owns(kind, item.name, item.purpose),
            }
        }
        self.owns(
            HostItemKind::Folder,
            format!("{}/.incoming", deployment.rollout.directory()),
            "files with secrets arrive here; nobody else can enter it",
        );
        let user = match &deployment.registry_login {
            None => "whoever started the run, until the run ends".to_owned(),
            Some(RegistryLogin { username, fallback: None, .. }) => username.to_string(),
            Some(RegistryLogin { username, password, .. }) => {
                format!("{username}, or whoever started the run where {password} is not set")
            }
        };
        let registry = self.build.registry.as_str();
        self.owns(
            HostItemKind::Login,
            registry,
            format!("docker pulls as {user}; it is kept in ~/.docker/config.json"),
        );
    }

    fn turns(&mut self) {
        if let Some(lock) = self.turns {
            let file = lock.file();
            self.owns(
                HostItemKind::File,
                file.as_str(),
                "the server's turn: held by whichever deployment changes something",
            );
        }
    }
}

fn environment_file(file: EnvFile<'_>) -> String {
    match file.from {
        EnvSource::SecretsManager(manager) => {
            format!("the environment, from {} in AWS Secrets Manager", manager.secret_id)
        }
        EnvSource::Variables(variables) => format!("the environment: {} values of the description", variables.len()),
    }
}
