//! GitHub, as far as the pipelines see it: repositories with the committed workflow files in them, secrets, events, and
//! runs. `act` runs the workflows as they are, on the runner; the actions they use are stand-ins of ours that do the real
//! thing to the stage (`actions/`). What ended becomes the next event here: a push starts builds, and the end of a build
//! starts the workflows that wait for it.

mod act;
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
use workflow::Workflow;

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
        files.extend(committed(&self.stage.generated.join(name))?);
        files.extend(compose_file(name));
        let repository = self.stage.repository(name)?;
        if repository.head("main")?.is_none() && branch != "main" {
            repository.commit("main", &files, "Begin")?;
        }
        repository.commit(branch, &files, &format!("Build {build}"))
    }

    /// A push of what was committed to a branch: every run that it sets in motion, to the end of the chain.
    pub fn push(&self, name: &str, branch: &str) -> Result<Vec<Run>> {
        let repository = self.stage.repository(name)?;
        let commit = repository.head(branch)?.with_context(|| format!("{name} has no branch {branch}"))?;
        let mut runs = Vec::new();
        for workflow in self.workflows(&repository, branch)? {
            if workflow.starts_at_push(branch) {
                let payload = event::push(name, branch, &commit);
                runs.extend(self.play(&repository, &workflow, branch, "push", &payload)?);
            }
        }
        Ok(runs)
    }

    /// Somebody presses the button of a workflow, on a branch.
    pub fn dispatch(&self, name: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Result<Vec<Run>> {
        let (repository, workflow) = self.workflow(name, file, branch)?;
        let payload = event::dispatch(name, branch, inputs);
        self.play(&repository, &workflow, branch, "workflow_dispatch", &payload)
    }

    /// The same, watched while it goes on; its end sets nothing in motion.
    pub fn watch(&self, name: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Result<Running> {
        let (repository, workflow) = self.workflow(name, file, branch)?;
        let payload = event::dispatch(name, branch, inputs);
        self.act(&repository, &workflow, branch, "workflow_dispatch", &payload)
    }

    /// A workflow by its file, as it stands at the head of a branch.
    fn workflow(&self, name: &str, file: &str, branch: &str) -> Result<(Repository, Workflow)> {
        let repository = self.stage.repository(name)?;
        let found = self.workflows(&repository, branch)?.into_iter().find(|workflow| workflow.file == file);
        Ok((repository, found.with_context(|| format!("{name} has no {file}"))?))
    }

    /// Somebody says something: every workflow of the default branch that listens to that event runs.
    pub fn say(&self, name: &str, kind: &str, payload: &Value) -> Result<Vec<Run>> {
        let repository = self.stage.repository(name)?;
        let mut runs = Vec::new();
        for workflow in self.workflows(&repository, "main")? {
            if workflow.listens_to(kind, payload["action"].as_str().unwrap_or_default()) {
                let payload = event::with_repository(name, payload.clone());
                runs.push(self.act(&repository, &workflow, "main", kind, &payload)?.end()?);
            }
        }
        Ok(runs)
    }

    /// One run, and what its end sets in motion: the workflows of the default branch that wait for it.
    fn play(
        &self,
        repository: &Repository,
        workflow: &Workflow,
        branch: &str,
        kind: &str,
        payload: &Value,
    ) -> Result<Vec<Run>> {
        let commit = repository.head(branch)?.unwrap_or_default();
        let run = self.act(repository, workflow, branch, kind, payload)?.end()?;
        self.completed(repository, &run, branch, &commit, kind).map(|next| [vec![run], next].concat())
    }

    /// A run has ended: the runs of those that wait for it.
    pub fn completed(
        &self,
        repository: &Repository,
        run: &Run,
        branch: &str,
        commit: &str,
        kind: &str,
    ) -> Result<Vec<Run>> {
        let mut runs = Vec::new();
        for next in self.workflows(repository, "main")? {
            if next.waits_for(&run.workflow, branch) {
                let payload = event::workflow_run(&repository.name, run, branch, commit, kind);
                runs.push(self.act(repository, &next, "main", "workflow_run", &payload)?.end()?);
            }
        }
        Ok(runs)
    }

    /// The workflows as they stand at the head of a branch.
    fn workflows(&self, repository: &Repository, branch: &str) -> Result<Vec<Workflow>> {
        let folder = self.stage.generated.join(&repository.name).join(".github/workflows");
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
    let (file, port, network, environment) = match name {
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
