//! GitHub, as far as the pipelines see it: repositories with the committed workflow files in them, secrets, events, and
//! runs. `act` runs the workflows as they are, on the runner; the actions they use are stand-ins of ours that do the real
//! thing to the stage (`actions/`). What ended becomes the next event here: a push starts builds, and the end of a build
//! starts the workflows that wait for it.

mod act;
mod condition;
mod conductor;
mod event;
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
pub use run::{Conclusion, Run};
pub use running::Running;
pub use secrets::Secrets;

/// The organisation whose repositories these are.
pub const OWNER: &str = "MAS-Mr-Mentor";

/// GitHub, with what the organisation keeps there.
#[derive(Debug)]
pub struct GitHub<'stage> {
    stage: &'stage Stage,
    /// What scenarios change and look at.
    pub secrets: Secrets,
    folder: PathBuf,
    runs: Cell<u32>,
}

impl<'stage> GitHub<'stage> {
    /// GitHub with the secrets of the stage's servers and accounts, and no commits.
    pub fn new(stage: &'stage Stage) -> Result<Self> {
        let folder = stage.folder.join("github");
        fs::create_dir_all(&folder)?;
        let before = fs::read_dir(&folder)?.count();
        Ok(Self { stage, secrets: Secrets::of(stage)?, folder, runs: Cell::new(u32::try_from(before)?) })
    }

    /// Commits a build of the service to a branch, with the workflows, scripts and compose file of its repository: the
    /// commit. `arguments` are the build arguments that the image takes over.
    pub fn commit(&self, name: &str, branch: &str, build: &str, like: Behaviour, arguments: &[&str]) -> Result<String> {
        let mut files = images::source(build, like, arguments)?;
        files.extend(committed(&self.generated(name))?);
        files.extend(compose_file(name));
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
        let payload = event::push(name, branch, &commit);
        let started = self.workflows(&repository, branch)?.into_iter().filter(|one| one.starts_at_push(branch));
        started.map(|workflow| self.cause(name, branch, workflow, "push", payload.clone())).collect()
    }

    /// What pressing a button causes.
    fn button(&self, name: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Result<Cause> {
        let repository = self.stage.repository(name)?;
        let found = self.workflows(&repository, branch)?.into_iter().find(|workflow| workflow.file == file);
        let workflow = found.with_context(|| format!("{name} has no {file}"))?;
        self.cause(name, branch, workflow, "workflow_dispatch", event::dispatch(name, branch, inputs))
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
        self.stage.generated.join(name.to_lowercase())
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

/// What the repository brings for compose: its file, with the service's port on the development host.
fn compose_file(name: &str) -> Option<Content> {
    let (file, port, network, environment) = match name.to_lowercase().as_str() {
        "mr-mentor-backend" => ("docker-compose.prod.yml", 8001, None, true),
        "mr-mentor-frontend" => ("docker-compose.prod.yml", 8002, Some("app-network"), true),
        "mas-website-live" => ("docker-compose-prod.yml", 8003, Some("mas-network"), false),
        _ => return None,
    };
    let environment = if environment { "    env_file: .env\n" } else { "" };
    let network = network
        .map(|name| format!("    networks: [{name}]\nnetworks:\n  {name}:\n    external: true\n"))
        .unwrap_or_default();
    let text = format!(
        "services:\n  app:\n    image: ghcr.io/${{GHCR_REPOSITORY}}:${{IMAGE_TAG}}\n    restart: unless-stopped\n\
         {environment}    ports: [\"127.0.0.1:{port}:3000\"]\n{network}"
    );
    Some(Content::text(file, &text))
}
