//! GitHub, as far as the pipelines see it: repositories with the committed workflow files in them, secrets, events, and
//! runs. `act` runs the workflows as they are, on the runner; the actions they use are stand-ins of ours that do the real
//! thing to the stage (`actions/`). What ended becomes the next event here: a push starts builds, and the end of a build
//! starts the workflows that wait for it.

mod act;
mod condition;
mod conductor;
mod event;
mod organization;
mod prediction;
mod run;
mod running;
mod secrets;
mod workflow;

use anyhow::{Context, Result};
use serde_json::Value;
use std::cell::Cell;
use std::fs;
use std::path::{Path, PathBuf};

use crate::stage::{Behaviour, Content, Repository, Stage, images};
use conductor::Cause;
use workflow::Workflow;

pub use conductor::Conductor;
pub use organization::{ComposeFile, MAS, Organization, Source};
pub use prediction::compared;
pub use run::{Conclusion, Run};
pub use running::Running;
pub use secrets::Secrets;

/// GitHub, with what an organisation keeps there.
#[derive(Debug)]
pub struct GitHub<'stage> {
    stage: &'stage Stage,
    organization: &'static Organization,
    /// What is generated for its repositories, a folder each.
    generated: PathBuf,
    /// The description that it is generated from; MAS's own, where it is not said.
    pub description: Option<PathBuf>,
    /// What scenarios change and look at.
    pub secrets: Secrets,
    folder: PathBuf,
    runs: Cell<u32>,
}

impl<'stage> GitHub<'stage> {
    /// GitHub as MAS has it, with the secrets of the stage's servers and accounts, and no commits.
    pub fn new(stage: &'stage Stage) -> Result<Self> {
        Self::of(stage, &MAS, stage.product.generated.clone(), Secrets::of(stage)?)
    }

    /// GitHub as another organisation has it.
    pub fn of(
        stage: &'stage Stage,
        organization: &'static Organization,
        generated: PathBuf,
        secrets: Secrets,
    ) -> Result<Self> {
        let folder = stage.folder.join("github");
        fs::create_dir_all(&folder)?;
        let before = fs::read_dir(&folder)?.count();
        let runs = Cell::new(u32::try_from(before)?);
        Ok(Self { stage, organization, generated, description: None, secrets, folder, runs })
    }

    /// Commits a build of the service to a branch, with the workflows, scripts and compose file of its repository: the
    /// commit. `arguments` are the build arguments that the image takes over.
    pub fn commit(&self, name: &str, branch: &str, build: &str, like: Behaviour, arguments: &[&str]) -> Result<String> {
        let source = self.organization.source(name);
        let target = source.map_or(images::TARGET, |source| source.target);
        let tests = source.and_then(|source| source.test_stage);
        let tests = tests.map(|name| images::test_stage(name, like)).unwrap_or_default();
        let mut files = images::source(&(tests + &images::dockerfile(target, build, like, arguments)))?;
        files.extend(committed(&self.generated(name))?);
        files.extend(source.map(|source| source.compose.content()));
        let repository = self.stage.repository(name)?;
        if repository.head("main")?.is_none() && branch != "main" {
            repository.commit("main", &files, "Begin")?;
        }
        repository.commit(branch, &files, &format!("Build {build}"))
    }

    /// Runs that overlap and make way for each other.
    pub const fn conduct(&self) -> Conductor<'_, 'stage> {
        Conductor::new(self)
    }

    /// A push of what was committed to a branch: every run that it sets in motion, to the end of the chain.
    pub fn push(&self, name: &str, branch: &str) -> Result<Vec<Run>> {
        let mut conductor = self.conduct();
        conductor.push(name, branch)?;
        conductor.settle()
    }

    /// Somebody presses the button of a workflow, on a branch: that run, and what its end sets in motion.
    pub fn dispatch(&self, name: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Result<Vec<Run>> {
        let mut conductor = self.conduct();
        conductor.dispatch(name, file, branch, inputs)?;
        conductor.settle()
    }

    /// Somebody says something: every workflow of the default branch that listens to that event runs.
    pub fn say(&self, name: &str, kind: &str, payload: &Value) -> Result<Vec<Run>> {
        let mut conductor = self.conduct();
        conductor.say(name, kind, payload)?;
        conductor.settle()
    }

    /// Somebody presses the button, and the run is watched; its end sets nothing in motion.
    pub fn watch(&self, name: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Result<Running> {
        self.act(&self.button(name, file, branch, inputs)?)
    }

    /// A push, its runs watched; their end sets nothing in motion.
    pub fn watch_push(&self, name: &str, branch: &str) -> Result<Vec<Running>> {
        self.pushed(name, branch)?.iter().map(|cause| self.act(cause)).collect()
    }

    /// What a push of what was committed to a branch causes.
    fn pushed(&self, name: &str, branch: &str) -> Result<Vec<Cause>> {
        let repository = self.stage.repository(name)?;
        let commit = repository.head(branch)?.with_context(|| format!("{name} has no branch {branch}"))?;
        let payload = event::push(&self.organization.full_name(name), branch, &commit);
        let started = self.workflows(&repository, branch)?.into_iter().filter(|one| one.starts_at_push(branch));
        started.map(|workflow| self.cause(name, branch, workflow, "push", payload.clone())).collect()
    }

    /// What pressing a button causes.
    fn button(&self, name: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Result<Cause> {
        let repository = self.stage.repository(name)?;
        let found = self.workflows(&repository, branch)?.into_iter().find(|workflow| workflow.file == file);
        let workflow = found.with_context(|| format!("{name} has no {file}"))?;
        let payload = event::dispatch(&self.organization.full_name(name), file, branch, inputs);
        self.cause(name, branch, workflow, "workflow_dispatch", payload)
    }

    /// A run of a workflow at the head of a branch, as it stands now.
    fn cause(&self, name: &str, branch: &str, workflow: Workflow, kind: &str, payload: Value) -> Result<Cause> {
        let repository = self.stage.repository(name)?;
        let commit = repository.head(branch)?.with_context(|| format!("{name} has no branch {branch}"))?;
        let number = self.runs.get() + 1;
        self.runs.set(number);
        Ok(Cause { number, repository, branch: branch.to_owned(), commit, workflow, kind: kind.to_owned(), payload })
    }

    /// What is generated for a repository, however it writes its name.
    fn generated(&self, name: &str) -> PathBuf {
        self.generated.join(name.to_lowercase())
    }

    /// The workflows as they stand at the head of a branch.
    fn workflows(&self, repository: &Repository, branch: &str) -> Result<Vec<Workflow>> {
        let folder = self.generated(&repository.name).join(".github/workflows");
        let mut files: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<Result<_>>()?;
        files.sort();
        let read = |path: &PathBuf| {
            let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let text = repository.read(branch, &format!(".github/workflows/{file}"))?;
            Workflow::read(file, &text)
        };
        files.iter().map(read).collect()
    }
}

/// The files below a folder, as a commit holds them.
fn committed(folder: &Path) -> Result<Vec<Content>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                files.push(Content { executable: name.ends_with("sh"), bytes: fs::read(&path)?, path: name });
            }
        }
    }
    Ok(files)
}
