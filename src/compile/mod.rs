//! From a description to its files.
//!
//! One file a recipe: `image_build`, `compose_rollout`, `blue_green` with `blue_green_scripts`, `assistant`.
//! They know both languages, delivery ([`crate::spec`]) and GitHub Actions ([`crate::workflow`]), and nothing of any
//! organisation. [`sound()`] asks first whether the description is sound ([`crate::check`]); what is gives its files one by
//! one ([`Sound::files`]), and keeps none of them. [`compile`] keeps them all, for whoever wants to look at them.

mod assistant;
mod blue_green;
mod blue_green_scripts;
pub mod catalogue;
mod compose_project;
mod compose_rollout;
mod deployment;
mod env_file;
mod header;
mod image_build;
mod origin;
mod own;
mod refusal;
mod registry;
mod secrets;
mod server;
mod shell;
mod side_by_side;
mod template;
mod verification;
mod workflows;

pub use header::lines as header;
pub use own::OwnWorkflow;
pub use refusal::problems;
pub use template::TemplateError;
pub use workflows::{Written, of_repository as workflows};

use crate::check;
use crate::spec::{Build, Deployment, Organization, Repository, Rollout, Scripts, Server};
use crate::tree::{Claims, File, FileMode, TreeError, TreePath};
use crate::workflow::action::Lock;
use crate::workflow::{self, Workflow};
use catalogue::Row;
use side_by_side::in_order;
use std::collections::BTreeMap;
use std::convert::Infallible;

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
            Self::Workflow { place, workflow, problem, .. } => refusal::of_workflow(place, workflow, problem),
            Self::Tree { error, place } => {
                let told = error.to_string();
                let (wrong, way_out) = told.rsplit_once("; ").unwrap_or((&told, "name it otherwise"));
                check::Finding::new(wrong, place, "it comes from this", way_out)
            }
            Self::Template(error) => check::Finding::new(
                error.to_string(),
                &check::Place::organization(),
                "",
                "this is a defect of pipewright",
            ),
        }
    }
}

/// The name of the step in which a rollout replaces what runs.
pub const fn rollout_step(rollout: &Rollout) -> &'static str {
    match rollout {
        Rollout::Compose(_) => compose_rollout::STEP,
        Rollout::BlueGreen(_) => blue_green::STEP,
    }
}

/// A description that has been checked, with the lock that pins its actions.
#[derive(Debug)]
pub struct Sound<'a> {
    organization: &'a Organization,
    /// The lock that pins its actions.
    pub lock: Lock,
}

/// Checks a description; `lock` pins the actions.
///
/// # Errors
/// Everything in which it is not sound, at once.
pub fn sound(organization: &Organization, lock: Lock) -> Result<Sound<'_>, Vec<Problem>> {
    let unsound = check::description(organization);
    if unsound.is_empty() {
        Ok(Sound { organization, lock })
    } else {
        Err(refusal::beside(organization, &lock, &check::Unread::default(), unsound))
    }
}

/// Why not every file came.
#[derive(Debug)]
pub enum Stopped<E> {
    /// The description is refused.
    Refused(Vec<Problem>),
    /// Whoever took the files said no.
    Taker(E),
}

