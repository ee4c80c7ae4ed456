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
        /// The repository.
        repository: String,
        /// The workflow's name.
        workflow: String,
        /// What is wrong.
        problem: Box<workflow::Problem>,
    },
    /// Two files want one place.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// A template cannot be rendered.
    #[error(transparent)]
    Template(#[from] TemplateError),
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
    for repository in &organization.repositories {
        if let Err(problem) = output.repository(organization, repository) {
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
    fn repository(&mut self, organization: &Organization, repository: &Repository) -> Result<(), Problem> {
        for written in workflows::of_repository(organization, repository)? {
            self.workflow(repository, written.file, written.described_in, &written.workflow);
            if let Some((deployment, build, server)) = written.deployment {
                self.scripts(repository, deployment, build, server)?;
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
        let origin = check::Place::repository(repository).deployment(deployment).to_string();
        for (name, text) in blue_green_scripts::scripts(rollout, &build.registry, env_file, &repository.described_in)? {
            self.add(&format!("{folder}/{name}"), text, FileMode::Executable, &origin);
        }
        Ok(())
    }

    fn workflow(&mut self, repository: &Repository, file: &str, described_in: &str, workflow: &Workflow) {
        self.catalogue.push(catalogue::row(repository.name.as_str(), file, workflow));
        match workflow.render(&header::lines(described_in), self.lock) {
            Ok(text) => {
                let path = format!("{}/.github/workflows/{file}", repository.name);
                let origin = check::Place::repository(repository).within(format!("workflow `{}`", workflow.name));
                self.add(&path, text, FileMode::Plain, &origin.to_string());
            }
            Err(problems) => self.problems.extend(problems.into_iter().map(|problem| Problem::Workflow {
                repository: repository.name.to_string(),
                workflow: workflow.name.clone(),
                problem: Box::new(problem),
            })),
        }
    }

    fn add(&mut self, path: &str, contents: String, mode: FileMode, origin: &str) {
        if let Err(problem) = self.tree.add(path, File { contents, mode }, origin) {
            self.problems.push(problem.into());
        }
    }
}
