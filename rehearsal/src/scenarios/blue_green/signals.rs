//! Being told to stop.

use anyhow::{Result, ensure};
use std::time::Duration;

use super::contenders::ended;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, deadline};

pub fn told(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    for signal in ["TERM", "HUP", "INT"] {
        let deploy = rollout.start_deploy("never-healthy")?;
        rollout.await_container("never-healthy")?;
        let process = rollout.lock_holder();
        rollout.host().command("kill").args([&format!("-{signal}"), &process]).succeed()?;
        let (status, text) = ended(deploy)?;
        ensure!(status == 1 && text.contains(&format!("got SIG{signal}")), "{signal}: {status}\n{text}");
        rollout.expect_world("two", Some("one"))?;
    }
    // Whoever reads the log leaves.
    let mut deploy = rollout.start_deploy("three")?;
    drop(deploy.stdout.take());
    let status = deadline::until("the deploy ends", Duration::from_mins(5), || Ok(deploy.try_wait()?))?;
    ensure!(status.success(), "a reader who left stopped the deploy");
    rollout.expect_world("three", Some("two"))?;
    Ok("three signals undone, a closed pipe ignored".to_owned())
}
