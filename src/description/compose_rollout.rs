//! A rollout in which docker compose replaces the containers.

use super::{Address, Duration, HostPath, NetworkName, RepositoryPath};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Docker compose replaces one container.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ComposeRollout {
    /// The compose file, in the repository and on the server.
    pub file: RepositoryPath,
    /// The folder on the server.
    pub directory: HostPath,
    /// A network that must exist before.
    #[serde(default)]
    pub network: Option<NetworkName>,
    /// How it is known that the new containers are ready.
    #[serde(default)]
    pub wait: Wait,
    /// Whether the old container stops before the new image is there.
    #[serde(default)]
    pub recreate: Recreate,
    /// Addresses that must answer in the end, asked on the server, also when the rollout failed.
    #[serde(default)]
    pub smoke_tests: Vec<SmokeTest>,
    /// What serves when the rollout fails.
    #[serde(default)]
    pub on_failure: OnFailure,
    /// Which images are removed from the server in the end.
    #[serde(default)]
    pub prune: Prune,
}

/// Whether the old container stops before the new image is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recreate {
    /// Down, pull, up: a pull that fails leaves the service down.
    DownFirst,
    /// Pull, down, up: a pull that fails leaves the old container serving.
    #[default]
    PullFirst,
}

/// How it is known that new containers are ready.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Wait {
    /// They are started and given this time; whoever runs then is taken for ready, or has ended with the status 0. A container
    /// that ended and was started again meanwhile is watched for as long once more, and must not do so again.
    For(Duration),
    /// Docker's own health checks are waited for.
    Healthy(HealthyWait),
}

/// Waits for docker's own health checks; at least one container must have one. A container without one must run; or it must end
/// with the status 0, as a migration does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct HealthyWait {
    /// How long the containers may take to become healthy.
    pub healthy: Duration,
    /// How long they must stay so.
    #[serde(default = "Wait::default_time")]
    pub monitor: Duration,
}

impl Default for Wait {
    fn default() -> Self {
        Self::For(Self::default_time())
    }
}

impl Wait {
    const fn default_time() -> Duration {
        Duration::new("15s")
    }

    /// Waits until the containers are healthy, for this time at most.
    pub fn healthy(timeout: impl Into<Duration>) -> Self {
        Self::Healthy(HealthyWait { healthy: timeout.into(), monitor: Self::default_time() })
    }

    /// How long the containers are watched once they are started, or healthy.
    pub const fn watched(&self) -> &Duration {
        match self {
            Self::For(time) | Self::Healthy(HealthyWait { monitor: time, .. }) => time,
        }
    }

    /// How long they may take to become healthy, where that is waited for.
    pub const fn until_healthy(&self) -> Option<&Duration> {
        match self {
            Self::For(_) => None,
            Self::Healthy(wait) => Some(&wait.healthy),
        }
    }
}

/// An address that must answer with success. Redirects are followed: the last answer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SmokeTest {
    /// The address.
    pub url: Address,
    /// How long it may take.
    pub timeout: Duration,
}

impl SmokeTest {
    /// An address that answers with success, in time.
    pub fn new(url: &str, timeout: impl Into<Duration>) -> Self {
        Self { url: Address::from(url.to_owned()), timeout: timeout.into() }
    }
}

/// What serves when a rollout fails. The deployment fails in either case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum OnFailure {
    /// Whatever the rollout left.
    #[default]
    Keep,
    /// What ran before. The images are given names of their own before anything changes; the compose file and the environment
    /// file are the new ones. A container whose service is no longer in the compose file is started again as it was. An address
    /// that does not answer is no reason to go back.
    Rollback,
}

/// Which images are removed from the server after a rollout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Prune {
    /// Those that no container uses and no tag names.
    #[default]
    Dangling,
    /// None.
    None,
    /// Those that no container uses, also those of other services on the server.
    All,
}

impl ComposeRollout {
    /// A rollout of a compose file in a folder of the server.
    #[track_caller]
    pub fn new(file: &'static str, directory: &'static str) -> Self {
        Self {
            file: RepositoryPath::new(file),
            directory: HostPath::new(directory),
            network: None,
            wait: Wait::default(),
            recreate: Recreate::default(),
            smoke_tests: Vec::new(),
            on_failure: OnFailure::default(),
            prune: Prune::default(),
        }
    }

    /// The compose file's name in the folder on the server, where it lies without the folders of the repository.
    pub fn file_on_server(&self) -> &str {
        self.file.as_str().rsplit('/').next().unwrap_or_default()
    }
}
