//! Where deployments go.

use super::{EnvironmentName, SecretName, ServerName};
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
}

/// A server that is reached over SSH.
///
/// Each field names the secret that holds the value, so that no address stands in a workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Server {
    /// The server's name in the generated tree.
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

impl Environment {
    /// An environment whose server has its own name, and whose address, user, key and port are held in these secrets.
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
        }
    }
}
