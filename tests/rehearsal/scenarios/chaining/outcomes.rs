//! How a run ends, and what that leads to.

use anyhow::{Result, ensure};

use crate::github::{Conclusion, GitHub};
use crate::scenario::Shown;
use crate::stage::{Behaviour, Stage};

const WEBSITE: &str = "mas-website-live";

/// A deployment that is cancelled at its longest step.
pub fn cancelled(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    github.commit(WEBSITE, "main", "cut", Behaviour::Healthy, &[])?;
    stage.publish("mas-mr-mentor/mas-website-live", "production", "cut", Behaviour::Healthy)?;
    let mut deployment = github.watch(WEBSITE, "deploy-production.yml", "main", &[])?;
    deployment.until_step("Deploy with docker compose")?;
    deployment.cancel()?;
    let run = deployment.end()?;
    ensure!(run.conclusion == Conclusion::Cancelled, "{:?}\n{}", run.conclusion, run.tail());
    ensure!(run.step("Summary") == Some(Conclusion::Success), "{:?}\n{}", run.steps, run.tail());
    ensure!(run.log.contains("### production: cancelled"), "{}", run.tail());
    Ok(format!("cut off in its longest step; {} steps told, the summary among them", run.steps.len()))
}
