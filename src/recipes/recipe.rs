//! What a rollout is asked, whatever it is.

use super::deployment::DeploymentContext;
use super::template::TemplateError;
use crate::description::{
    Color, ContainerOption, Deployment, HostPath, Port, Registry, RepositoryName, Rollout, Server,
};
use crate::diagnostic::Fix;
use actions::Step;
use serde::Serialize;

/// A way to put an image into service.
pub trait Recipe {
    /// The key of a description that chooses it.
    fn key(&self) -> &'static str;

    /// The folder on the server.
    fn directory(&self) -> &HostPath;

    /// The name of the step that replaces what runs.
    fn step(&self) -> &'static str;

    /// The steps after the image is named.
    ///
    /// # Errors
    /// A template cannot be rendered.
    fn steps(&self, context: &DeploymentContext<'_>) -> Result<Vec<Step>, TemplateError>;

    /// The scripts that are files of their own, by their paths below the folder of what is generated.
    ///
    /// # Errors
    /// A template cannot be rendered.
    fn scripts(&self, _: &ScriptContext<'_>) -> Result<Vec<(String, String)>, TemplateError> {
        Ok(Vec::new())
    }

    /// What it has on the server, beside its folder and what every deployment has.
    fn host_items(&self) -> Vec<HostItem>;

    /// What it promises.
    fn promises(&self) -> Promises;

    /// How long it may wait in all, in seconds, once no other deployment holds it off.
    fn longest_wait(&self) -> u64;

    /// What its step does to the server, and what it leaves there, by how the step ends. `live` is the color that serves before.
    fn outcome(&self, ending: Ending, live: Color) -> RolloutOutcome;

    /// The container that it runs, and the options of `docker run` that its description adds.
    fn container(&self) -> Option<(&str, &[ContainerOption])> {
        None
    }

    /// The ports of the server that it publishes, each with the keys that lead to it.
    fn ports(&self) -> Vec<(&'static [&'static str], Port)> {
        Vec::new()
    }

    /// Why a deployment by it is one to users, where the recipe alone says so.
    fn serves_users(&self) -> Option<&'static str> {
        None
    }

    /// What a trace assumes of the server.
    fn assumptions(&self, _live: Color) -> Vec<String> {
        Vec::new()
    }

    /// Whether the last step tells somebody of the success.
    fn notifies(&self) -> bool {
        false
    }

    /// What on the server logs in to the registry, where that is not the workflow.
    fn logs_in_by(&self) -> Option<&'static str> {
        None
    }
}

impl Rollout {
    /// The recipe.
    pub fn recipe(&self) -> &dyn Recipe {
        match self {
            Self::Compose(rollout) => rollout,
            Self::DockerRun(rollout) => rollout,
            Self::BlueGreen(rollout) => rollout.as_ref(),
        }
    }

    /// The folder on the server.
    pub fn directory(&self) -> &HostPath {
        self.recipe().directory()
    }
}

/// What the scripts of a rollout are made from.
#[derive(Debug, Clone, Copy)]
pub struct ScriptContext<'a> {
    /// The repository.
    pub repository: &'a RepositoryName,
    /// The deployment.
    pub deployment: &'a Deployment,
    /// The registry that its build pushes to.
    pub registry: &'a Registry,
    /// The server.
    pub server: &'a Server,
    /// What every script begins with.
    pub header: &'a str,
}

/// What a rollout promises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Promises {
    /// The old containers serve until the new image is on the server.
    pub keeps_serving: Promise,
    /// It waits until the new containers are healthy.
    pub waits_for_health: Promise,
    /// It verifies that the service answers.
    pub verifies: Promise,
    /// It goes back to what ran before when it fails.
    pub rolls_back: Promise,
    /// The logs of its containers have a limit.
    pub bounds_logs: Promise,
}

/// Whether a promise is made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Promise {
    /// It is, or nothing in the description decides it.
    Made,
    /// It is not, and this value of the description decides it.
    Missing(Gap),
}

/// A promise that is not made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The keys, from the rollout on, of the value that decides it.
    pub keys: &'static [&'static str],
    /// What happens instead.
    pub message: String,
    /// What to say of the value; may be empty.
    pub label: &'static str,
    /// How to get the promise.
    pub fix: Fix,
    /// A part of the generated line in the rollout's step, where it is not the step's first one.
    pub shown: Option<&'static str>,
}

/// Something on a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostItem {
    /// What it is.
    pub kind: HostItemKind,
    /// Its path, its name, or its address and port. A relative path is one in the rollout's folder.
    pub name: String,
    /// What it is for.
    pub purpose: String,
    /// Whether the deployment owns it; else it only depends on it.
    pub is_owned: bool,
}

impl HostItem {
    /// Something that the deployment owns.
    pub fn new(kind: HostItemKind, name: impl Into<String>, purpose: impl Into<String>) -> Self {
        Self { kind, name: name.into(), purpose: purpose.into(), is_owned: true }
    }

    /// A file in the rollout's folder.
    pub fn file(name: &str, purpose: impl Into<String>) -> Self {
        Self::new(HostItemKind::File, name, purpose)
    }
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

/// How the step of a rollout ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// It never began.
    NotBegun,
    /// It succeeded.
    Success,
    /// It failed.
    Failure,
    /// The run was cancelled meanwhile.
    Cancelled,
}

/// What a rollout does to a server, and what it leaves there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RolloutOutcome {
    /// What it does, in order.
    pub actions: Vec<HostAction>,
    /// What it leaves.
    pub containers: Vec<ContainerOutcome>,
}

/// Something that a rollout does to a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HostAction {
    /// It pulls the image.
    Pull,
    /// It changes what runs.
    Change(String),
}

/// A container, or several, after a rollout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContainerOutcome {
    /// Its name.
    pub container: String,
    /// How it stands.
    pub state: ContainerState,
    /// Whether it runs the new image; else it runs the one from before.
    pub is_new: bool,
    /// What there is to say of it.
    pub note: &'static str,
}

impl ContainerOutcome {
    /// A container after a rollout.
    pub const fn new(container: String, state: ContainerState, is_new: bool, note: &'static str) -> Self {
        Self { container, state, is_new, note }
    }

    /// What runs where the rollout never began.
    pub const fn untouched(container: String) -> Self {
        Self::new(container, ContainerState::Serves, false, "the rollout never began: what ran before runs on")
    }
}

/// How a container stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContainerState {
    /// It serves.
    Serves,
    /// It is stopped and can be started again.
    Stopped,
    /// It is removed.
    Removed,
    /// Nobody can say before it happens.
    Unknown,
}

impl ContainerState {
    /// The word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Serves => "serves",
            Self::Stopped => "stopped",
            Self::Removed => "removed",
            Self::Unknown => "unknown",
        }
    }
}
