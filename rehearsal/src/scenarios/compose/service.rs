//! A service that docker compose runs in one container, delivered by its committed workflow, and what is true of it on its
//! host.

use anyhow::{Result, ensure};
use std::fs;

use crate::github::{Conclusion, GitHub, MAS, Run as WorkflowRun};
use crate::stage::{Behaviour, Machine, REGISTRY, Run, Stage, Watch};

/// The branch that goes to the development host.
pub const BRANCH: &str = "development";
/// The step that replaces the container.
pub const ROLLOUT: &str = "Deploy with docker compose";

/// One of the three services.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// Its repository, and its folder on the host.
    pub name: &'static str,
    /// Its compose file.
    pub file: &'static str,
    /// The port that its compose file publishes.
    port: u16,
}

/// The backend, with an environment file from Secrets Manager.
pub const BACKEND: Service = Service { name: "mr-mentor-backend", file: "docker-compose.prod.yml", port: 8001 };
/// The frontend, with an environment file of GitHub's secrets.
pub const FRONTEND: Service = Service { name: "mr-mentor-frontend", file: "docker-compose.prod.yml", port: 8002 };
/// The website, without an environment file.
pub const WEBSITE: Service = Service { name: "mas-website-live", file: "docker-compose-prod.yml", port: 8003 };

/// A service on the development host.
#[derive(Debug, Clone, Copy)]
pub struct Delivered<'stage> {
    stage: &'stage Stage,
    /// The service.
    pub service: Service,
}

impl<'stage> Delivered<'stage> {
    /// A host that has never seen the service, and a registry whose tag of the branch is none of this scenario's.
    pub fn on_empty_host(stage: &'stage Stage, service: Service) -> Result<Self> {
        let delivered = Self { stage, service };
        for container in delivered.containers()? {
            delivered.host().docker().args(["rm", "--force", &container]).succeed()?;
        }
        fs::remove_dir_all(delivered.host().file(&delivered.folder())).ok();
        // Networks may still be in use by the other services.
        for line in ["docker network prune --force", "docker image prune --all --force"] {
            delivered.host().command("bash").args(["-c", line]).succeed()?;
        }
        Ok(delivered)
    }

    /// The host.
    pub fn host(&self) -> &'stage Machine {
        &self.stage.development
    }

    /// The service's folder.
    pub fn folder(&self) -> String {
        format!("/home/ubuntu/{}", self.service.name)
    }

    /// The service's container.
    pub fn container(&self) -> String {
        format!("{}-app-1", self.service.name)
    }

    /// The image that the branch's tag names from now on, without any build workflow.
    pub fn publish(&self, build: &str, behaviour: Behaviour) -> Result<()> {
        self.stage.publish(&self.repository(), BRANCH, build, behaviour).map(drop)
    }

    /// The same of an image that starts with these words.
    pub fn publish_entry(&self, words: &[&str]) -> Result<()> {
        let dockerfile = format!("FROM scratch\nCOPY application /application\nENTRYPOINT {words:?}\n");
        self.stage.publish_built(&self.repository(), BRANCH, &dockerfile).map(drop)
    }

    fn repository(&self) -> String {
        MAS.full_name(self.service.name).to_lowercase()
    }

    /// Somebody presses the deployment's button: the run.
    pub fn deploy(&self, github: &GitHub<'_>) -> Result<WorkflowRun> {
        self.deploy_branch(github, BRANCH)
    }

    /// The same with another branch in the field that the backend's workflow offers.
    pub fn deploy_branch(&self, github: &GitHub<'_>, branch: &str) -> Result<WorkflowRun> {
        let inputs: &[(&str, &str)] = if self.service.name == BACKEND.name { &[("branch", branch)] } else { &[] };
        let runs = github.dispatch(self.service.name, "deploy-development.yml", BRANCH, inputs)?;
        ensure!(runs.len() == 1, "the button started {} runs", runs.len());
        Ok(runs[0].clone())
    }

    /// The same, and it went well: `build` serves.
    pub fn deliver(&self, github: &GitHub<'_>, build: &str) -> Result<WorkflowRun> {
        let run = self.deploy(github)?;
        ensure!(run.conclusion == Conclusion::Success, "{:?}\n{}", run.steps, run.tail());
        let serves = self.host().build_at(self.service.port)?;
        ensure!(serves.as_deref() == Some(build), "{serves:?} serves, not {build}");
        let containers = self.containers()?;
        ensure!(containers == [self.container()], "there are {containers:?}");
        Ok(run)
    }

    /// Asks the service all the while.
    pub fn watch(&self) -> Result<Watch<'stage>> {
        self.host().watch(self.service.port)
    }

    /// Nobody answers.
    pub fn expect_nobody(&self) -> Result<()> {
        let serves = self.host().build_at(self.service.port)?;
        ensure!(serves.is_none(), "{serves:?} serves");
        Ok(())
    }

    /// The service's containers, whatever their state.
    pub fn containers(&self) -> Result<Vec<String>> {
        let label = format!("label=com.docker.compose.project={}", self.service.name);
        let mut docker = self.host().docker();
        let list = docker.args(["ps", "--all", "--format", "{{.Names}}", "--filter", &label]).succeed()?;
        Ok(list.lines().map(str::to_owned).collect())
    }

    /// How many images of the host no tag names any more.
    pub fn dangling_images(&self) -> Result<usize> {
        let list = self.host().docker().args(["images", "--quiet", "--filter", "dangling=true"]).succeed()?;
        Ok(list.lines().count())
    }

    /// How many images of the service the host has.
    pub fn images(&self) -> Result<usize> {
        let repository = format!("{REGISTRY}/{}", self.repository());
        let list = self.host().docker().args(["images", "--quiet", &repository]).succeed()?;
        Ok(list.lines().count())
    }
}

/// The run failed in that step, the ones before it went well, and its log says these words.
pub fn expect_failure(run: &WorkflowRun, step: &str, words: &str) -> Result<()> {
    let failed: Vec<&str> = run
        .steps
        .iter()
        .filter(|(_, conclusion)| *conclusion == Conclusion::Failure)
        .map(|(step, _)| step.as_str())
        .collect();
    ensure!(
        run.conclusion == Conclusion::Failure && failed == [step],
        "{:?}: {:?}\n{}",
        run.conclusion,
        run.steps,
        run.tail()
    );
    ensure!(run.log.contains(words), "the log does not say {words:?}:\n{}", run.tail());
    Ok(())
}
