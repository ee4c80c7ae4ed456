//! What the rules look at: a description, and every workflow that it becomes, put side by side once; and what is the project's own.

use super::workflows::WorkflowAt;
use crate::check::{SecretUse, secret_uses};
use crate::compile::{Compiled, CompiledOwnWorkflow, CompiledRepository, CompiledWorkflow, WorkflowSource};
use crate::description::{
    Assistant, Build, Deployment, Environment, Organization, Repository, Secret, SecretName, Service,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::recipes::{Gap, Promise, Promises};
use actions::Position;
use actions::action::Lock;
use std::collections::HashMap;

/// A description, and every workflow that it becomes.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The description.
    pub organization: &'a Organization,
    /// The lock that pins its actions.
    pub lock: &'a Lock,
    /// The project's own workflows; nothing where the description is data, which has no project, and not its own lock either.
    pub own: Option<&'a [CompiledOwnWorkflow<'a>]>,
    /// Its repositories.
    pub repositories: Vec<Described<'a>>,
}

/// A repository.
#[derive(Debug)]
pub struct Described<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// Where it is described.
    pub place: Place,
    /// Its workflows.
    pub workflows: &'a [CompiledWorkflow<'a>],
    /// The secrets that it declares.
    secrets: Vec<SecretAt<'a>>,
}

/// A build, and where it is described.
#[derive(Debug, Clone)]
pub struct BuildAt<'s> {
    /// Its repository.
    pub repository: &'s Repository,
    /// Its service.
    pub service: &'s Service,
    /// The build.
    pub build: &'s Build,
    /// Where it is described.
    pub place: Place,
    /// Its workflow.
    pub workflow: WorkflowAt<'s>,
}

/// A deployment with all that it names, and where it is described.
#[derive(Debug, Clone)]
pub struct DeploymentAt<'s> {
    /// Its repository.
    pub repository: &'s Repository,
    /// The deployment.
    pub deployment: &'s Deployment,
    /// The build that it follows.
    pub build: &'s Build,
    /// Where it goes.
    pub environment: &'s Environment,
    /// Where it is described.
    pub place: Place,
    /// Its workflow.
    pub workflow: WorkflowAt<'s>,
}

/// A secret that a repository declares, where, and everything that uses it.
#[derive(Debug, Clone)]
pub struct SecretAt<'s> {
    /// Its repository.
    pub repository: &'s Repository,
    /// The secret.
    pub secret: &'s Secret,
    /// Where it is declared.
    pub place: Place,
    /// Where it is used.
    pub uses: Vec<SecretUse<'s>>,
}

impl<'a> Subject<'a> {
    /// A description that is compiled.
    pub fn of(compiled: &'a Compiled<'a>) -> Self {
        let organization = compiled.organization;
        let repositories = compiled.repositories.iter().map(|CompiledRepository { repository, place, workflows }| {
            let secrets = declared(organization, repository, place);
            Described { repository, place: place.clone(), workflows, secrets }
        });
        Self { organization, lock: compiled.lock, own: None, repositories: repositories.collect() }
    }

    /// The description of a project, which has its own lock, and these workflows of its own.
    #[must_use]
    pub fn of_project(self, own: &'a [CompiledOwnWorkflow<'a>]) -> Self {
        Self { own: Some(own), ..self }
    }

    /// Every workflow of the description, with its repository and what it is compiled from.
    fn compiled(&self) -> impl Iterator<Item = (&Repository, WorkflowSource<'_>, WorkflowAt<'_>)> {
        let each = self.repositories.iter().flat_map(|by| by.workflows.iter().map(move |compiled| (by, compiled)));
        each.map(|(by, compiled)| (by.repository, compiled.source, WorkflowAt::described(by, compiled)))
    }

    /// Every build, in the order of the description.
    pub fn builds(&self) -> impl Iterator<Item = BuildAt<'_>> {
        self.compiled().filter_map(|(repository, source, workflow)| match source {
            WorkflowSource::Build { service, build } => {
                Some(BuildAt { repository, service, build, place: workflow.place.clone(), workflow })
            }
            WorkflowSource::Deployment { .. } | WorkflowSource::Assistant(_) => None,
        })
    }

    /// Every deployment, in the order of the description.
    pub fn deployments(&self) -> impl Iterator<Item = DeploymentAt<'_>> {
        self.compiled().filter_map(|(repository, source, workflow)| match source {
            WorkflowSource::Deployment { deployment, build, environment } => {
                let place = workflow.place.clone();
                Some(DeploymentAt { repository, deployment, build, environment, place, workflow })
            }
            WorkflowSource::Build { .. } | WorkflowSource::Assistant(_) => None,
        })
    }

    /// Every assistant, in the order of the description.
    pub fn assistants(&self) -> impl Iterator<Item = (WorkflowAt<'_>, &Assistant)> {
        self.compiled().filter_map(|(_, source, workflow)| match source {
            WorkflowSource::Assistant(assistant) => Some((workflow, assistant)),
            WorkflowSource::Build { .. } | WorkflowSource::Deployment { .. } => None,
        })
    }

    /// Every secret that is declared, in the order of the description.
    pub fn secrets(&self) -> impl Iterator<Item = &SecretAt<'a>> {
        self.repositories.iter().flat_map(|described| &described.secrets)
    }

    /// Where the secret that a repository declares at this index stands.
    pub fn secret_place(owner: &Place, index: usize, name: &SecretName) -> Place {
        owner.key("secrets").index(index).in_words("its secrets").written_at(name.written_at())
    }
}

