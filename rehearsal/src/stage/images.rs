//! The application's images: one small static program (`rehearsal/application/`), and what its image bakes in.

use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};

use super::accounts::ACTOR;
use super::repository::Content;
use super::run::Run;
use super::{REGISTRY, Stage, cached};

const HEALTHCHECK: &str = "HEALTHCHECK --interval=1s --timeout=20s --retries=2 --start-period=5s \
                           CMD [\"/application\", \"healthcheck\"]\n";

/// What an image is like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Behaviour {
    /// As it should be.
    Healthy,
    /// Healthy after three seconds, or `HEALTHY_AFTER_MS`.
    SlowToBeHealthy,
    /// Runs, and its health check never succeeds.
    NeverHealthy,
    /// Nobody can tell whether it is healthy.
    NoHealthcheck,
    /// Healthy, and dies after its first answer to anybody but the health check, or after `DEAD_AFTER_MS`.
    HealthyThenDead,
    /// Healthy, and answers everybody else 500.
    Answers500,
    /// Healthy, and never answers anybody else.
    Hangs,
    /// Healthy, and answers everybody else 302.
    Redirects,
    /// Healthy, and must be killed to end.
    IgnoresSigterm,
    /// Healthy, though its tests fail.
    FailsItsTests,
    /// Healthy, answers everybody who asks for its health, and dies when it is asked for anything else.
    DiesWhenUsed,
    /// Healthy until it is asked for `/unwell`; it answers everybody else as before.
    TurnsUnhealthy,
}

impl Behaviour {
    /// All there are.
    pub const ALL: [Self; 12] = [
        Self::Healthy,
        Self::SlowToBeHealthy,
        Self::NeverHealthy,
        Self::NoHealthcheck,
        Self::HealthyThenDead,
        Self::Answers500,
        Self::Hangs,
        Self::Redirects,
        Self::IgnoresSigterm,
        Self::FailsItsTests,
        Self::DiesWhenUsed,
        Self::TurnsUnhealthy,
    ];

    /// As the program calls it, and as a tag can be called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::SlowToBeHealthy => "slow-to-be-healthy",
            Self::NeverHealthy => "never-healthy",
            Self::NoHealthcheck => "no-healthcheck",
            Self::HealthyThenDead => "healthy-then-dead",
            Self::Answers500 => "answers-500",
            Self::Hangs => "hangs",
            Self::Redirects => "redirects",
            Self::IgnoresSigterm => "ignores-sigterm",
            Self::FailsItsTests => "fails-its-tests",
            Self::DiesWhenUsed => "dies-when-used",
            Self::TurnsUnhealthy => "turns-unhealthy",
        }
    }
}

/// The program, as it lies in the cache.
pub fn program() -> PathBuf {
    cached("bin/application")
}

/// The target that MAS's builds name.
pub const TARGET: &str = "prod";

/// The Dockerfile of an image that behaves like this and says that it is that build; its one target is called so, and build
/// arguments of these names become environment variables of the running program.
pub fn dockerfile(target: &str, build: &str, behaviour: Behaviour, arguments: &[&str]) -> String {
    let arguments =
        arguments.iter().flat_map(|name| ["ARG ", name, "\nENV ", name, "=$", name, "\n"]).collect::<String>();
    let health = if behaviour == Behaviour::NoHealthcheck { "" } else { HEALTHCHECK };
    let behaviour = behaviour.name();
    // What differs comes last: the Engine has the rest already.
    format!(
        "FROM scratch AS {target}\nCOPY application /application\nEXPOSE 3000\nENTRYPOINT [\"/application\"]\n{health}\
         {arguments}ENV BUILD={build} BEHAVIOUR={behaviour}\n"
    )
}

/// The stage of a Dockerfile that runs the tests of a program which behaves like this. It comes first: a build without a
/// target builds the last one.
pub fn test_stage(name: &str, behaviour: Behaviour) -> String {
    let behaviour = behaviour.name();
    format!(
        "FROM scratch AS {name}\nCOPY application /application\nENV BEHAVIOUR={behaviour}\n\
         RUN [\"/application\", \"test\"]\n"
    )
}

/// What a repository of the application holds: the Dockerfile and the program.
pub fn source(dockerfile: &str) -> Result<Vec<Content>> {
    let program = Content { path: "application".to_owned(), bytes: fs::read(program())?, executable: true };
    Ok(vec![Content::text("Dockerfile", dockerfile), program])
}

impl Stage {
    /// Builds an image and pushes it, without any workflow: the reference to pull. `repository` is the part behind the
    /// registry's name, in small letters.
    pub fn publish(&self, repository: &str, tag: &str, build: &str, behaviour: Behaviour) -> Result<String> {
        self.publish_built(repository, tag, &dockerfile(TARGET, build, behaviour, &[]))
    }

    /// The same of any Dockerfile beside the program.
    pub fn publish_built(&self, repository: &str, tag: &str, dockerfile: &str) -> Result<String> {
        let image = format!("{REGISTRY}/{repository}:{tag}");
        let context = tempfile::tempdir_in(self.runner.file("/tmp"))?;
        if fs::hard_link(program(), context.path().join("application")).is_err() {
            fs::copy(program(), context.path().join("application"))?;
        }
        fs::write(context.path().join("Dockerfile"), dockerfile)?;
        let inside = Path::new("/tmp").join(context.path().file_name().unwrap_or_default());
        let mut docker = self.runner.docker();
        docker.env("DOCKER_BUILDKIT", "0").args(["build", "--quiet", "--tag", &image]).arg(inside).succeed()?;
        if !self.runner.file("/root/.docker/config.json").exists() {
            self.log_in(&self.runner, ACTOR)?;
        }
        self.runner.docker().args(["push", "--quiet", &image]).succeed()?;
        Ok(image)
    }
}
