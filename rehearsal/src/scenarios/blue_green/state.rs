//! What the scripts remember, and going back.

use anyhow::{Result, ensure};
use std::fs;

use super::rollout::{BACKEND, FRONTEND, Rollout};
use crate::scenario::Shown;
use crate::stage::load::{Load, Target};
use crate::stage::{Run, Stage};

pub fn rollbacks(stage: &mut Stage) -> Result<Shown> {
    for service in [BACKEND, FRONTEND] {
        let mut rollout = Rollout::with_two_builds(stage, service)?;
        rollout.roll_back()?.expect(0)?;
        rollout.expect_world("one", Some("two"))?;
        rollout.roll_back()?.expect_saying(1, "nothing to roll back to")?;
        rollout.expect_world("one", Some("two"))?;
        rollout.deploy("three")?.expect(0)?;
        rollout.expect_world("three", Some("one"))?;
        // What should serve again is gone.
        let standby = rollout.container(rollout.standby()?.0);
        rollout.host().docker().args(["rm", "--force", &standby]).succeed()?;
        rollout.roll_back()?.expect_saying(1, "nothing to roll back to")?;
        rollout.expect_world("three", None)?;
    }
    Ok("one served again, once; without a previous container three stayed".to_owned())
}

pub fn garbled(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    // The new record takes the old one's place; whoever reads the old one sees it whole.
    let [record, former] = [".current_env", "former"].map(|name| rollout.host().file(&rollout.file(name)));
    fs::hard_link(&record, &former)?;
    rollout.deploy("one")?.expect(0)?;
    ensure!(fs::read(&record)? != fs::read(&former)?, ".current_env was written over");
    fs::remove_file(former)?;
    rollout.deploy("two")?.expect(0)?;

    // A wrong record costs nobody an answer.
    let load = Load::start(&Target::light(rollout.host(), BACKEND.site));
    let states = [None, Some(""), Some("garbage\n"), Some("blue"), Some("green\n"), Some("blue\ngreen\n")];
    let mut builds = ["three", "one", "two"].into_iter().cycle();
    let mut before = "two";
    for state in states {
        let file = rollout.host().file(&rollout.file(".current_env"));
        match state {
            None => fs::remove_file(&file)?,
            Some(text) => fs::write(&file, text)?,
        }
        let build = builds.next().unwrap_or("three");
        rollout.deploy(build)?.expect(0)?;
        rollout.expect_world(build, Some(before))?;
        before = build;
    }
    // Neither the journal nor the record is there; what runs is.
    for file in [".current_env", ".rollout"] {
        fs::remove_file(rollout.host().file(&rollout.file(file)))?;
    }
    rollout.roll_back()?.expect(0)?;
    rollout.expect_world("one", Some("two"))?;
    let tally = load.stop();
    ensure!(tally.lost() == 0, "{tally}; {:?}", tally.losses);
    Ok(format!("{} states, each repaired by the next deploy", states.len()))
}

pub fn unwritable(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let folder = rollout.service.folder;
    let host = rollout.host();
    host.command("chmod").args(["0555", folder]).succeed()?;
    let (deployed, back) = (rollout.deploy("three"), rollout.roll_back());
    host.command("chmod").args(["0755", folder]).succeed()?;
    deployed?.expect_saying(2, &format!("cannot write in {folder}"))?;
    back?.expect_saying(1, &format!("cannot write in {folder}"))?;
    rollout.expect_world("two", Some("one"))?;

    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("a read-only folder: refused; writable again it serves".to_owned())
}
