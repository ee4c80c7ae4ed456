//! A rollback after a deploy that came to nothing: what still answers stays, and an older version is called one.

use anyhow::{Result, ensure};
use std::time::Duration;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::http::exchange;
use crate::stage::{Run, Stage, deadline};

const PATIENCE: Duration = Duration::from_mins(1);

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let host = rollout.host();
    rollout.deploy("turns-unhealthy")?.expect(0)?;
    let live = rollout.container(rollout.color()?);
    exchange((host.address, 80).into(), "POST", BACKEND.site, "/unwell", "", b"").ok();
    deadline::until_true("docker calls it unhealthy", PATIENCE, || {
        let health = host.docker().args(["inspect", "--format", "{{.State.Health.Status}}", &live]).succeed();
        health.is_ok_and(|health| health.trim() == "unhealthy")
    })?;
    let failed = rollout.deploy("never-healthy")?;
    ensure!(failed.status() != 0, "a build that is never healthy came to serve:\n{}", failed.text());
    let back = rollout.roll_back()?;
    let served = rollout.answer()?;
    ensure!(served == (200, "turns-unhealthy".to_owned()), "{served:?} serves after:\n{}", back.text());
    back.expect(0)?;
    rollout.expect_world("turns-unhealthy", Some("two"))?;

    // Now the one that served is gone, and what is left is older.
    let failed = rollout.deploy("never-healthy")?;
    ensure!(failed.status() != 0, "a build that is never healthy came to serve:\n{}", failed.text());
    host.docker().args(["rm", "--force", &live]).succeed()?;
    let back = rollout.roll_back()?;
    let served = rollout.answer()?;
    ensure!(served == (200, "two".to_owned()), "{served:?} serves after:\n{}", back.text());
    back.expect(1)?;
    let last = back.last_line();
    ensure!(last.to_lowercase().contains("older"), "the last line is {last:?}");
    rollout.expect_world("two", None)?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("unhealthy and answering, it stayed; when it was gone the older one served, and was called that".to_owned())
}
