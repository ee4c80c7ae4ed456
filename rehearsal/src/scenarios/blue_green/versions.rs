//! Scripts of one application that do not belong together.

use anyhow::{Context, Result};
use std::fs;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::Stage;

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let file = rollout.host().file(&rollout.file("deploy.sh"));
    let script = fs::read(&file)?;
    let text = String::from_utf8_lossy(&script).into_owned();
    let another = text.replace("readonly VERSION='", "readonly VERSION='0");
    let middle = script.len() / 2;
    for (what, content) in [
        ("missing", None),
        ("empty", Some(&b""[..])),
        ("cut off", Some(&script[..middle])),
        ("cut off at its end", Some(&script[..script.len() - 3])),
        ("of another version", Some(another.as_bytes())),
    ] {
        match content {
            Some(content) => {
                fs::write(&file, content)?;
                rollout.host().make_executable(&rollout.file("deploy.sh"))?;
            }
            None => fs::remove_file(&file)?,
        }
        for ended in [rollout.roll_back()?, rollout.check_health()?] {
            ended.expect_saying(2, "deploy.sh").with_context(|| format!("a deploy.sh {what}"))?;
        }
    }
    rollout.set(&[])?;
    rollout.expect_world("two", Some("one"))?;
    rollout.check_health()?.expect(0)?;
    rollout.roll_back()?.expect(0)?;
    rollout.expect_world("one", Some("two"))?;
    Ok("rollback.sh and health-check.sh beside another, a cut, an empty and no deploy.sh: refused".to_owned())
}
