//! A request that is under way when the colors change.

use anyhow::{Result, anyhow, ensure};
use std::thread;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::Stage;
use crate::stage::http::exchange;

/// Takes longer than a deploy needs to the flip, and then than a container is given to stop.
const LONG: &str = "/slow/12000";

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let (at, site) = ((rollout.host().address, 80).into(), rollout.service.site);
    let asked = thread::spawn(move || exchange(at, "GET", site, LONG, "", b""));
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    let answer = asked.join().map_err(|_| anyhow!("nobody asked"))?;
    let told = answer.as_ref().map(|answer| (answer.status, answer.build().unwrap_or_default()));
    ensure!(matches!(told, Ok((200, "two"))), "the request under way was answered {told:?}");
    Ok("two answered what was asked 12 seconds before, and then was stopped".to_owned())
}
