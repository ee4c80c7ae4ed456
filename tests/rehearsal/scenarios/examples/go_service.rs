//! The Go service: one host, docker compose, and an environment file of GitHub's secrets.

use anyhow::{Result, ensure};

use super::{described, empty_folder, keys};
use crate::github::{ComposeFile, Conclusion, GitHub, Organization, Source};
use crate::scenario::Shown;
use crate::scenarios::environment_files::values::{awkward, expect_arrived};
use crate::scenarios::journeys;
use crate::stage::{Behaviour, Stage};

const NAME: &str = "greeter";
const FOLDER: &str = "/srv/greeter";
/// Where it answers on the host.
const PORT: u16 = 8080;
const ORGANIZATION: Organization = Organization {
    name: "example-go",
    sources: &[Source {
        repository: NAME,
        target: "greeter",
        compose: ComposeFile { listens: 8080, ..ComposeFile::new("compose.yml", PORT) },
    }],
};

pub fn play(stage: &mut Stage) -> Result<Shown> {
    let mut github = described(stage, "go-service", &ORGANIZATION)?;
    let live = &stage.development;
    empty_folder(live, FOLDER)?;
    let address = r#"postgres://greeter:p@"$$w"'d\#%24 é@db/greeter?x=$HOME&y=`id`"#;
    deliver(stage, &mut github, "hello-one", address)?;
    let first = live.incarnation("greeter-app-1")?;
    deliver(stage, &mut github, "hello-two", &awkward().concat())?;
    ensure!(live.incarnation("greeter-app-1")? != first, "the first container was left running");
    let token = live.file(&format!("{FOLDER}/.incoming/registry-token"));
    ensure!(!token.exists(), "the registry token is left on the host");
    Ok("two pushes to main, each served where LISTEN says, with DATABASE_URL as it was set for it".to_owned())
}

/// A push of a build to main: it serves, with that address of its database.
fn deliver(stage: &Stage, github: &mut GitHub<'_>, build: &str, address: &str) -> Result<()> {
    let mut held = keys(stage, "live", &stage.development)?;
    held.insert("DATABASE_URL".to_owned(), address.to_owned());
    github.secrets.environments.insert("live".to_owned(), held);
    let commit = github.commit(NAME, "main", build, Behaviour::Healthy, &[])?;
    let runs = github.push(NAME, "main")?;
    journeys::expect(&runs, &[("Build", Conclusion::Success), ("Deploy", Conclusion::Success)])?;
    let serves = stage.development.build_at(PORT)?;
    ensure!(serves.as_deref() == Some(build), "{serves:?} serves, not {build}");
    let tags = stage.tags("example-go/greeter")?;
    ensure!(tags.contains(&format!("main-{}", &commit[..7])), "{tags:?}");
    let environment = stage.development.environment_of("greeter-app-1")?;
    expect_arrived(&environment, [("DATABASE_URL", address), ("LISTEN", ":8080")].into_iter())
}