/// The secrets that a repository declares, each with everything that uses it.
fn declared<'a>(organization: &'a Organization, repository: &'a Repository, owner: &Place) -> Vec<SecretAt<'a>> {
    let mut uses: HashMap<&SecretName, Vec<SecretUse<'a>>> = HashMap::new();
    for found in secret_uses(organization, repository, owner) {
        uses.entry(found.secret).or_default().push(found);
    }
    let each = repository.secrets.iter().enumerate();
    each.map(|(index, secret)| SecretAt {
        repository,
        secret,
        place: Subject::secret_place(owner, index, &secret.name),
        uses: uses.remove(&secret.name).unwrap_or_default(),
    })
    .collect()
}

impl Described<'_> {
    /// Something of this repository.
    pub fn found(&self, diagnostic: Diagnostic) -> Diagnostic {
        Diagnostic { repository: self.repository.name.to_string(), ..diagnostic }
    }
}

impl Subject<'_> {
    /// What is found where a rollout does not make this promise.
    pub fn missing(&self, promise: fn(Promises) -> Promise) -> Vec<Diagnostic> {
        let each = self.deployments().filter_map(|at| match promise(at.deployment.rollout.recipe().promises()) {
            Promise::Made => None,
            Promise::Missing(Gap { keys, message, label, fix, shown }) => {
                let place = keys.iter().fold(at.rollout(), |place, key| place.key(key));
                let step = at.rollout_step();
                let position = shown.map_or_else(|| step.clone(), |text| step.clone().text(text));
                Some(at.found(Diagnostic::new(message, &place, label, fix), &position))
            }
        });
        each.collect()
    }
}

impl BuildAt<'_> {
    /// Something of this build, which shows in this part of its workflow.
    pub fn found(&self, diagnostic: Diagnostic, position: &Position) -> Diagnostic {
        self.workflow.found(diagnostic, position)
    }
}

impl DeploymentAt<'_> {
    /// Where its rollout is described: in Rust, the line that names the rollout's folder.
    pub fn rollout(&self) -> Place {
        let recipe = self.deployment.rollout.recipe();
        self.place.key("rollout").key(recipe.key()).written_at(recipe.directory().written_at())
    }

    /// The step in which the rollout replaces what runs.
    pub fn rollout_step(&self) -> Position {
        self.workflow.step(self.deployment.rollout.recipe().step())
    }

    /// Something of this deployment, which shows in this part of its workflow.
    pub fn found(&self, diagnostic: Diagnostic, position: &Position) -> Diagnostic {
        self.workflow.found(diagnostic, position)
    }
}

impl SecretAt<'_> {
    /// Something of this secret.
    pub fn found(&self, diagnostic: Diagnostic) -> Diagnostic {
        Diagnostic { repository: self.repository.name.to_string(), ..diagnostic }
    }

    /// Something of this secret that shows where it is used.
    pub fn found_in(&self, subject: &Subject<'_>, diagnostic: Diagnostic, used: &SecretUse<'_>) -> Diagnostic {
        let is_used = |at: &WorkflowAt<'_>| at.is_file(self.repository, used.file);
        let found = self.found(diagnostic);
        match subject.workflows().find(is_used) {
            Some(workflow) => workflow.found(found, &workflow.secret(self.secret.name.as_str())),
            None => found,
        }
    }
}
