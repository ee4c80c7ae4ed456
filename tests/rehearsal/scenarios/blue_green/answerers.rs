//! Who answers: the smoke test in the new container's place, and users after the flip.

use anyhow::{Context, Result, ensure};
use std::time::Duration;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::load::{Load, Target};
use crate::stage::{Run, Stage};

/// A rule of the host's firewall sends the new color's requests to the one that serves.
pub fn wrong(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let (_, standby) = rollout.standby()?;
    let live = rollout.service.ports.into_iter().find(|port| *port != standby).context("both ports are one")?;
    let (standby, live) = (standby.to_string(), live.to_string());
    let host = rollout.host();
    let rule = |verb: &str| {
        let mut iptables = host.command("iptables");
        iptables.args(["--wait", "--table", "nat", verb, "OUTPUT", "--destination", "127.0.0.1", "--protocol", "tcp"]);
        iptables.args(["--dport", &standby, "--jump", "REDIRECT", "--to-ports", &live]).succeed()
    };
    rule("--insert")?;
    let ended = rollout.deploy("three");
    rule("--delete")?;
    ended?.expect_saying(1, "is not fit to serve")?;
    rollout.expect_world("two", Some("one"))?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("200 from somebody else was no smoke test".to_owned())
}

/// A build that passes everything that it is asked before the flip, and dies of its first user.
pub fn dies_when_used(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("dies-when-used")?;
    let load = Load::start(&Target::steady(rollout.host(), BACKEND.site, Duration::from_millis(10)));
    let ended = rollout.deploy("dies-when-used")?;
    let lost = load.stop().lost();
    ended.expect_saying(1, "serves as before")?;
    rollout.expect_world("two", Some("one"))?;
    ensure!(lost > 0, "nobody has used it");
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("it died of its first users; two was still there, and serves".to_owned())
}
