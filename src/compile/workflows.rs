//! The workflows of a repository, as values.

use super::secrets::Secrets;
use super::template::TemplateError;
use super::{assistant, deployment, image_build};
use crate::description::{Build, Cache, Deployment, Organization, Repository, Server};
use crate::diagnostic::Place;
use actions::Workflow;

/// A workflow, and where it belongs.
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledWorkflow<'a> {
    /// The name of its file.
    pub file: &'a str,
    /// Where the description says it, for the header.
    pub described_in: &'a str,
    /// Where the description says it, for messages.
    pub place: Place,
    /// The workflow.
    pub workflow: Workflow,
    /// What it deploys, what built that, and where to; `None` where it deploys nothing.
    pub deployment: Option<(&'a Deployment, &'a Build, &'a Server)>,
}

/// The name under which a build keeps its cache, where it needs one: each branch has GitHub's cache for itself, and where a push
/// to it starts another build that keeps something, too, one would overwrite the other's.
fn cache_scope<'a>(repository: &Repository, build: &'a Build) -> Option<&'a str> {
    let others =
        repository.services.iter().flat_map(|service| &service.builds).filter(|other| other.file != build.file);
    let mut beside = others.filter(|other| other.branches.iter().any(|branch| build.branches.contains(branch)));
    let file = build.file.as_str();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    beside.any(|other| other.cache != Cache::default()).then_some(stem)
}

/// Every workflow of a repository, the `index`th of the organisation, in the order of the description. A deployment whose build or environment does not exist is
/// left out; [`crate::check`] refuses it.
///
/// # Errors
/// A template cannot be rendered.
pub fn of_repository<'a>(
    organization: &'a Organization,
    index: usize,
    repository: &'a Repository,
) -> Result<Vec<CompiledWorkflow<'a>>, TemplateError> {
    let secrets = Secrets::of(repository);
    let described_in = repository.described_in.as_str();
    let mut written = Vec::new();
    let owner = Place::repository(index, repository);
    for (index, service) in repository.services.iter().enumerate() {
        let first = written.len();
        let owner = owner.service(index);
        for (index, build) in service.builds.iter().enumerate() {
            let place = owner.build(index, build);
            let workflow = image_build::workflow(build, cache_scope(repository, build), secrets)?;
            written.push(CompiledWorkflow {
                file: build.file.as_str(),
                described_in,
                place,
                workflow,
                deployment: None,
            });
        }
        for (index, deployment) in service.deployments.iter().enumerate() {
            let pairs = service.builds.iter().zip(&written[first..]);
            let after = pairs.into_iter().find(|(build, _)| build.workflow == deployment.after.build);
            let environment =
                organization.environments.iter().find(|environment| environment.name == deployment.environment);
            let (Some((build, by)), Some(environment)) = (after, environment) else {
                continue;
            };
            let server = &environment.server;
            let workflow = deployment::workflow(organization, deployment, (build, &by.workflow), server, secrets)?;
            let file = deployment.file.as_str();
            let place = owner.deployment(index, deployment);
            let deployment = Some((deployment, build, server));
            written.push(CompiledWorkflow { file, described_in, place, workflow, deployment });
        }
    }
    if let Some(assistant) = &repository.assistant {
        let workflow = assistant::workflow(assistant, secrets);
        let described_in = assistant.described_in.as_str();
        let place = owner.assistant(assistant);
        written.push(CompiledWorkflow {
            file: assistant.file.as_str(),
            described_in,
            place,
            workflow,
            deployment: None,
        });
    }
    Ok(written)
}
