//! What the registry, and the way to it, can be like.

use anyhow::{Result, ensure};
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

use super::rollout::{Rollout, Service};
use crate::scenario::Shown;
use crate::stage::{REGISTRY, Run, Stage, USER};

/// Where the token lies that a run is given; no secret is ever an argument.
const TOKEN: &str = "/home/ubuntu/.token";
const ACCOUNT: &str = "mas-mr-mentor";

pub fn refuses(stage: &mut Stage, service: Service) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, service)?;
    rollout.host().as_user(USER, &format!("docker logout {REGISTRY}")).succeed()?;
    rollout.deploy("three")?.expect_saying(1, "could not be pulled")?;
    rollout.expect_world("two", Some("one"))?;

    rollout.prelude = format!("export GHCR_USERNAME={ACCOUNT}\n");
    rollout.deploy("three")?.expect_saying(2, "belong together")?;
    rollout.expect_world("two", Some("one"))?;

    rollout.prelude = format!("export GHCR_USERNAME={ACCOUNT} GHCR_TOKEN=$(cat {TOKEN})\n");
    give_token(&rollout, "not the token")?;
    rollout.deploy("three")?.expect_saying(1, &format!("{REGISTRY} refused the login of {ACCOUNT}"))?;
    rollout.expect_world("two", Some("one"))?;

    give_token(&rollout, &stage.account(ACCOUNT)?.token)?;
    rollout.deploy("three")?.expect(0)?;
    fs::remove_file(rollout.host().file(TOKEN))?;
    rollout.expect_world("three", Some("two"))?;
    Ok("without a login, half a login, a wrong one: two went on serving; with the right one three serves".to_owned())
}

fn give_token(rollout: &Rollout<'_>, token: &str) -> Result<()> {
    let file = rollout.host().file(TOKEN);
    fs::write(&file, "")?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600))?;
    fs::write(&file, token)?;
    rollout.host().give_home()
}

/// The way to the registry is cut after a part of the image has come.
pub fn cut(stage: &mut Stage, service: Service) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, service)?;
    let image = heavy(&mut rollout)?;
    rollout.adopt("heavy", image);
    rollout.set(&[("PULL_TIMEOUT", "5")])?;
    let registry = stage.registry.address.to_string();
    let from_registry = ["INPUT", "--source", &registry, "--protocol", "tcp"];
    let host = rollout.host();
    let table = |what: &[&str]| host.command("iptables").arg("--wait").args(what).succeed();
    let rule = |verb: &str, end: &[&str]| table(&[&[verb], &from_registry[..], end].concat());
    let (part, rest) = (["--match", "quota", "--quota", "300000", "--jump", "ACCEPT"], ["--jump", "DROP"]);
    rule("--insert", &rest)?;
    rule("--insert", &part)?;
    let ended = rollout.deploy("heavy");
    let counted = table(&["--list", "INPUT", "--numeric", "--verbose", "--exact"])?;
    rule("--delete", &part)?;
    rule("--delete", &rest)?;
    ended?.expect_saying(1, "could not be pulled")?;
    rollout.expect_world("two", Some("one"))?;
    let packets = |jump: &str| -> u64 {
        let line = counted.lines().find(|line| line.contains(jump) && line.contains(&registry)).unwrap_or_default();
        line.split_whitespace().next().and_then(|count| count.parse().ok()).unwrap_or(0)
    };
    let (arrived, dropped) = (packets("ACCEPT"), packets("DROP"));
    ensure!(arrived > 0 && dropped > 0, "the cut was not within the pull:\n{counted}");

    rollout.set(&[])?;
    rollout.deploy("heavy")?.expect(0)?;
    rollout.expect_world("heavy", Some("two"))?;
    Ok(format!("given up after {arrived} packets, two went on serving; with the way open again the image serves"))
}

/// An image that takes a while to come: 16 MB that no registry can compress.
fn heavy(rollout: &mut Rollout<'_>) -> Result<String> {
    let base = rollout.image("three")?;
    let image = format!("{REGISTRY}/{}:heavy", rollout.service.repository);
    let runner = &rollout.stage.runner;
    let context = tempfile::tempdir_in(runner.file("/tmp"))?;
    let folder = context.path();
    Command::new("dd")
        .args(["if=/dev/urandom", "bs=1M", "count=16"])
        .arg(format!("of={}/ballast", folder.display()))
        .succeed()?;
    fs::write(folder.join("Dockerfile"), format!("FROM {base}\nCOPY ballast /ballast\nENV BUILD=heavy\n"))?;
    let inside = format!("/tmp/{}", folder.file_name().unwrap_or_default().to_string_lossy());
    runner.docker().env("DOCKER_BUILDKIT", "0").args(["build", "--quiet", "--tag", &image, &inside]).succeed()?;
    runner.docker().args(["push", "--quiet", &image]).succeed()?;
    Ok(image)
}