impl<'a> Sound<'a> {
    /// The description.
    pub const fn organization(&self) -> &'a Organization {
        self.organization
    }

    /// How many repositories there are.
    pub const fn repositories(&self) -> usize {
        self.organization.repositories.len()
    }

    /// Compiles a repository at a time and gives each file to `take`, in the order of the description. None is kept: a
    /// description may be larger than the memory. `claims` sees that no two want one path.
    ///
    /// After a problem no file is given any more, and the rest is compiled for its problems. Files that were given before it
    /// must come to nothing.
    ///
    /// # Errors
    /// Everything that is wrong, at once, or what `take` says.
    pub fn files<E>(
        &self,
        claims: &mut Claims,
        take: impl FnMut(&TreePath, &File) -> Result<(), E>,
    ) -> Result<(), Stopped<E>> {
        let compile = |index: usize| {
            let mut output = Output::new(&self.lock);
            output.whole_repository(self.organization, index);
            output
        };
        self.taken(compile, claims, take)
    }

    /// The same, from workflows that are made already: [`Sound::workflows`] of this description.
    ///
    /// # Errors
    /// As [`Sound::files`] has them.
    pub fn files_of<E>(
        &self,
        workflows: &[Vec<Written<'_>>],
        claims: &mut Claims,
        take: impl FnMut(&TreePath, &File) -> Result<(), E>,
    ) -> Result<(), Stopped<E>> {
        let compile = |index: usize| {
            let mut output = Output::new(&self.lock);
            output.written(&self.organization.repositories[index], workflows.get(index).map_or(&[], Vec::as_slice));
            output
        };
        self.taken(compile, claims, take)
    }

    fn taken<'s, E>(
        &'s self,
        compile: impl Fn(usize) -> Output<'s> + Sync,
        claims: &mut Claims,
        mut take: impl FnMut(&TreePath, &File) -> Result<(), E>,
    ) -> Result<(), Stopped<E>> {
        let mut problems = Vec::new();
        in_order(self.repositories(), compile, |mut output| {
            problems.append(&mut output.problems);
            for wanted in output.files {
                match wanted.claim(claims) {
                    Ok((path, file)) if problems.is_empty() => take(&path, &file)?,
                    Ok(_) => {}
                    Err(problem) => problems.push(problem),
                }
            }
            Ok(())
        })
        .map_err(Stopped::Taker)?;
        if problems.is_empty() { Ok(()) } else { Err(Stopped::Refused(problems)) }
    }

    /// Every workflow, by repository. All of them are kept: whoever only wants files asks for those.
    ///
    /// # Errors
    /// A template cannot be rendered.
    pub fn workflows(&self) -> Result<Vec<Vec<Written<'a>>>, TemplateError> {
        let each = self.organization.repositories.iter().enumerate();
        each.map(|(index, repository)| workflows::of_repository(self.organization, index, repository)).collect()
    }

    /// Every workflow, for people.
    ///
    /// # Errors
    /// A template cannot be rendered.
    pub fn catalogue(&self) -> Result<Vec<Row>, TemplateError> {
        let each = self.organization.repositories.iter().zip(self.workflows()?);
        let rows = each.flat_map(|(repository, workflows)| {
            workflows
                .into_iter()
                .map(|written| catalogue::row(repository.name.as_str(), written.file, &written.workflow))
        });
        Ok(rows.collect())
    }
}

/// Compiles a description into files that are kept, by their paths.
///
/// # Errors
/// Everything that is wrong, at once.
pub fn compile(organization: &Organization, lock: &Lock) -> Result<BTreeMap<TreePath, File>, Vec<Problem>> {
    let mut tree = BTreeMap::new();
    let taken = sound(organization, lock.clone())?.files(&mut Claims::default(), |path, file| {
        tree.insert(path.clone(), file.clone());
        Ok::<(), Infallible>(())
    });
    match taken {
        Ok(()) => Ok(tree),
        Err(Stopped::Refused(problems)) => Err(problems),
        Err(Stopped::Taker(never)) => match never {},
    }
}

/// A file, and who wants it.
struct Wanted {
    path: String,
    place: check::Place,
    file: File,
}

impl Wanted {
    /// The file with its path, which nobody else may have from now on.
    fn claim(self, claims: &mut Claims) -> Result<(TreePath, File), Problem> {
        let Self { path, place, file } = self;
        match claims.claim(&path, place.to_string()) {
            Ok(path) => Ok((path, file)),
            Err(error) => Err(Problem::Tree { error, place: Box::new(place) }),
        }
    }
}

/// What has been compiled so far.
struct Output<'a> {
    lock: &'a Lock,
    files: Vec<Wanted>,
    problems: Vec<Problem>,
}

impl<'a> Output<'a> {
    const fn new(lock: &'a Lock) -> Self {
        Self { lock, files: Vec::new(), problems: Vec::new() }
    }

    fn whole_repository(&mut self, organization: &Organization, index: usize) {
        let repository = &organization.repositories[index];
        match workflows::of_repository(organization, index, repository) {
            Ok(workflows) => self.written(repository, &workflows),
            Err(error) => self.problems.push(error.into()),
        }
    }

    /// What a repository's workflows become.
    fn written(&mut self, repository: &Repository, workflows: &[Written<'_>]) {
        if let Err(problem) = self.repository(repository, workflows) {
            self.problems.push(problem);
        }
    }

    fn repository(&mut self, repository: &Repository, workflows: &[Written<'_>]) -> Result<(), Problem> {
        for written in workflows {
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
        for (name, text) in
            blue_green_scripts::scripts(rollout, &build.registry, env_file, &server.turns, &repository.described_in)?
        {
            self.add(format!("{folder}/{name}"), text, FileMode::Executable, place);
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
        match workflow.render(&header::lines(described_in), self.lock) {
            Ok(text) => {
                let path = format!("{}/.github/workflows/{file}", repository.name);
                self.add(path, text, FileMode::Plain, place);
            }
            Err(problems) => self.problems.extend(problems.into_iter().map(|problem| Problem::Workflow {
                place: Box::new(place.clone()),
                repository: repository.name.to_string(),
                workflow: workflow.name.clone(),
                problem: Box::new(problem),
            })),
        }
    }

    fn add(&mut self, path: String, contents: String, mode: FileMode, place: &check::Place) {
        self.files.push(Wanted { path, place: place.clone(), file: File { contents, mode } });
    }
}
