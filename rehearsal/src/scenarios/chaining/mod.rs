//! What follows what: which ends of a build lead to a deployment, and how runs make way for each other.

mod order;
mod outcomes;

use anyhow::{Result, ensure};

use crate::github::{Conclusion, GitHub};
use crate::scenario::{Scenario, Shown};
use crate::stage::{Behaviour, Content, Machine, Stage, deadline};
use std::time::Duration;

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario(
        "outcomes",
        "only a build that succeeded, on the branch of an environment, is deployed",
        outcomes::outcomes,
    ),
    scenario(
        "cancelled",
        "a cancelled deployment says so in its summary, and the server finishes it",
        outcomes::cancelled,
    ),
    scenario("head-sha", "the commit that was built is deployed, though main has moved on", order::head_sha),
    scenario("superseded", "a newer push cancels the older build, whose deployment is skipped", order::superseded),
    scenario(
        "queue",
        "deployments of an environment wait for each other; of those that wait the newest stays",
        order::queue,
    ),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("chaining", name, shows, run)
}

/// The service that most of these run with: its deployments need nothing but a server.
const WEBSITE: &str = "mas-website-live";
const PORT: u16 = 8003;
const BUILT: (&str, Conclusion) = ("Build (Development)", Conclusion::Success);
const DEPLOYED: (&str, Conclusion) = ("Deploy to Development", Conclusion::Success);
const SKIPPED: (&str, Conclusion) = ("Deploy to Development", Conclusion::Skipped);

/// The website serves that build.
fn serves(machine: &Machine, build: &str) -> Result<()> {
    let answer = machine.build_at(PORT)?;
    ensure!(answer.as_deref() == Some(build), "{} serves {answer:?}, not {build}", machine.name);
    Ok(())
}

/// The website comes to serve that build.
fn comes_to_serve(machine: &Machine, build: &str) -> Result<()> {
    deadline::until_true(&format!("{} serves {build}", machine.name), Duration::from_secs(40), || {
        serves(machine, build).is_ok()
    })
}

/// A commit of the website.
fn commit(github: &GitHub<'_>, branch: &str, build: &str) -> Result<String> {
    github.commit(WEBSITE, branch, build, Behaviour::Healthy, &[])
}

/// A commit whose image cannot be built.
fn commit_broken(stage: &Stage, name: &str, branch: &str) -> Result<String> {
    let broken = [Content::text("Dockerfile", "FROM scratch AS prod\nCOPY nothing /\n")];
    stage.repository(name)?.commit(branch, &broken, "Break the build")
}
