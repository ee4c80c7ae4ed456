//! A tag that is moved while a deploy is under way.

use anyhow::{Result, ensure};

use super::impostor::Impostor;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let (one, three) = (rollout.image("one")?, rollout.image("three")?);
    let moves = format!(
        "#!/bin/sh\nif [ \"$1\" = run ] || [ \"$1\" = create ]; then\n  /usr/bin/docker tag {one} {three}\nfi\n\
         exec /usr/bin/docker \"$@\"\n"
    );
    let impostor = Impostor::of(rollout.host(), "docker", &moves)?;
    let ended = rollout.deploy("three")?;
    drop(impostor);
    ended.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    let live = rollout.container(rollout.color()?);
    let label = "{{index .Config.Labels \"pipewright.image\"}}";
    let said = rollout.host().docker().args(["inspect", "--format", label, &live]).succeed()?;
    ensure!(said.trim() == three, "the container says that it was made of {said:?}");
    Ok("what was pulled serves, and says by which name it was asked for".to_owned())
}
