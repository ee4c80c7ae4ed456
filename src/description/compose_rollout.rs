//! A rollout in which docker compose replaces the containers.

use super::{Address, HostPath, NetworkName, RepositoryPath, Seconds};
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
    /// How long the service is given to start before its state is printed; one that is waited for until it is healthy must
    /// stay so for as long.
    #[serde(default = "ComposeRollout::default_settle")]
    pub settle: Seconds,
    /// Whether the old container stops before the new image is there.
    #[serde(default)]
    pub recreate: Recreate,
    /// How it is known that the new containers are ready.
    #[serde(default)]
    pub readiness: Readiness,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Readiness {
    /// They are started and given the time of `settle`; whoever runs then is taken for ready, or has ended with the status 0.
    /// A container that ended and was started again meanwhile is watched for as long once more, and must not do so again.
    #[default]
    Settle,
    /// Docker's own health checks are waited for, and at least one container must have one. A container without one must run;
    /// or it must end with the status 0, as a migration does.
    Healthy {
        /// How long it may take.
        within: Seconds,
    },
}

/// An address that must answer with success. Redirects are followed: the last answer counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SmokeTest {
    /// The address.
    pub url: Address,
    /// How long it may take.
    pub within: Seconds,
}

impl SmokeTest {
    /// An address that answers with success, in time.
    pub fn new(url: &str, within: Seconds) -> Self {
        Self { url: Address::from(url.to_owned()), within }
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
            settle: Self::default_settle(),
            recreate: Recreate::default(),
            readiness: Readiness::default(),
            smoke_tests: Vec::new(),
            on_failure: OnFailure::default(),
            prune: Prune::default(),
        }
    }

    const fn default_settle() -> Seconds {
        Seconds(15)
    }

    /// The compose file's name in the folder on the server, where it lies without the folders of the repository.
    pub fn file_on_server(&self) -> &str {
        self.file.as_str().rsplit('/').next().unwrap_or_default()
    }
}
