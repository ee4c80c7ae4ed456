//! The whole, and what it is made of.

use super::{
    Assistant, Build, Deployment, Environment, FileName, Ignore, RepositoryName, RepositoryPath, Secret, ServerName,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::panic::Location;

/// Everything that one description delivers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Organization {
    /// The organisation's name on GitHub. Of several files in a folder, one says it.
    #[serde(default)]
    pub name: String,
    /// The environments that its deployments reach.
    #[serde(default)]
    pub environments: Vec<Environment>,
    /// Its repositories.
    #[serde(default)]
    pub repositories: Vec<Repository>,
}

/// A repository and what its workflows do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Repository {
    /// The repository's name.
    pub name: RepositoryName,
    /// The file that describes it, for the header of its files: the reader of data sets it, and in Rust [`Repository::new`].
    #[serde(default, skip_serializing)]
    #[schemars(skip)]
    pub described_in: String,
    /// The secrets that it, or its environments, hold.
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// The services that it builds and deploys.
    #[serde(default)]
    pub services: Vec<Service>,
    /// The assistant that answers in its issues and pull requests.
    #[serde(default)]
    pub assistant: Option<Assistant>,
    /// Documents in it that tell of pipelines which this description has replaced.
    #[serde(default)]
    pub stale_documents: Vec<RepositoryPath>,
    /// What is known of it and lived with.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

/// Something that is built into images and deployed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Service {
    /// How its images are built.
    #[serde(default)]
    pub builds: Vec<Build>,
    /// How its images are rolled out.
    #[serde(default)]
    pub deployments: Vec<Deployment>,
}

impl Repository {
    /// A repository in which nothing happens yet. The file that calls this describes it.
    #[track_caller]
    pub fn new(name: &'static str) -> Self {
        Self {
            name: RepositoryName::new(name),
            described_in: Location::caller().file().to_owned(),
            secrets: Vec::new(),
            services: Vec::new(),
            assistant: None,
            stale_documents: Vec::new(),
            ignore: Vec::new(),
        }
    }
}

impl Organization {
    /// Derives what is absent from what stands beside it: a workflow's file from its name, a server's name from its
    /// environment's. A build, a deployment or an assistant that a description of data names no file for has an empty one.
    pub fn complete(&mut self) {
        for environment in &mut self.environments {
            if environment.server.name.as_str().is_empty() {
                environment.server.name = ServerName::from(environment.name.to_string());
            }
        }
        for repository in &mut self.repositories {
            for service in &mut repository.services {
                let builds = service.builds.iter_mut().map(|build| (&build.workflow, &mut build.file));
                let deployments = service.deployments.iter_mut().map(|each| (&each.workflow, &mut each.file));
                let nameless = builds.chain(deployments).filter(|(_, file)| file.as_str().is_empty());
                nameless.for_each(|(workflow, file)| *file = FileName::of(workflow));
            }
            if let Some(assistant) = &mut repository.assistant {
                if assistant.file.as_str().is_empty() {
                    assistant.file = FileName::of(&assistant.workflow);
                }
                if assistant.described_in.is_empty() {
                    assistant.described_in.clone_from(&repository.described_in);
                }
            }
        }
    }
}
