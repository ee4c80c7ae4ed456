//! The whole, and what it is made of.

use super::{Assistant, Build, Deployment, Environment, RepositoryName, Secret};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Everything that one description delivers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Organization {
    /// The organisation's name on GitHub.
    pub name: String,
    /// The environments that its deployments reach.
    pub environments: Vec<Environment>,
    /// Its repositories.
    pub repositories: Vec<Repository>,
}

/// A repository and what its workflows do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Repository {
    /// The repository's name.
    pub name: RepositoryName,
    /// Where this repository is described, for the header of its files.
    pub described_in: String,
    /// The secrets that it, or its environments, hold.
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// The services that it builds and deploys.
    pub services: Vec<Service>,
    /// The assistant that answers in its issues and pull requests.
    #[serde(default)]
    pub assistant: Option<Assistant>,
}

/// Something that is built into images and deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Service {
    /// How its images are built.
    pub builds: Vec<Build>,
    /// How its images are rolled out.
    pub deployments: Vec<Deployment>,
}
