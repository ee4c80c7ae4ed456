//! What builds leave in the registry: tags, labels, build arguments, and names that a registry takes.

mod images;
mod tags;

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use crate::github::{Conclusion, GitHub, Run};
use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("tags", "a push to each branch leaves the reference's tags on its image, and no other", tags::tags),
    scenario("names", "any branch and any repository's name become names that the registry takes", tags::names),
    scenario("images", "labels, platform and build arguments are in the image, other secrets are not", images::images),
    scenario("cancelled", "a newer push to any branch of the backend cancels the build before it", tags::cancelled),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("builds", name, shows, run)
}

/// A push whose end sets nothing in motion; its one run goes well.
fn build(github: &GitHub<'_>, name: &str, branch: &str) -> Result<Run> {
    let mut runs = github.watch_push(name, branch)?;
    let run = runs.pop().with_context(|| format!("a push to {branch} of {name} builds nothing"))?.end()?;
    ensure!(runs.is_empty(), "a push to {branch} of {name} starts more than one workflow");
    ensure!(run.conclusion == Conclusion::Success, "{:?}\n{}", run.conclusion, run.tail());
    Ok(run)
}

/// The configuration of an image of ours.
fn configuration(stage: &Stage, name: &str, tag: &str) -> Result<Value> {
    stage.image_configuration(&format!("mas-mr-mentor/{}", name.to_lowercase()), tag)
}

/// A label of an image.
fn label<'image>(image: &'image Value, name: &str) -> &'image str {
    image["config"]["Labels"][format!("org.opencontainers.image.{name}")].as_str().unwrap_or_default()
}
