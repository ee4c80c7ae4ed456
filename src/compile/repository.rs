//! A repository, compiled: its workflows as values, with their text, and its server scripts.

use super::{header, refusal};
use crate::description::{
    Assistant, Build, Deployment, Environment, FileName, Organization, Repository, Server, Service,
};
use crate::diagnostic::{Diagnostic, Place};
use crate::recipes::{ScriptContext, Secrets, TemplateError, assistant, deployment, image_build};
use crate::tree::{Claims, File, FileMode, TreePath};
use actions::action::Lock;
use actions::{Workflow, WorkflowFile};

/// A repository, compiled.
#[derive(Debug)]
pub struct CompiledRepository<'a> {
    /// The repository.
    pub repository: &'a Repository,
    /// Where it is described.
    pub place: Place,
    /// Its workflows, in the order of the description.
    pub workflows: Vec<CompiledWorkflow<'a>>,
}

/// A workflow, compiled, with the files that belong to it.
#[derive(Debug)]
pub struct CompiledWorkflow<'a> {
    /// What it is compiled from.
    pub source: WorkflowSource<'a>,
    /// Where that is described.
    pub place: Place,
    /// The workflow.
    pub workflow: Workflow,
    /// Its file, below the folder of what is generated.
    pub path: TreePath,
    /// The text of its file, and the lines in which its parts are printed.
    pub rendered: WorkflowFile,
    /// The scripts of its rollout that are files of their own.
    pub scripts: Vec<(TreePath, File)>,
}

/// What a workflow is compiled from.
#[derive(Debug, Clone, Copy)]
pub enum WorkflowSource<'a> {
    /// A build of a service.
    Build {
        /// The service.
        service: &'a Service,
        /// The build.
        build: &'a Build,
    },
    /// A deployment to an environment.
    Deployment {
        /// The deployment.
        deployment: &'a Deployment,
        /// The build whose image it deploys.
        build: &'a Build,
        /// The environment.
        environment: &'a Environment,
    },
    /// An assistant.
    Assistant(&'a Assistant),
}

impl<'a> WorkflowSource<'a> {
    const fn file(self) -> &'a FileName {
        match self {
            Self::Build { build, .. } => &build.file,
            Self::Deployment { deployment, .. } => &deployment.file,
            Self::Assistant(assistant) => &assistant.file,
        }
    }
}

impl<'a> CompiledRepository<'a> {
    /// Every file of the repository.
    pub fn into_files(self) -> impl Iterator<Item = (TreePath, File)> {
        self.workflows.into_iter().flat_map(|compiled| {
            let workflow = (compiled.path, File { contents: compiled.rendered.text, mode: FileMode::Plain });
            std::iter::once(workflow).chain(compiled.scripts)
        })
    }

    /// Its builds, each with its workflow.
    pub fn builds(&self) -> impl Iterator<Item = (&'a Build, &CompiledWorkflow<'a>)> {
        self.workflows.iter().filter_map(|compiled| match compiled.source {
            WorkflowSource::Build { build, .. } => Some((build, compiled)),
            WorkflowSource::Deployment { .. } | WorkflowSource::Assistant(_) => None,
        })
    }
}

impl<'a> CompiledWorkflow<'a> {
    /// The name of its file.
    pub fn file(&self) -> &'a str {
        self.source.file().as_str()
    }

    /// What it deploys, what built that, and where to; nothing where it deploys nothing.
    pub const fn deployment(&self) -> Option<(&'a Deployment, &'a Build, &'a Server)> {
        match self.source {
            WorkflowSource::Deployment { deployment, build, environment } => {
                Some((deployment, build, &environment.server))
            }
            WorkflowSource::Build { .. } | WorkflowSource::Assistant(_) => None,
        }
    }
}

/// A repository while it is compiled.
pub(super) struct RepositoryCompiler<'c, 'a> {
    organization: &'a Organization,
    repository: &'a Repository,
    lock: &'a Lock,
    /// What generates its files again, for their headers.
    command: &'a str,
    claims: &'c mut Claims,
    workflows: Vec<CompiledWorkflow<'a>>,
    problems: Vec<Diagnostic>,
}

impl<'c, 'a> RepositoryCompiler<'c, 'a> {
    pub(super) const fn new(
        organization: &'a Organization,
        repository: &'a Repository,
        lock: &'a Lock,
        command: &'a str,
        claims: &'c mut Claims,
    ) -> Self {
        Self { organization, repository, lock, command, claims, workflows: Vec::new(), problems: Vec::new() }
    }

