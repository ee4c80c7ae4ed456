//! Who answers: the smoke test in the new container's place, and users after the flip.

use anyhow::{Context, Result, anyhow, ensure};
use std::thread;

use super::contenders::ended;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::http::exchange;
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
    ended?.expect_saying(1, "is not ready to serve")?;
    rollout.expect_world("two", Some("one"))?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("200 from somebody else was no smoke test".to_owned())
}

/// A build that passes everything that it is asked before the flip and at the flip, and dies of its first user, while
/// somebody is still answered by the former one.
pub fn dies_when_used(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let (at, site) = ((rollout.host().address, 80).into(), BACKEND.site);
    let deploy = rollout.start_logged_deploy("dies-when-used")?;
    rollout.await_words("to be healthy")?;
    let asked = thread::spawn(move || exchange(at, "GET", site, "/slow/25000", "", b""));
    rollout.await_words("old workers to finish")?;
    let used = exchange(at, "GET", site, "/", "", b"");
    let (status, log) = (ended(deploy)?.0, rollout.log());
    let answer = asked.join().map_err(|_| anyhow!("nobody asked"))?;
    let told = answer.as_ref().map(|answer| (answer.status, answer.build().unwrap_or_default()));
    ensure!(used.is_ok_and(|answer| answer.status == 502), "it did not die");
    ensure!(matches!(told, Ok((200, "two"))), "the request under way was answered {told:?}\n{log}");
    ensure!(status == 1 && log.contains("serves as before"), "it ended with {status}:\n{log}");
    rollout.expect_world("two", Some("one"))?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("it died of its first user; two was still there, and serves".to_owned())
}
