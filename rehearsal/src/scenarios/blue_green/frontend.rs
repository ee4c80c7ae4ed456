//! The frontend's rollout: the same scripts, with settings of its own.

use anyhow::{Result, ensure};
use std::fs;

use super::rollout::{FRONTEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

/// Its smoke test asks for the session, which needs a secret; its HEALTHCHECK does not.
pub fn session(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, FRONTEND)?;
    let file = rollout.host().file(&rollout.file(".env"));
    fs::write(&file, "SESSION_NEEDS=NEXTAUTH_SECRET\n")?;
    rollout.deploy("three")?.expect_saying(1, "(/api/auth/session) answered '500'; expected 200")?;
    rollout.expect_world("two", Some("one"))?;
    fs::write(&file, "SESSION_NEEDS=NEXTAUTH_SECRET\nNEXTAUTH_SECRET=x\n")?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("healthy and without a session it did not come to serve; with its secret it does".to_owned())
}

/// Its network is made when it is not there, and both colors are in it.
pub fn network(stage: &mut Stage) -> Result<Shown> {
    const NETWORK: &str = "app-network";
    let mut rollout = Rollout::on_empty_host(stage, FRONTEND)?;
    let members = |rollout: &Rollout<'_>| {
        let format = "{{range .Containers}}{{.Name}} {{end}}";
        rollout.host().docker().args(["network", "inspect", "--format", format, NETWORK]).succeed()
    };
    if let Ok(members) = members(&rollout) {
        for member in members.split_whitespace() {
            rollout.host().docker().args(["network", "disconnect", NETWORK, member]).succeed()?;
        }
        rollout.host().docker().args(["network", "rm", NETWORK]).succeed()?;
    }
    for build in ["one", "two"] {
        rollout.deploy(build)?.expect(0)?;
        let live = rollout.container(rollout.color()?);
        let members = members(&rollout)?;
        ensure!(members.split_whitespace().any(|member| member == live), "{NETWORK} has {members:?}, not {live}");
    }
    rollout.expect_world("two", Some("one"))?;
    Ok("it was made by the first deploy, and the second used it".to_owned())
}
