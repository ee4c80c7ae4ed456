//! A rollout in which `docker run` replaces one container.

use super::{ContainerName, ContainerOption, HostPath, NetworkName, Prune, SmokeTest, Wait};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// `docker run` replaces one container. If the new one fails, the previous one is started again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct DockerRunRollout {
    /// The container's name.
    pub container: ContainerName,
    /// The folder on the server that holds the environment file.
    pub directory: HostPath,
    /// A docker network for the container; it is created where it is missing.
    #[serde(default)]
    pub network: Option<NetworkName>,
    /// Options of `docker run`: each argument is an entry, an option and its value two. A published port is one of them, such
    /// as `["--publish", "127.0.0.1:8080:8080"]`.
    #[serde(default)]
    pub container_options: Vec<ContainerOption>,
    /// How it is known that the new container is ready.
    #[serde(default)]
    pub wait: Wait,
    /// Addresses that must answer in the end, asked on the server, also when the rollout failed.
    #[serde(default)]
    pub smoke_tests: Vec<SmokeTest>,
    /// Which images are removed from the server in the end.
    #[serde(default)]
    pub prune: Prune,
}

impl DockerRunRollout {
    /// A rollout of a container, with a folder of the server.
    #[track_caller]
    pub fn new(container: &'static str, directory: &'static str) -> Self {
        Self {
            container: ContainerName::new(container),
            directory: HostPath::new(directory),
            network: None,
            container_options: Vec::new(),
            wait: Wait::default(),
            smoke_tests: Vec::new(),
            prune: Prune::default(),
        }
    }
}
