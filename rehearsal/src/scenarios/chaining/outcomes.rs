//! How a run ends, and what that leads to.

use anyhow::{Result, ensure};

use super::{BUILT, DEPLOYED, SKIPPED, WEBSITE, comes_to_serve, commit, commit_broken, serves};
use crate::github::{Conclusion, GitHub};
use crate::scenario::Shown;
use crate::scenarios::journeys::{self, expect};
use crate::stage::{Behaviour, Stage};

/// Success, failure, cancellation, and branches without an environment.
pub fn outcomes(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    commit(&github, "main", "begin")?;
    commit(&github, "development", "good")?;
    expect(&github.push(WEBSITE, "development")?, &[BUILT, DEPLOYED])?;
    serves(&stage.development, "good")?;

    commit_broken(stage, WEBSITE, "development")?;
    let failed = github.push(WEBSITE, "development")?;
    expect(&failed, &[("Build (Development)", Conclusion::Failure), SKIPPED])?;
    ensure!(failed[1].begun.is_empty(), "the skipped deployment began {:?}", failed[1].begun);

    commit(&github, "development", "unwanted")?;
    let mut conductor = github.conduct();
    let build = conductor.push(WEBSITE, "development")?[0];
    conductor.until_step(build, "Set up Docker Buildx")?;
    conductor.cancel(build)?;
    expect(&conductor.settle()?, &[("Build (Development)", Conclusion::Cancelled), SKIPPED])?;

    // A build by hand on a branch that has no environment.
    commit(&github, "feature/x", "feature")?;
    expect(&github.push(WEBSITE, "feature/x")?, &[])?;
    expect(&github.dispatch(WEBSITE, "build-development.yml", "feature/x", &[])?, &[BUILT])?;
    serves(&stage.development, "good")?;

    github.commit("mr-mentor-backend", "staging", "stage", Behaviour::Healthy, &[])?;
    expect(&github.push("mr-mentor-backend", "staging")?, &[journeys::BUILT])?;
    Ok("success deployed; failure, cancellation, another branch and staging did not".to_owned())
}

/// A deployment that is cancelled at its longest step.
pub fn cancelled(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    commit(&github, "main", "cut")?;
    stage.publish("mas-mr-mentor/mas-website-live", "production", "cut", Behaviour::Healthy)?;
    let mut deployment = github.watch(WEBSITE, "deploy-production.yml", "main", &[])?;
    deployment.until_step("Deploy with docker compose")?;
    deployment.until_said("Deploying production in ")?;
    deployment.cancel()?;
    let run = deployment.end()?;
    ensure!(run.conclusion == Conclusion::Cancelled, "{:?}\n{}", run.conclusion, run.tail());
    ensure!(run.step("Summary") == Some(Conclusion::Success), "{:?}\n{}", run.steps, run.tail());
    ensure!(run.log.contains("### production: cancelled"), "{}", run.tail());
    comes_to_serve(&stage.production, "cut")?;
    Ok("cut off in its longest step; the summary says cancelled".to_owned())
}
