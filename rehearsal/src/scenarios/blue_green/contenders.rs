//! More than one run at a time.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::io::Read;
use std::process::{Child, Command};
use std::time::Duration;

use super::events::Events;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, deadline};

/// Takes its time, so that others find it at work.
const SLOW: &str = "slow-to-be-healthy";

/// The exit status of a script that was started, and what it printed.
pub fn ended(mut child: Child) -> Result<(i32, String)> {
    // What it prints is less than a pipe holds.
    let status = deadline::until("the script ends", Duration::from_mins(5), || Ok(child.try_wait()?))?;
    let mut text = String::new();
    child.stdout.take().context("no pipe")?.read_to_string(&mut text)?;
    Ok((status.code().unwrap_or(128), text))
}

/// A deploy of the slow build which has its container running, and who the lock says it is.
fn start_slow(rollout: &mut Rollout<'_>) -> Result<(Child, String)> {
    let image = rollout.image(SLOW)?;
    let deploy = rollout.start_deploy(SLOW)?;
    rollout.await_container(SLOW)?;
    let holder = rollout.read(".lock").unwrap_or_default();
    ensure!(holder.starts_with(&format!("deploy of {image}, process ")), "{holder:?} has the lock");
    Ok((deploy, holder))
}

/// It worked, after it had said for whom it waited.
fn expect_waited(contender: Child, holder: &str) -> Result<()> {
    let (status, text) = ended(contender)?;
    ensure!(status == 0, "it ended with {status}:\n{text}");
    ensure!(text.contains(&format!("for the lock, held by {holder}")), "{holder} is not named:\n{text}");
    Ok(())
}

pub fn two(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;

    let events = Events::of(stage)?;
    let (first, holder) = start_slow(&mut rollout)?;
    expect_waited(rollout.start_deploy("three")?, &holder)?;
    ensure!(ended(first)?.0 == 0, "the first deploy failed");
    rollout.expect_world("three", Some(SLOW))?;
    events.expect_turns(BACKEND, 2)?;
    drop(events);

    let events = Events::of(stage)?;
    let (first, holder) = start_slow(&mut rollout)?;
    expect_waited(rollout.start("rollback.sh")?, &holder)?;
    ensure!(ended(first)?.0 == 0, "the deploy failed");
    rollout.expect_world("three", Some(SLOW))?;
    events.expect_turns(BACKEND, 2)?;
    Ok("the second deploy came to serve after the first; the rollback undid the deploy before it".to_owned())
}

pub fn three(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let events = Events::of(stage)?;
    let (first, _) = start_slow(&mut rollout)?;
    let second = rollout.start_deploy("three")?;
    let third = rollout.start("rollback.sh")?;
    for (who, run) in [("the deploy at work", first), ("the deploy", second), ("the rollback", third)] {
        let (status, text) = ended(run)?;
        ensure!(status == 0, "{who} ended with {status}:\n{text}");
    }
    let (_, build) = rollout.answer()?;
    let previous = match build.as_str() {
        // The rollback came last and undid `three`, or it undid the slow one before `three` came.
        SLOW => "three",
        "three" => "two",
        _ => "nothing that was meant to",
    };
    rollout.expect_world(&build, Some(previous))?;
    events.expect_turns(BACKEND, 3)?;
    Ok(format!("all three worked, one after the other; {build} serves"))
}

pub fn in_vain(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let (first, holder) = start_slow(&mut rollout)?;
    let process = rollout.lock_holder();
    // It stays where it is and keeps the lock for as long as we want.
    rollout.host().command("kill").args(["-STOP", &process]).succeed()?;
    rollout.set(&[("LOCK_TIMEOUT", "1")])?;
    let before = state(&rollout)?;
    for contender in [rollout.deploy("three")?, rollout.roll_back()?] {
        contender.expect_saying(2, &format!("is held by {holder}; nothing was changed"))?;
    }
    ensure!(state(&rollout)? == before, "what lay there was touched");
    ensure!(rollout.answer()? == (200, "two".to_owned()), "two does not serve");
    // The one through which we entered the machine stops and goes on with it.
    Command::new("kill").args(["-CONT", &first.id().to_string()]).succeed()?;
    rollout.host().command("kill").args(["-CONT", &process]).succeed()?;
    let (status, text) = ended(first)?;
    ensure!(status == 0, "the deploy that held the lock ended with {status}:\n{text}");
    rollout.expect_world(SLOW, Some("two"))?;
    Ok(format!("a deploy and a rollback named it ({holder}), ended with 2 and touched nothing"))
}

/// All that a run could have touched: the service's files, nginx's, and the service's containers, as text.
fn state(rollout: &Rollout<'_>) -> Result<Vec<(String, String)>> {
    let mut state = vec![("nginx".to_owned(), rollout.edit_nginx(str::to_owned)?)];
    for entry in fs::read_dir(rollout.host().file(rollout.service.folder))? {
        let entry = entry?;
        state.push((entry.file_name().to_string_lossy().into_owned(), fs::read_to_string(entry.path())?));
    }
    state.sort();
    state.push(("containers".to_owned(), format!("{:?}", rollout.containers()?)));
    Ok(state)
}
