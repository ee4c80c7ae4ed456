//! What the scripts say of a host that is not as others are.

use anyhow::{Context, Result, ensure};

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

/// Nobody sees the processes of others.
pub fn hidden_processes(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let hide = |how: &str| {
        let options = format!("remount,hidepid={how}");
        rollout.host().command("mount").args(["-o", &options, "/proc"]).succeed()
    };
    hide("2")?;
    let mut run = || -> Result<()> {
        rollout.deploy("three")?.expect(0)?;
        rollout.check_health()?.expect(0)?;
        rollout.roll_back()?.expect(0)
    };
    let ran = run();
    let options = ["-o", "remount,hidepid=0", "/proc"];
    rollout.host().command("mount").args(options).succeed()?;
    ran?;
    rollout.expect_world("two", Some("three"))?;
    Ok("a deploy, a health check and a rollback worked".to_owned())
}

/// An application that somebody started before these scripts came.
pub fn started_by_hand(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::on_empty_host(stage, BACKEND)?;
    let image = rollout.image("one")?;
    rollout.stage.log_in(rollout.host(), "mas-mr-mentor")?;
    let mut docker = rollout.host().docker();
    let publish = format!("127.0.0.1:{}:3000", BACKEND.ports[0]);
    docker.args(["run", "--detach", "--name", "by-hand", "--publish", &publish, &image]).succeed()?;
    let serves = |build: &str| -> Result<()> {
        crate::stage::deadline::until_true(build, std::time::Duration::from_mins(1), || {
            rollout.answer().is_ok_and(|answer| answer == (200, build.to_owned()))
        })
    };
    serves("one")?;
    let failed = rollout.deploy("never-healthy")?;
    failed.expect(1)?;
    ensure!(!failed.text().contains("nothing was serving"), "it says that nothing served:\n{}", failed.text());
    failed.expect_saying(1, "these scripts did not start")?;
    let answer = rollout.answer()?;
    ensure!(answer == (200, "one".to_owned()), "the site answers {answer:?}");
    rollout.deploy("three")?.expect(0)?;
    let answer = rollout.answer()?;
    ensure!(answer == (200, "three".to_owned()), "the site answers {answer:?}");
    rollout.host().docker().args(["rm", "--force", "by-hand"]).succeed().context("it is gone")?;
    rollout.expect_world("three", None)?;
    Ok("a failed deploy left it and said whose it is not; the next one serves in its place".to_owned())
}
