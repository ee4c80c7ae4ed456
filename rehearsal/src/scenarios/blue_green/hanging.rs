//! A docker that does not answer.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::time::{Duration, Instant};

use super::contenders::ended;
use super::impostor::Impostor;
use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, deadline};

const PATIENCE: Duration = Duration::from_mins(1);
/// How long a command that is told to stop may hang, if nobody tells it.
const HANG: Duration = Duration::from_secs(40);

/// Of docker's commands those that a deploy needs before users see anything of it; `*` is all of them.
const COMMANDS: [&str; 8] = ["*", "version", "ps", "container", "image", "pull", "network", "run"];

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    rollout.set(&[("DOCKER_TIMEOUT", "2"), ("PULL_TIMEOUT", "2"), ("HEALTH_TIMEOUT", "10")])?;
    let host = rollout.host();
    for command in COMMANDS {
        // One of them does not listen either.
        let deaf = if command == "ps" { "trap '' TERM; sleep 1000; exit 1" } else { "exec sleep 1000" };
        let script = format!("#!/bin/sh\ncase $1 in\n  {command}) {deaf} ;;\nesac\nexec /usr/bin/docker \"$@\"\n");
        let impostor = Impostor::of(host, "docker", &script)?;
        let deployed = rollout.deploy("three").with_context(|| format!("docker {command} hangs"))?;
        let health = if command == "*" { Some((rollout.check_health()?, rollout.roll_back()?)) } else { None };
        drop(impostor);
        ensure!(
            matches!(deployed.status(), 1..=3),
            "docker {command} hangs, and the deploy ended with {}:\n{}",
            deployed.status(),
            deployed.text()
        );
        if let Some((health, back)) = health {
            health.expect(2)?;
            ensure!(matches!(back.status(), 1..=3), "the rollback ended with {}:\n{}", back.status(), back.text());
        }
        let answer = rollout.answer()?;
        ensure!(answer == (200, "two".to_owned()), "docker {command} hangs, and the site answers {answer:?}");
    }
    rollout.set(&[])?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok(format!("{} commands: each deploy ended and the old build served; then three serves", COMMANDS.len()))
}

/// A signal comes while one of docker's commands hangs; the next ones work again.
pub fn told(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let host = rollout.host();
    let mark = "/tmp/hangs";
    for command in ["version", "ps", "container", "run"] {
        let script = format!(
            "#!/bin/sh\nif [ \"$1\" = {command} ] && [ ! -e {mark} ]; then\n  : >{mark}\n  exec sleep {}\nfi\n\
             exec /usr/bin/docker \"$@\"\n",
            HANG.as_secs()
        );
        let impostor = Impostor::of(host, "docker", &script)?;
        let deploy = rollout.start_deploy("three")?;
        deadline::until_true("it hangs", PATIENCE, || host.file(mark).exists())?;
        let process = rollout.lock_holder();
        let start = Instant::now();
        host.command("kill").args(["-TERM", &process]).succeed()?;
        let (status, text) = ended(deploy)?;
        let time = start.elapsed();
        drop(impostor);
        fs::remove_file(host.file(mark))?;
        ensure!(status == 1 && text.contains("got SIGTERM"), "docker {command}: {status}\n{text}");
        ensure!(time < HANG / 2, "docker {command} hung, and the signal was heard after {}s", time.as_secs());
        rollout.expect_world("two", Some("one"))?;
    }
    Ok("a signal ended each deploy at once".to_owned())
}
