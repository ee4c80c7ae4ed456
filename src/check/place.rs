//! The places of what a description consists of.

use crate::description::{Assistant, Build, Deployment, Environment, Repository, Variable};
use crate::diagnostic::{Path, Place};

impl Place {
    /// An environment of the organisation, the one at this index.
    pub fn environment(index: usize, environment: &Environment) -> Self {
        Self {
            words: vec![format!("environment `{}`", environment.name)],
            path: Path::default().key("environments").index(index),
            written_at: environment.name.written_at(),
            ..Self::organization()
        }
    }

    /// A workflow of the project itself, the one at this index.
    pub fn own_workflow(index: usize, name: &str, described_in: &str) -> Self {
        Self {
            described_in: described_in.to_owned(),
            words: vec![format!("workflow `{name}`")],
            path: Path::default().key("own-workflows").index(index),
            written_at: None,
        }
    }

    /// A repository of the organisation, the one at this index.
    pub fn repository(index: usize, repository: &Repository) -> Self {
        Self {
            described_in: repository.described_in.clone(),
            words: vec![repository.name.to_string()],
            path: Path::default().key("repositories").index(index),
            written_at: repository.name.written_at(),
        }
    }

    /// A service of this repository, the one at this index. It has no name: in words it is its repository.
    #[must_use]
    pub fn service(&self, index: usize) -> Self {
        self.key("services").index(index)
    }

    /// A build of this service, the one at this index.
    #[must_use]
    pub fn build(&self, index: usize, build: &Build) -> Self {
        let place = self.key("builds").index(index).written_at(build.workflow.written_at());
        place.in_words(format!("build `{}`", build.workflow))
    }

    /// The builds of this repository, of all its services, each with its place.
    pub fn builds<'a>(&self, repository: &'a Repository) -> Vec<(&'a Build, Self)> {
        let services = repository.services.iter().enumerate();
        services
            .flat_map(|(index, service)| {
                let owner = self.service(index);
                service.builds.iter().enumerate().map(move |(index, build)| (build, owner.build(index, build)))
            })
            .collect()
    }

    /// A deployment of this service, the one at this index.
    #[must_use]
    pub fn deployment(&self, index: usize, deployment: &Deployment) -> Self {
        let place = self.key("deployments").index(index).written_at(deployment.workflow.written_at());
        place.in_words(format!("deployment `{}`", deployment.workflow))
    }

    /// A variable of this mapping.
    #[must_use]
    pub fn variable(&self, variable: &Variable) -> Self {
        self.entry(variable.name()).written_at(variable.written_at())
    }

    /// The assistant of this repository.
    #[must_use]
    pub fn assistant(&self, assistant: &Assistant) -> Self {
        self.key("assistant").written_at(assistant.workflow.written_at()).in_words("assistant")
    }
}
