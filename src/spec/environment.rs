//! Where deployments go.

use super::{Accepted, EnvironmentName, SecretName, ServerName};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An environment of the repositories' settings, and the server behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Environment {
    /// The environment's name.
    pub name: EnvironmentName,
    /// The server that its deployments reach.
    pub server: Server,
    /// What is known of it and lived with.
    #[serde(default)]
    pub accepted: Vec<Accepted>,
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
            },
            name,
            accepted: Vec::new(),
        }
    }
}
