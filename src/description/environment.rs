//! Where deployments go.

use super::{AccountName, Duration, EnvironmentName, HostPath, Ignore, SecretName, ServerName, TeamName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Display, Formatter};

/// An environment of the repositories' settings, and the server behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Environment {
    /// The environment's name.
    pub name: EnvironmentName,
    /// The server that its deployments reach.
    pub server: Server,
    /// Whom GitHub asks before a job runs in it: one of them must agree. There are at most six, and every job waits that names
    /// the environment, also a build that reads its secrets.
    ///
    /// No workflow can set this up: it is made in each repository's settings, at the environment's "Required reviewers". What
    /// stands here says what is meant to stand there.
    ///
    /// Source: <https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#required-reviewers>
    #[serde(default)]
    pub reviewers: Vec<Reviewer>,
    /// What is known of it and lived with.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

/// Somebody whom GitHub asks before a job runs in an environment.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reviewer {
    /// Somebody with an account.
    Account(AccountName),
    /// Anybody of a team of the organisation.
    Team(TeamName),
}

impl Reviewer {
    /// How many there may be of one environment.
    pub const MOST: usize = 6;
}

impl Display for Reviewer {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Account(name) => write!(formatter, "{name}"),
            Self::Team(name) => write!(formatter, "the team {name}"),
        }
    }
}

/// A server that is reached over SSH.
///
/// Each field names the secret that holds the value, so that no address stands in a workflow. The environment holds these
/// secrets; a repository declares one of them only where it has more to say, such as a value that holds when it is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Server {
    /// The server's name in the generated tree; the environment's when absent.
    #[serde(default)]
    pub name: ServerName,
    /// The secret that holds its address.
    pub host: SecretName,
    /// The secret that holds the user to log in as.
    pub user: SecretName,
    /// The secret that holds the private key.
    pub key: SecretName,
    /// The secret that holds the port.
    pub port: SecretName,
    /// The secret that holds the SHA256 fingerprint of the host's key. Without it any host is believed.
    #[serde(default)]
    pub fingerprint: Option<SecretName>,
    /// The lock that its deployments take, one at a time; without one they may overlap.
    #[serde(default)]
    pub deploy_lock: Option<DeployLock>,
}

/// A lock on a server, taken with `flock` by every deployment that changes something there; the others wait. It holds for all
/// repositories and environments that name it.
///
/// GitHub makes deployments of one repository to one environment wait for each other; of others it knows nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum DeployLock {
    /// The lock's file on the server, in a folder in which every user of the deployments may write. A deployment that does not get
    /// the lock within 5 minutes fails, and has changed nothing.
    File(HostPath),
    /// The lock's file, and how long a deployment waits.
    Timed(TimedLock),
}

/// A lock's file, and how long a deployment waits for the lock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct TimedLock {
    /// The lock's file on the server, in a folder in which every user of the deployments may write.
    pub file: HostPath,
    /// How long a deployment waits for the lock; then it fails, and has changed nothing.
    pub timeout: Duration,
}

impl DeployLock {
    /// A lock that is waited for 5 minutes.
    #[track_caller]
    pub const fn new(file: &'static str) -> Self {
        Self::File(HostPath::new(file))
    }

    /// The lock's file on the server.
    pub const fn file(&self) -> &HostPath {
        match self {
            Self::File(file) | Self::Timed(TimedLock { file, .. }) => file,
        }
    }

    /// How many seconds a deployment waits for it.
    pub fn seconds(&self) -> u32 {
        match self {
            Self::File(_) => 300,
            Self::Timed(lock) => lock.timeout.seconds(),
        }
    }
}

impl Server {
    /// The secrets that reach it. Naming them here declares them: the environment holds them.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretName> {
        [&self.host, &self.user, &self.key, &self.port].into_iter().chain(&self.fingerprint)
    }
}

impl Environment {
    /// An environment whose server has its own name, and whose address, user, key and port are held in these secrets.
    #[track_caller]
    pub fn new(name: EnvironmentName, [host, user, key, port]: [&'static str; 4]) -> Self {
        Self {
            server: Server {
                name: ServerName::from(name.to_string()),
                host: SecretName::new(host),
                user: SecretName::new(user),
                key: SecretName::new(key),
                port: SecretName::new(port),
                fingerprint: None,
                deploy_lock: None,
            },
            name,
            reviewers: Vec::new(),
            ignore: Vec::new(),
        }
    }
}
