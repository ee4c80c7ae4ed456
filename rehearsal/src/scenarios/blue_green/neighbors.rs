//! Two services of one image repository on one host.

use anyhow::{Result, ensure};

use super::rollout::{BACKEND, FRONTEND, Rollout, Service};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, USER};

/// The frontend, if it came from the backend's repository.
const NEIGHBOR: Service = Service { repository: BACKEND.repository, ..FRONTEND };

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let mut neighbor = Rollout::on_empty_host(stage, NEIGHBOR)?;
    let [one, theirs] = [rollout.image("one")?, neighbor.image("answers-500")?];
    // The neighbor has pulled, and does not run it yet.
    rollout.host().as_user(USER, &format!("docker pull --quiet {theirs}")).succeed()?;
    let deployed = [rollout.deploy("three")?, rollout.deploy("two")?];
    deployed.iter().try_for_each(|ended| ended.expect(0))?;
    let images = rollout.host().docker().args(["image", "ls", "--format", "{{.Repository}}:{{.Tag}}"]).succeed()?;
    ensure!(images.lines().any(|image| image == theirs), "the neighbor's image is gone:\n{images}");
    ensure!(!images.lines().any(|image| image == one), "nothing of ours was removed:\n{images}");
    let [newer, older] = deployed.map(|ended| ended.text());
    let words = "is older than the live image";
    ensure!(!newer.contains(words), "it calls the newest image an older one:\n{newer}");
    ensure!(older.contains(words), "it does not say that the image is older:\n{older}");
    rollout.expect_world("two", Some("three"))?;
    neighbor.deploy("three")?.expect(0)?;
    neighbor.expect_world("three", None)?;
    neighbor.clear()?;
    Ok("what the neighbor had pulled stayed, our own old image went; an older image was called that".to_owned())
}
