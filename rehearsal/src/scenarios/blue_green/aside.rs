//! What else can stand where the scripts keep what they remember.

use anyhow::{Context, Result, ensure};
use std::fs;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

const NAMES: [&str; 9] = [
    ".current_env",
    ".rollout",
    ".attempt",
    ".lock",
    ".failed_container.log",
    ".current_env.new",
    ".rollout.new",
    ".attempt.new",
    ".environment.plain",
];

/// A folder in the place of each file, which a restored backup or a mistyped mount leaves.
pub fn folders(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let host = rollout.host();
    let mut builds = ["three", "one", "two"].into_iter().cycle();
    let mut before = "two";
    for name in NAMES {
        let path = rollout.file(name);
        let file = host.file(&path);
        fs::remove_file(&file).ok();
        fs::create_dir_all(file.join("kept"))?;
        host.give(rollout.service.folder)?;
        let build = builds.next().unwrap_or("three");
        rollout.deploy(build)?.expect(0).context(name)?;
        rollout.expect_world(build, Some(before)).context(name)?;
        before = build;
        let aside = aside(&rollout, name)?;
        ensure!(aside.len() == 1, "{name} was moved to {aside:?}");
        fs::remove_dir_all(host.file(&rollout.file(&aside[0])))?;
    }
    // A rollback finds the same.
    let record = host.file(&rollout.file(".rollout"));
    fs::remove_file(&record)?;
    fs::create_dir_all(record.join("kept"))?;
    host.give(rollout.service.folder)?;
    rollout.roll_back()?.expect(0)?;
    rollout.expect_world(if before == "two" { "one" } else { "three" }, Some(before))?;
    for name in aside(&rollout, ".rollout")? {
        fs::remove_dir_all(host.file(&rollout.file(&name)))?;
    }
    Ok(format!("{} folders: moved aside with what was in them, and each deploy came to serve", NAMES.len()))
}

/// What lies aside of a name, with what was in it.
fn aside(rollout: &Rollout<'_>, name: &str) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(rollout.host().file(rollout.service.folder))? {
        let entry = entry?;
        let other = entry.file_name().to_string_lossy().into_owned();
        if other.starts_with(&format!("{name}.aside.")) && entry.path().join("kept").is_dir() {
            found.push(other);
        }
    }
    Ok(found)
}

/// Nobody, not even root, can change the record, or put another one in its place. A mount does what the attribute
/// "immutable" does, and ends with the machine.
pub fn immutable(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let record = rollout.file(".current_env");
    let mount = |arguments: &[&str]| rollout.host().command("mount").args(arguments).arg(&record).succeed();
    mount(&["--bind", &record])?;
    mount(&["-o", "remount,bind,ro"])?;
    let ran = runs_all_the_same(&mut rollout);
    rollout.host().command("umount").arg(&record).succeed()?;
    ran?;
    rollout.deploy("two")?.expect(0)?;
    rollout.expect_world("two", Some("three"))?;
    Ok("two deploys and a rollback said so and served; writable again it was repaired".to_owned())
}

fn runs_all_the_same(rollout: &mut Rollout<'_>) -> Result<()> {
    for build in ["three", "one"] {
        let ended = rollout.deploy(build)?;
        ended.expect_saying(0, ".current_env")?;
        ensure!(ended.text().contains("warning: "), "nothing is said of it:\n{}", ended.text());
        let answer = rollout.answer()?;
        ensure!(answer == (200, build.to_owned()), "the site answers {answer:?}, not {build}");
    }
    rollout.roll_back()?.expect(0)?;
    let answer = rollout.answer()?;
    ensure!(answer == (200, "three".to_owned()), "the site answers {answer:?}, not three");
    Ok(())
}
