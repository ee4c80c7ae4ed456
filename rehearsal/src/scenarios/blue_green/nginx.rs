//! What nginx and its configuration can be like.

use anyhow::{Result, ensure};
use std::fs;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage};

pub fn configuration(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let broken = rollout.host().file("/etc/nginx/sites-enabled/broken");
    fs::write(&broken, "nonsense here;\n")?;
    rollout.deploy("three")?.expect_saying(1, "configuration does not allow a deploy")?;
    fs::remove_file(&broken)?;
    rollout.expect_world("two", Some("one"))?;

    let site = rollout.edit_nginx(|site| site.replace("127.0.0.1:300", "127.0.0.1:400"))?;
    rollout.deploy("three")?.expect_saying(1, "exactly one of the two ports must be in use")?;
    ensure!(rollout.answer()? == (200, "two".to_owned()), "two does not serve");
    let foreign = rollout.edit_nginx(|_| site.clone())?;
    ensure!(foreign.contains("127.0.0.1:400"), "the foreign configuration was changed");

    // The first location names one color, the second the other.
    let [blue, green] = rollout.service.ports.map(|port| format!("127.0.0.1:{port};"));
    let (here, there) = if rollout.color()? == "blue" { (&blue, &green) } else { (&green, &blue) };
    rollout.edit_nginx(|site| site.replacen(here.as_str(), there, 1))?;
    let mixed = rollout.edit_nginx(str::to_owned)?;
    rollout.deploy("three")?.expect_saying(1, "exactly one of the two ports must be in use")?;
    let after = rollout.edit_nginx(|_| site.clone())?;
    ensure!(after == mixed, "the ambiguous configuration was changed");
    rollout.expect_world("two", Some("one"))?;

    let enabled = format!("/etc/nginx/sites-enabled/{}", rollout.service.app);
    fs::remove_file(rollout.host().file(&enabled))?;
    rollout.deploy("three")?.expect_saying(1, "no include of its configuration reaches it")?;
    rollout
        .host()
        .command("ln")
        .args(["-s", &format!("/etc/nginx/sites-available/{}", rollout.service.app), &enabled])
        .succeed()?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("broken elsewhere, other ports, both colors, not included: each named, nothing touched".to_owned())
}

/// A program `nginx` that stands before the real one, and lies.
pub fn reload(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.set(&[("RELOAD_TIMEOUT", "4")])?;
    let host = rollout.host();
    let real = "/usr/sbin/nginx";
    let honest = "/usr/sbin/nginx.honest";
    host.command("cp").args([real, honest]).succeed()?;
    let lies = [
        ("says that it reloaded", "[ \"$1\" = -s ] && exit 0"),
        ("fails to reload", "[ \"$1\" = -s ] && { echo boom >&2; exit 1; }"),
        ("refuses the new file", "[ \"$1\" = -t ] && { echo boom >&2; exit 1; }"),
        // The last by whom no user can be asked in its place.
        ("says so of a site without a name", "[ \"$1\" = -s ] && exit 0"),
    ];
    let site = rollout.edit_nginx(str::to_owned)?;
    for (what, lie) in lies {
        if what.contains("without a name") {
            rollout.edit_nginx(|site| site.replace(&format!("server_name {}", BACKEND.site), "server_name _"))?;
        }
        host.command("rm").arg(real).succeed()?;
        host.install(real, format!("#!/bin/sh\n{lie}\nexec {honest} \"$@\"\n"))?;
        host.make_executable(real)?;
        let ended = rollout.deploy("three")?;
        host.command("cp").args(["--remove-destination", honest, real]).succeed()?;
        ended.expect_saying(1, "serves as before")?;
        rollout.expect_world("two", Some("one"))?;
    }
    rollout.edit_nginx(|_| site)?;
    rollout.set(&[])?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok(lies.map(|(what, _)| what).join(", ") + ": put back, two went on serving")
}
