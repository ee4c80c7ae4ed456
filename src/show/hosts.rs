//! Hosts: what stands on which server (folders, files, ports, containers, networks, logins), and whose it is.

use super::WorkflowReference;
use crate::compile::{Compiled, CompiledWorkflow};
use crate::description::{
    BlueGreenRollout, Build, Check, ComposeRollout, DeployLock, Deployment, EnvFile, EnvSource, RegistryLogin,
    Repository, Rollout, Scripts,
};
use serde::Serialize;

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

/// What stands on a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum HostItemKind {
    /// A folder.
    Folder,
    /// A file.
    File,
    /// A port.
    Port,
    /// A container, or several.
    Container,
    /// A docker network.
    Network,
    /// A login that docker keeps.
    Login,
    /// A public address.
    Address,
}

impl HostItemKind {
    /// The word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Folder => "folder",
            Self::File => "file",
            Self::Port => "port",
            Self::Container => "container",
            Self::Network => "network",
            Self::Login => "login",
            Self::Address => "address",
        }
    }
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
        if let Some(file) = &deployment.env_file {
            self.file(file.file.as_str(), environment_file(file));
        }
        match &deployment.rollout {
            Rollout::Compose(rollout) => self.compose(rollout),
            Rollout::BlueGreen(rollout) => self.blue_green(rollout),
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

    fn compose(&mut self, rollout: &ComposeRollout) {
        self.file(rollout.file_on_server(), "the compose file, copied from the repository");
        for (state, says) in
            [(".lock", "who is deploying"), (".rollout.log", "what the last rollout did; for its owner alone")]
        {
            self.file(state, says);
        }
        let services = format!("services of {}", rollout.file);
        self.owns(
            HostItemKind::Container,
            services,
            "replaced by docker compose; their ports stand in the compose file",
        );
        if let Some(network) = &rollout.network {
            self.owns(HostItemKind::Network, network.as_str(), "made where it is missing");
        }
        for answer in &rollout.smoke_tests {
            self.owns(HostItemKind::Address, answer.url.as_str(), "must answer after the rollout");
        }
    }

    fn blue_green(&mut self, rollout: &BlueGreenRollout) {
        let scripts = match &rollout.scripts {
            Scripts::InRepository(folder) => format!("uploaded from {folder} by every deployment"),
            Scripts::OnServer => "generated below hosts/; somebody puts it there".to_owned(),
        };
        for (script, does) in [
            ("deploy.sh", "puts an image into service"),
            ("rollback.sh", "goes back to the color before"),
            ("health-check.sh", "says how the live color is doing"),
        ] {
            self.file(script, format!("{does}; {scripts}"));
        }
        for (state, says) in [
            (".current_env", "which color is live"),
            (".rollout", "how far the last rollout came, so that the next can finish or undo it"),
            (".attempt", "the name of the last deploy"),
            (".lock", "who is deploying"),
            (".failed_container.log", "the last words of the last container that failed"),
        ] {
            self.file(state, says);
        }
        let runs = format!("{}/.runs", rollout.directory);
        self.owns(HostItemKind::Folder, runs, "logs of the last 30 days' runs");
        self.owns(
            HostItemKind::File,
            rollout.nginx_file.as_str(),
            "nginx's; deploy.sh points its proxy_pass to the live port",
        );
        for (color, port) in [("blue", rollout.ports.blue), ("green", rollout.ports.green)] {
            let container = format!("{}-{color}", rollout.app);
            let purpose = format!("port {} of {container}", rollout.container_port);
            self.owns(HostItemKind::Port, format!("127.0.0.1:{port}"), purpose);
            self.owns(HostItemKind::Container, container, format!("{color}: it serves, or stands by for a rollback"));
        }
        if let Some(network) = &rollout.network {
            self.owns(HostItemKind::Network, network.as_str(), "made where it is missing");
        }
        if let Some(url) = &rollout.live_url {
            self.owns(HostItemKind::Address, url.as_str(), "asked through nginx before and after the switch");
        }
        for check in rollout.checks.before.iter().chain(&rollout.checks.after) {
            self.check(check);
        }
    }

    fn check(&mut self, check: &Check) {
        let asked = format!("{} asks it and does not own it", self.by.shown());
        match check {
            Check::PostgresReady { container } | Check::PostgresQuery { container, .. } => {
                self.asks(HostItemKind::Container, container.as_str(), format!("PostgreSQL; {asked}"));
            }
            Check::RedisPing { container } => {
                self.asks(HostItemKind::Container, container.as_str(), format!("Redis; {asked}"))
            }
            Check::Address { url, .. } => {
                self.owns(HostItemKind::Address, url.as_str(), "must answer after the rollout")
            }
            Check::HealthReport
            | Check::HealthScript
            | Check::CurrentColor
            | Check::NginxActive
            | Check::NginxPort
            | Check::LiveAnswer { .. } => {}
        }
    }
}

fn environment_file(file: &EnvFile) -> String {
    match &file.from {
        EnvSource::SecretsManager(manager) => {
            format!("the environment, from {} in AWS Secrets Manager", manager.secret)
        }
        EnvSource::Variables(variables) => format!("the environment: {} values of the description", variables.len()),
    }
}
