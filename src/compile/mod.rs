//! From a description to its files.
//!
//! One file a recipe: `image_build`, `compose_rollout`, `blue_green` with `blue_green_scripts`, `assistant`.
//! They know both languages, delivery ([`crate::spec`]) and GitHub Actions ([`crate::workflow`]), and nothing of any
//! organisation. [`compile`] asks first whether the description is sound ([`crate::check`]), then renders everything into
//! a [`Tree`] in memory: a description that fails leaves nothing behind.

mod assistant;
mod blue_green;
mod blue_green_scripts;
pub mod catalogue;
mod compose_rollout;
mod deployment;
mod env_file;
mod header;
mod image_build;
mod origin;
mod registry;
mod secrets;
mod server;
mod shell;
mod template;
mod verification;
mod workflows;

pub use header::lines as header;
pub use template::TemplateError;
pub use workflows::{Written, of_repository as workflows};

use crate::check;
use crate::spec::{Build, Deployment, Organization, Repository, Rollout, Scripts, Server};
use crate::tree::{File, FileMode, Tree, TreeError};
use crate::workflow::action::Lock;
use crate::workflow::{self, Workflow};
use catalogue::Row;

/// What a description becomes.
#[derive(Debug, Clone)]
pub struct Compiled {
    /// Every file.
    pub tree: Tree,
    /// Every workflow, for people.
    pub catalogue: Vec<Row>,
}

/// Why a description does not become anything.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// The description is not sound.
    #[error("{0}")]
    Description(Box<check::Problem>),
    /// GitHub would refuse a workflow.
    #[error("{repository}, workflow `{workflow}`: {problem}")]
    Workflow {
        /// The build, the deployment or the assistant that it comes from.
        place: Box<check::Place>,
        /// The repository.
        repository: String,
        /// The workflow's name.
        workflow: String,
        /// What is wrong.
        problem: Box<workflow::Problem>,
    },
    /// Two files want one place.
    #[error("{error}")]
    Tree {
        /// What is wrong.
        error: TreeError,
        /// Who wants the place too.
        place: Box<check::Place>,
    },
    /// A template cannot be rendered.
    #[error(transparent)]
    Template(#[from] TemplateError),
}

impl Problem {
    /// The problem so that it can be pointed at.
    pub fn finding(&self) -> check::Finding {
        match self {
            Self::Description(problem) => problem.finding(),
            Self::Workflow { place, workflow, problem, .. } => {
                let message = format!("the workflow `{workflow}` would be refused: {problem}");
                check::Finding::new(message, place, "it comes from this", "")
            }
            Self::Tree { error, place } => check::Finding::new(error.to_string(), place, "it comes from this", ""),
            Self::Template(error) => check::Finding::new(
                error.to_string(),
                &check::Place::organization(),
                "",
                "this is a defect of pipewright",
            ),
        }
    }
}

/// Compiles a description; `lock` pins the actions.
///
/// # Errors
/// Everything that is wrong, at once.
pub fn compile(organization: &Organization, lock: &Lock) -> Result<Compiled, Vec<Problem>> {
    let unsound = check::description(organization);
    if !unsound.is_empty() {
        return Err(unsound.into_iter().map(|problem| Problem::Description(Box::new(problem))).collect());
    }
    let mut output = Output { lock, tree: Tree::new(), catalogue: Vec::new(), problems: Vec::new() };
    for (index, repository) in organization.repositories.iter().enumerate() {
        if let Err(problem) = output.repository(organization, index, repository) {
            output.problems.push(problem);
        }
    }
    if output.problems.is_empty() {
        Ok(Compiled { tree: output.tree, catalogue: output.catalogue })
    } else {
        Err(output.problems)
    }
}

/// What has been compiled so far.
struct Output<'a> {
    lock: &'a Lock,
    tree: Tree,
    catalogue: Vec<Row>,
    problems: Vec<Problem>,
}

impl Output<'_> {
    fn repository(
        &mut self,
        organization: &Organization,
        index: usize,
        repository: &Repository,
    ) -> Result<(), Problem> {
        for written in workflows::of_repository(organization, index, repository)? {
            let place = &written.place;
            self.workflow(repository, written.file, written.described_in, &written.workflow, place);
            if let Some((deployment, build, server)) = written.deployment {
                self.scripts(repository, deployment, build, server, place)?;
            }
        }
        Ok(())
    }

    fn scripts(
        &mut self,
        repository: &Repository,
        deployment: &Deployment,
        build: &Build,
        server: &Server,
        place: &check::Place,
    ) -> Result<(), Problem> {
        let Rollout::BlueGreen(rollout) = &deployment.rollout else {
            return Ok(());
        };
        let folder = match &rollout.scripts {
            Scripts::InRepository(folder) => format!("{}/{folder}", repository.name),
            Scripts::OnServer => {
                let directory = rollout.directory.as_str().rsplit('/').next().unwrap_or_default();
                format!("hosts/{}/{directory}", server.name)
            }
        };
        let env_file = deployment.env_file.as_ref().map(|env_file| env_file.file.as_str());
        for (name, text) in blue_green_scripts::scripts(rollout, &build.registry, env_file, &repository.described_in)? {
            self.add(&format!("{folder}/{name}"), text, FileMode::Executable, place);
        }
        Ok(())
    }

    fn workflow(
        &mut self,
        repository: &Repository,
        file: &str,
        described_in: &str,
        workflow: &Workflow,
        place: &check::Place,
    ) {
        self.catalogue.push(catalogue::row(repository.name.as_str(), file, workflow));
        match workflow.render(&header::lines(described_in), self.lock) {
            Ok(text) => {
                let path = format!("{}/.github/workflows/{file}", repository.name);
                self.add(&path, text, FileMode::Plain, place);
            }
            Err(problems) => self.problems.extend(problems.into_iter().map(|problem| Problem::Workflow {
                place: Box::new(place.clone()),
                repository: repository.name.to_string(),
                workflow: workflow.name.clone(),
                problem: Box::new(problem),
            })),
        }
    }

    fn add(&mut self, path: &str, contents: String, mode: FileMode, place: &check::Place) {
        if let Err(error) = self.tree.add(path, File { contents, mode }, &place.to_string()) {
            self.problems.push(Problem::Tree { error, place: Box::new(place.clone()) });
        }
    }
}
