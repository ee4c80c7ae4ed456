//! Runs that overlap.

use anyhow::{Context, Result, ensure};

use super::{BUILT, DEPLOYED, SKIPPED, WEBSITE, commit, commit_broken, serves};
use crate::github::{Conclusion, GitHub};
use crate::scenario::Shown;
use crate::scenarios::blue_green::rollout::{FRONTEND, Rollout};
use crate::scenarios::journeys::{expect, tags};
use crate::stage::{Behaviour, Run as _, Stage};

/// While the image of a push is built, main gets another commit.
pub fn head_sha(stage: &mut Stage) -> Result<Shown> {
    const NAME: &str = "mr-mentor-frontend";
    let github = GitHub::new(stage)?;
    let frontend = Rollout::on_empty_host(stage, FRONTEND)?;
    let commit = github.commit(NAME, "main", "built", Behaviour::Healthy, &[])?;
    let mut conductor = github.conduct();
    let build = conductor.push(NAME, "main")?[0];
    conductor.until_step(build, "Check out the repository")?;
    let later = github.commit(NAME, "main", "later", Behaviour::Healthy, &[])?;
    let runs = conductor.settle()?;
    expect(
        &runs,
        &[("Build (Production)", Conclusion::Success), ("Deploy to Production Blue-Green", Conclusion::Success)],
    )?;
    ensure!(frontend.answer()? == (200, "built".to_owned()), "{:?}", frontend.answer()?);
    let container = stage.production.docker().args(["ps", "--format", "{{.Label \"pipewright.image\"}}"]).succeed()?;
    ensure!(container.contains(&format!(":main-{}", &commit[..7])), "there run {container}");
    ensure!(!tags(stage, NAME)?.contains(&format!("main-{}", &later[..7])), "main's head was built");
    Ok(format!("main was at {} when {} was deployed", &later[..7], &commit[..7]))
}

/// A push while the image of the one before is being built.
pub fn superseded(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    commit(&github, "main", "begin")?;
    let older = commit(&github, "development", "older")?;
    let mut conductor = github.conduct();
    // A registry that does not answer keeps the older build at work, however little there is to build.
    let registry = |signal: &str| {
        stage.registry.command("pkill").args([signal, "-f", "docker-registry serve"]).succeed().map(drop)
    };
    registry("-STOP")?;
    let build = conductor.push(WEBSITE, "development")?[0];
    let newer = commit(&github, "development", "newer")?;
    let working = conductor.until_step(build, "Log in to ghcr.io");
    let pushed = conductor.push(WEBSITE, "development");
    registry("-CONT")?;
    working.and(pushed)?;
    let runs = conductor.settle()?;
    let cancelled = runs.iter().find(|run| run.number == build).context("the older build is lost")?;
    ensure!(cancelled.conclusion == Conclusion::Cancelled, "{:?}\n{}", cancelled.conclusion, cancelled.tail());
    expect(&runs, &[("Build (Development)", Conclusion::Cancelled), SKIPPED, BUILT, DEPLOYED])?;
    serves(&stage.development, "newer")?;
    let tags = tags(stage, WEBSITE)?;
    ensure!(tags.contains(&format!("development-{}", &newer[..7])), "{tags:?}");
    ensure!(!tags.contains(&format!("development-{}", &older[..7])), "{tags:?}");
    Ok("the older build was cancelled and left no image, the newer was deployed".to_owned())
}

/// Three deployments by hand, and one that a failed build asks for.
pub fn queue(stage: &mut Stage) -> Result<Shown> {
    const FILE: &str = "deploy-production.yml";
    let github = GitHub::new(stage)?;
    commit(&github, "main", "queued")?;
    stage.publish("mas-mr-mentor/mas-website-live", "production", "queued", Behaviour::Healthy)?;
    let mut conductor = github.conduct();
    let first = conductor.dispatch(WEBSITE, FILE, "main", &[])?;
    conductor.until_step(first, "Deploy with docker compose")?;
    let second = conductor.dispatch(WEBSITE, FILE, "main", &[])?;
    ensure!(conductor.waits(second), "two deployments run at once");
    let third = conductor.dispatch(WEBSITE, FILE, "main", &[])?;
    ensure!(conductor.waits(third) && !conductor.waits(second), "the older one still waits");
    // The deployment that a failed build skips must not take the place of one that waits.
    commit_broken(stage, WEBSITE, "main")?;
    conductor.push(WEBSITE, "main")?;
    let runs = conductor.settle()?;
    let ended = |number: u32| runs.iter().find(|run| run.number == number).map(|run| run.conclusion);
    ensure!(ended(first) == Some(Conclusion::Success), "the first: {:?}", ended(first));
    ensure!(ended(second) == Some(Conclusion::Cancelled), "the second: {:?}", ended(second));
    ensure!(ended(third) == Some(Conclusion::Success), "the third: {:?}", ended(third));
    let skipped = runs.iter().filter(|run| run.conclusion == Conclusion::Skipped).count();
    ensure!(skipped == 1, "{skipped} deployments were skipped");
    serves(&stage.production, "queued")?;
    Ok("the first and the newest deployed, the one between was cancelled".to_owned())
}