    /// Compiles the repository, the `index`th of the organization.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub(super) fn compile(mut self, index: usize) -> Result<CompiledRepository<'a>, Vec<Diagnostic>> {
        let place = Place::repository(index, self.repository);
        if let Err(error) = self.every_workflow(&place) {
            self.problems.push(error.diagnostic());
        }
        if self.problems.is_empty() {
            Ok(CompiledRepository { repository: self.repository, place, workflows: self.workflows })
        } else {
            Err(self.problems)
        }
    }

    /// A deployment whose build or environment does not exist is left out; [`crate::check`] refuses it.
    fn every_workflow(&mut self, owner: &Place) -> Result<(), TemplateError> {
        let repository = self.repository;
        let secrets = Secrets::of(repository);
        for (index, service) in repository.services.iter().enumerate() {
            let owner = owner.service(index);
            let builds = service.builds.iter();
            let builds = builds
                .map(|build| image_build::workflow(build, cache_scope(repository, build), secrets))
                .collect::<Result<Vec<_>, _>>()?;
            let mut deployments = Vec::new();
            for (index, deployment) in service.deployments.iter().enumerate() {
                let mut pairs = service.builds.iter().zip(&builds);
                let after = pairs.find(|(build, _)| build.workflow == deployment.after.build);
                let mut environments = self.organization.environments.iter();
                let environment = environments.find(|environment| environment.name == deployment.environment);
                let (Some((build, by)), Some(environment)) = (after, environment) else { continue };
                let server = &environment.server;
                let workflow = deployment::workflow(self.organization, deployment, (build, by), server, secrets)?;
                let source = WorkflowSource::Deployment { deployment, build, environment };
                deployments.push((source, owner.deployment(index, deployment), workflow));
            }
            for (index, (build, workflow)) in service.builds.iter().zip(builds).enumerate() {
                self.add(WorkflowSource::Build { service, build }, owner.build(index, build), workflow)?;
            }
            deployments.into_iter().try_for_each(|(source, place, workflow)| self.add(source, place, workflow))?;
        }
        if let Some(assistant) = &repository.assistant {
            let workflow = assistant::workflow(assistant, secrets);
            self.add(WorkflowSource::Assistant(assistant), owner.assistant(assistant), workflow)?;
        }
        Ok(())
    }

    fn add(&mut self, source: WorkflowSource<'a>, place: Place, workflow: Workflow) -> Result<(), TemplateError> {
        let described_in = match source {
            WorkflowSource::Assistant(assistant) => &assistant.described_in,
            WorkflowSource::Build { .. } | WorkflowSource::Deployment { .. } => &self.repository.described_in,
        };
        let rendered = workflow.render(&header::lines(described_in, self.command), self.lock);
        let path = format!("{}/.github/workflows/{}", self.repository.name, source.file());
        let path = self.claim(&path, &place);
        let mut scripts = Vec::new();
        if let WorkflowSource::Deployment { deployment, build, environment } = source {
            let header = header::shell(&self.repository.described_in, self.command);
            let context = ScriptContext {
                repository: &self.repository.name,
                deployment,
                registry: &build.registry,
                server: &environment.server,
                header: &header,
            };
            for (path, contents) in deployment.rollout.recipe().scripts(&context)? {
                let path = self.claim(&path, &place);
                scripts.extend(path.map(|path| (path, File { contents, mode: FileMode::Executable })));
            }
        }
        match rendered {
            Ok(rendered) => self.workflows.extend(path.map(|path| CompiledWorkflow {
                source,
                place,
                workflow,
                path,
                rendered,
                scripts,
            })),
            Err(problems) => {
                let each = problems.iter().map(|problem| refusal::of_workflow(&place, &workflow.name, problem));
                self.problems.extend(each);
            }
        }
        Ok(())
    }

    /// A path that no other file may have from now on; nothing where that is refused.
    fn claim(&mut self, path: &str, place: &Place) -> Option<TreePath> {
        let claimed = self.claims.claim(path, place.to_string());
        claimed.map_err(|error| self.problems.push(refusal::of_tree(place, &error))).ok()
    }
}

/// The name under which a build keeps its cache, where it needs one: each branch has GitHub's cache for itself, and where a push
/// to it starts another build that keeps something, too, one would overwrite the other's.
fn cache_scope<'a>(repository: &Repository, build: &'a Build) -> Option<&'a str> {
    let others =
        repository.services.iter().flat_map(|service| &service.builds).filter(|other| other.file != build.file);
    let mut beside = others.filter(|other| other.branches.iter().any(|branch| build.branches.contains(branch)));
    let file = build.file.as_str();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    beside.any(|other| other.cache.is_some() || !other.cache_mounts.is_empty()).then_some(stem)
}
