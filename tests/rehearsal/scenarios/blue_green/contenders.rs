//! More than one at a time, and being told to stop.

use anyhow::{Context, Result, ensure};
use std::io::Read;
use std::process::Child;
use std::time::Duration;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, patience};

const PATIENCE: Duration = Duration::from_secs(30);

/// The exit status of a script that was started, and what it printed.
fn ended(mut child: Child) -> Result<(i32, String)> {
    let mut text = String::new();
    child.stdout.take().context("no pipe")?.read_to_string(&mut text)?;
    Ok((child.wait()?.code().unwrap_or(128), text))
}

pub fn together(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    for build in ["three", "slow-to-be-healthy"] {
        rollout.image(build)?;
    }
    let first = rollout.start_deploy("slow-to-be-healthy")?;
    patience::until_true("the first holds the lock", PATIENCE, || {
        rollout.read(".attempt").is_some() && rollout.containers().is_ok_and(|all| all.len() > 2)
    })?;
    let second = rollout.start_deploy("three")?;
    let third = rollout.start("rollback.sh")?;
    let all = [ended(first)?, ended(second)?, ended(third)?];
    ensure!(all[0].0 == 0, "the first: {all:?}");
    for (_, said) in &all[1..] {
        ensure!(said.contains("waiting up to") && said.contains("held by"), "nobody is named: {said}");
    }
    ensure!(all.iter().all(|(status, _)| matches!(status, 0 | 1)), "{all:?}");
    let (_, build) = rollout.answer()?;
    rollout.expect_world(&build, None)?;
    Ok(format!("they ended with {:?}; {build} serves", all.map(|(status, _)| status)))
}

pub fn signals(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    for signal in ["TERM", "HUP", "INT"] {
        let deploy = rollout.start_deploy("never-healthy")?;
        patience::until_true("the standby starts", PATIENCE, || {
            rollout.containers().is_ok_and(|all| all.values().any(|(_, tag)| tag == "never-healthy"))
        })?;
        let mut kill = rollout.host().command("pkill");
        kill.args([&format!("-{signal}"), "-f", "^bash .*deploy\\.sh|^/bin/bash .*deploy\\.sh"]).succeed()?;
        let (status, text) = ended(deploy)?;
        ensure!(status == 1 && text.contains(&format!("got SIG{signal}")), "{signal}: {status}\n{text}");
        rollout.expect_world("two", Some("one"))?;
    }
    // Whoever reads the log leaves.
    let mut deploy = rollout.start_deploy("three")?;
    drop(deploy.stdout.take());
    ensure!(deploy.wait()?.success(), "a reader who left stopped the deploy");
    rollout.expect_world("three", Some("two"))?;
    Ok("three signals undone, a closed pipe ignored".to_owned())
}
