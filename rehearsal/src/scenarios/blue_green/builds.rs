//! What a build can be like.

use anyhow::{Result, ensure};

use super::rollout::{BACKEND, FRONTEND, Rollout, Service};
use crate::scenario::Shown;
use crate::stage::Stage;
use crate::stage::load::{Load, Target};

pub fn first(stage: &mut Stage) -> Result<Shown> {
    for service in [BACKEND, FRONTEND] {
        let mut rollout = Rollout::on_empty_host(stage, service)?;
        rollout.check_health()?.expect_saying(0, "nothing is deployed here yet")?;
        rollout.roll_back()?.expect_saying(1, "nothing to roll back to")?;
        rollout.deploy("never-healthy")?.expect_saying(1, "nothing was serving here before")?;
        for build in ["one", "two", "two"] {
            let ended = rollout.deploy(build)?;
            ended.expect(0)?;
            ensure!(ended.last_line().ends_with("serves"), "the last line is {:?}", ended.last_line());
            rollout.check_health()?.expect(0)?;
        }
        rollout.expect_world("two", Some("two"))?;
    }
    Ok("refused with nothing to go back to; three deploys, the last of the same image".to_owned())
}

pub fn bad(stage: &mut Stage, service: Service) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, service)?;
    let bad = [
        ("never-healthy", "as unhealthy"),
        ("no-healthcheck", "HEALTHCHECK"),
        // It may have given its one answer to the smoke test; it is looked at again before the flip.
        ("healthy-then-dead", "FAILED; "),
        ("answers-500", "answered '500'"),
        ("hangs", "answered '000'"),
        ("redirects", "answered '302'"),
    ];
    // The scripts are the backend's in all but their settings.
    let load = Load::start(&Target::light(rollout.host(), service.site));
    let done = if service.app == FRONTEND.app && !crate::is_full() { &bad[..1] } else { &bad[..] };
    for &(build, reason) in done {
        let ended = rollout.deploy(build)?;
        ended.expect_saying(1, reason)?;
        ensure!(ended.last_line().contains("FAILED; "), "the last line is {:?}", ended.last_line());
        rollout.expect_world("two", Some("one"))?;
        rollout.roll_back()?.expect(0)?;
        rollout.expect_world("two", Some("one"))?;
        rollout.roll_back()?.expect_saying(1, "nothing to roll back to")?;
    }
    rollout.deploy_missing()?.expect_saying(1, "could not be pulled")?;
    rollout.expect_world("two", Some("one"))?;
    let tally = load.stop();
    ensure!(tally.lost() == 0, "{tally}; {:?}", tally.losses);
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    let done: Vec<&str> = done.iter().map(|(build, _)| *build).collect();
    Ok(format!("{} and a tag that does not exist: two went on serving", done.join(", ")))
}

/// One that takes half a minute to be well, and is given a second; then one that takes three, and is given more.
pub fn starting(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.set(&[("HEALTH_TIMEOUT", "1")])?;
    rollout.provide("HEALTHY_AFTER_MS=30000\n")?;
    rollout.deploy("slow-to-be-healthy")?.expect_saying(1, "was still starting after 1 seconds")?;
    rollout.expect_world("two", Some("one"))?;
    rollout.set(&[])?;
    rollout.deploy("slow-to-be-healthy")?.expect(0)?;
    rollout.expect_world("slow-to-be-healthy", Some("two"))?;
    Ok("given up after a second; with more time it serves".to_owned())
}

pub fn stubborn(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    for build in ["ignores-sigterm", "three"] {
        rollout.deploy(build)?.expect(0)?;
    }
    rollout.expect_world("three", Some("ignores-sigterm"))?;
    Ok("it came to serve, and was stopped for the next build".to_owned())
}
