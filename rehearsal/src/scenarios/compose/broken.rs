//! Images that cannot serve. By then the old container is gone, as the reference orders it; the run fails and says why, and
//! the next deployment needs no help.

use anyhow::{Result, ensure};

use super::service::{BACKEND, BRANCH, Delivered, ROLLOUT, WEBSITE, expect_failure};
use crate::github::GitHub;
use crate::scenario::Shown;
use crate::stage::{Behaviour, Stage};

/// A tag that the registry does not have: the pull fails after `down`, so nothing runs.
pub fn missing_tag(stage: &mut Stage) -> Result<Shown> {
    const ELSEWHERE: &str = "feature/never-built";
    stage.put_secret("mr-mentor-backend/development", r#"{"NAME": "value"}"#)?;
    let backend = Delivered::on_empty_host(stage, BACKEND)?;
    let github = GitHub::new(stage)?;
    github.commit(BACKEND.name, BRANCH, "one", Behaviour::Healthy, &[])?;
    backend.publish("one", Behaviour::Healthy)?;
    backend.deliver(&github, "one")?;
    // The branch is there, so that its commit is checked out; nothing builds it.
    github.commit(BACKEND.name, ELSEWHERE, "two", Behaviour::Healthy, &[])?;
    let run = backend.deploy_branch(&github, ELSEWHERE)?;
    expect_failure(&run, ROLLOUT, "feature-never-built not found")?;
    backend.expect_nobody()?;
    backend.deliver(&github, "one")?;
    Ok("the run failed and names the tag, nothing ran any more; then one serves again".to_owned())
}

/// Images that start and do not stay, or never get well.
pub fn never_starts(stage: &mut Stage) -> Result<Shown> {
    let website = Delivered::on_empty_host(stage, WEBSITE)?;
    let github = GitHub::new(stage)?;
    github.commit(WEBSITE.name, BRANCH, "one", Behaviour::Healthy, &[])?;

    // An entry point that is not in the image, and one that ends at once.
    let entries: [(&[&str], &str); 2] =
        [(&["/nothing"], "\"/nothing\": stat /nothing"), (&["/application", "nonsense"], "app-1 is restarting")];
    for (entry, words) in entries {
        website.publish_entry(entry)?;
        expect_failure(&website.deploy(&github)?, ROLLOUT, words)?;
        website.expect_nobody()?;
    }
    website.publish("bad", Behaviour::NeverHealthy)?;
    expect_failure(&website.deploy(&github)?, ROLLOUT, "app-1 is unhealthy")?;

    website.publish("two", Behaviour::Healthy)?;
    website.deliver(&github, "two")?;
    let dangling = website.dangling_images()?;
    ensure!(dangling == 0, "{dangling} dangling images are left");
    Ok("no entry point, one that ends, one never healthy: each run failed and says so; then two serves".to_owned())
}
