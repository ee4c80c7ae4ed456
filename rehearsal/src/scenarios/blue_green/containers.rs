//! What containers can be like that do not serve: the one to go back to, and the one that served.

use anyhow::{Result, ensure};
use std::fs;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

/// What stands before docker, says what dockerd says of a process that cannot be killed, and stops nothing.
const STOPS_NOTHING: &str = "#!/bin/sh
if [ \"$1\" = stop ]; then
  echo 'tried to kill container, but did not receive an exit event' >&2
  exit 1
fi
exec /usr/bin/docker \"$@\"
";

pub fn no_way_back(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    // Its files are gone.
    let standby = rollout.container(rollout.standby()?.0);
    let inspect = ["inspect", "--format", "{{.GraphDriver.Data.UpperDir}}", &standby];
    let files = rollout.host().docker().args(inspect).succeed()?;
    ensure!(files.starts_with("/var/lib/docker/"), "the files of {standby} lie in {files:?}");
    fs::remove_dir_all(rollout.host().file(files.trim()))?;
    for _ in 0..2 {
        rollout.roll_back()?.expect_saying(1, "could not be started")?;
        rollout.expect_world("two", Some("one"))?;
    }
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;

    // It starts, and is not well any more.
    let (color, port) = rollout.standby()?;
    let (standby, image) = (rollout.container(color), rollout.image("two")?);
    rollout.host().docker().args(["rm", &standby]).succeed()?;
    let mut docker = rollout.host().docker();
    docker.args(["create", "--name", &standby, "--label", &format!("pipewright.app={}", rollout.service.app)]);
    docker.args(["--publish", &format!("127.0.0.1:{port}:3000"), "--env", "BEHAVIOUR=never-healthy", &image]);
    docker.succeed()?;
    let ended = rollout.roll_back()?;
    ended.expect_saying(1, "is not ready to serve")?;
    ensure!(ended.last_line().ends_with("serves as before"), "the last line is {:?}", ended.last_line());
    rollout.expect_world("three", Some("two"))?;
    Ok("one without its files, twice, and one that is not well: refused, what served went on".to_owned())
}

pub fn unstoppable(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let old = rollout.container(rollout.color()?);
    rollout.image("three")?;
    let before = "/usr/local/bin/docker";
    rollout.host().install(before, STOPS_NOTHING)?;
    rollout.host().make_executable(before)?;
    let deployed = rollout.deploy("three");
    let again = rollout.deploy("one");
    let serves = rollout.answer();
    let runs = rollout.containers();
    fs::remove_file(rollout.host().file(before))?;

    // The flip was made, and that is what is said; that two still runs is said, too.
    let deployed = deployed?;
    deployed.expect_saying(0, "container could not be stopped; the next run tries again")?;
    ensure!(deployed.last_line().ends_with("serves"), "the last line is {:?}", deployed.last_line());
    again?.expect_saying(1, &format!("the container {old} cannot be stopped"))?;
    ensure!(serves? == (200, "three".to_owned()), "three does not serve");
    ensure!(runs?[&old] == ("running".to_owned(), "two".to_owned()), "two does not run");

    rollout.deploy("one")?.expect(0)?;
    rollout.expect_world("one", Some("three"))?;
    Ok("the new build serves and the old one is named; nothing more until it can be stopped, then it converges"
        .to_owned())
}

/// Somebody started the container that is kept to go back to.
pub fn standby_runs(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let start = |rollout: &Rollout<'_>| -> Result<()> {
        let standby = rollout.container(rollout.standby()?.0);
        rollout.host().docker().args(["start", &standby]).succeed().map(drop)
    };
    start(&rollout)?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    start(&rollout)?;
    rollout.roll_back()?.expect(0)?;
    rollout.expect_world("two", Some("three"))?;
    Ok("a deploy and a rollback took it for what it is".to_owned())
}
