//! What a host can be like.

use anyhow::{Result, ensure};
use std::fs;
use std::process::Stdio;
use std::time::Duration;

use super::rollout::{BACKEND, Rollout, Service};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, deadline};

/// How long a script may take to end.
const SCRIPT: Duration = Duration::from_mins(5);
const PATIENCE: Duration = Duration::from_mins(1);

pub fn strangers(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let (color, port) = rollout.standby()?;

    let mut listener = rollout.host().command("/usr/bin/python3");
    listener.args(["-m", "http.server", "--bind", "127.0.0.1", &port.to_string()]);
    let mut listener = listener.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
    let host = rollout.host();
    let is_taken = || {
        let mut ss = host.command("ss");
        ss.args(["-Hltn", &format!("sport = :{port}")]).succeed().is_ok_and(|lines| !lines.is_empty())
    };
    deadline::until_true("the stranger listens", PATIENCE, is_taken)?;
    rollout.deploy("three")?.expect_saying(1, "python3")?;
    rollout.expect_world("two", Some("one"))?;
    ensure!(listener.try_wait()?.is_none(), "the stranger is gone");
    listener.kill()?;
    listener.wait()?;
    deadline::until_true("the port is free", PATIENCE, || !is_taken())?;

    rollout.stage.log_in(host, "mas-mr-mentor")?;
    let image = rollout.image("three")?;
    let run = |name: &str, port: u16| {
        let mut docker = rollout.host().docker();
        docker.args(["run", "--detach", "--name", name, "--publish", &format!("127.0.0.1:{port}:3000"), &image]);
        docker.succeed()
    };
    run("stranger", port)?;
    rollout.deploy("three")?.expect_saying(1, "stranger")?;
    rollout.host().docker().args(["rm", "--force", "stranger"]).succeed()?;
    rollout.expect_world("two", Some("one"))?;

    // Our name, somebody else's container.
    let name = rollout.container(color);
    rollout.host().docker().args(["rm", &name]).succeed()?;
    let mut docker = rollout.host().docker();
    docker.args(["run", "--detach", "--name", &name, "--publish", "127.0.0.1:3999:3000", &image]).succeed()?;
    rollout.deploy("three")?.expect_saying(1, &name)?;
    ensure!(rollout.containers()?[&name].0 == "running", "the stranger was touched");
    ensure!(rollout.answer()? == (200, "two".to_owned()), "two does not serve");
    rollout.host().docker().args(["rm", "--force", &name]).succeed()?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("a process, a container on the port, a container with the name: named, untouched; then three serves".to_owned())
}

pub fn environment(stage: &mut Stage, service: Service) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, service)?;
    let path = rollout.file(service.env_file);
    let file = rollout.host().file(&path);
    fs::remove_file(&file)?;
    rollout.deploy("three")?.expect_saying(1, &path)?;
    rollout.expect_world("two", Some("one"))?;

    let values: Vec<(&str, Vec<u8>)> = vec![
        ("SPACES", b"  a b  ".to_vec()),
        ("QUOTES", br#"'single' "double" `back`"#.to_vec()),
        ("SIGNS", br"$HOME ${X} #no \ \n %s = !".to_vec()),
        ("UNICODE", "é ü 漢字 🚀".into()),
        ("EMPTY", Vec::new()),
        ("LONG", vec![b'x'; 70_000]),
    ];
    let mut text = Vec::new();
    for (name, value) in &values {
        text.extend([name.as_bytes(), b"=", value, b"\n"].concat());
    }
    fs::write(&file, text)?;
    rollout.host().give_home()?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    let container = rollout.container(rollout.color()?);
    let mut inspect = rollout.host().docker();
    let process = inspect.args(["inspect", "--format", "{{.State.Pid}}", &container]).succeed()?;
    let environment = fs::read(rollout.host().file(&format!("/proc/{}/environ", process.trim())))?;
    let lines: Vec<&[u8]> = environment.split(|byte| *byte == 0).collect();
    for (name, value) in &values {
        let expected = [name.as_bytes(), b"=", value].concat();
        ensure!(lines.contains(&&expected[..]), "{name} did not arrive as it was written");
    }
    Ok(format!("without a file nothing changed; {} values arrived byte for byte", values.len()))
}

pub fn disk_full(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    rollout.image("three")?;
    let folder = rollout.service.folder;
    let host = rollout.host();
    let kept = format!("{folder}.kept");
    host.command("mv").args([folder, &kept]).succeed()?;
    host.command("mkdir").arg(folder).succeed()?;
    host.command("mount")
        .args(["-t", "tmpfs", "-o", "size=512k,uid=1000,gid=1000,mode=755", "full", folder])
        .succeed()?;
    host.command("cp").args(["-a", &format!("{kept}/."), folder]).succeed()?;
    let fill_up = format!("cat /dev/zero >{folder}/fill 2>/dev/null; df --output=avail {folder} | tail -1");
    let free = host.command("bash").args(["-c", &fill_up]).succeed()?;
    let full = rollout.deploy("three")?;
    let still = rollout.answer()?;
    let recorded = host.command("cat").arg(rollout.file(".current_env")).succeed()?;
    host.command("rm").arg(format!("{folder}/fill")).succeed()?;
    let then = rollout.deploy("three")?;
    host.command("cp").args(["-a", &format!("{folder}/."), &kept]).succeed()?;
    host.command("umount").arg(folder).succeed()?;
    host.command("rmdir").arg(folder).succeed()?;
    host.command("mv").args([&kept, folder]).succeed()?;
    host.command("rm").args(["-f", &rollout.file("fill")]).succeed()?;
    ensure!(free.trim() == "0", "the disk was not full: {free}");
    ensure!(matches!(full.status(), 1 | 2), "a full disk: {}\n{}", full.status(), full.text());
    ensure!(still == (200, "two".to_owned()), "two does not serve: {still:?}");
    ensure!(!recorded.trim().is_empty(), ".current_env is empty");
    then.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok(format!("refused: {}; with room again three serves", full.last_line()))
}

pub fn live_dead(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let kill = |rollout: &Rollout<'_>| -> Result<()> {
        let live = rollout.container(rollout.color()?);
        rollout.host().docker().args(["kill", &live]).succeed().map(drop)
    };
    kill(&rollout)?;
    rollout.check_health()?.expect(1)?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    kill(&rollout)?;
    rollout.deploy("never-healthy")?.expect_saying(3, "no healthy color serves")?;
    rollout.roll_back()?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    kill(&rollout)?;
    rollout.roll_back()?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("a deploy replaced it, a failed one said 3, a rollback brought it back, and again".to_owned())
}

pub fn engine_restart(stage: &mut Stage) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let mut deploy = rollout.start_deploy("never-healthy")?;
    rollout.await_container("never-healthy")?;
    let host = rollout.host();
    host.command("pkill").args(["-TERM", "-x", "dockerd"]).succeed()?;
    deadline::until_true("the Engine ends", PATIENCE, || {
        host.command("pgrep").args(["-x", "dockerd"]).answer().is_ok_and(|answer| !answer.is_success())
    })?;
    let start = "setsid dockerd </dev/null >>/var/log/dockerd.log 2>&1 & disown";
    host.command("bash").args(["-c", start]).succeed()?;
    let status = deadline::until("the deploy ends", SCRIPT, || Ok(deploy.try_wait()?))?.code();
    ensure!(matches!(status, Some(1 | 3)), "the deploy ended with {status:?}");
    deadline::until_true("the Engine answers", PATIENCE, || {
        host.docker().arg("version").answer().is_ok_and(|answer| answer.is_success())
    })?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", None)?;
    Ok(format!("the deploy ended with {}, the next one serves", status.unwrap_or_default()))
}

/// The machine loses its power while a deploy waits for its container.
pub fn reboot(stage: &mut Stage) -> Result<Shown> {
    {
        let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
        rollout.image("three")?;
        // Slow enough for the plug to be pulled before.
        rollout.provide("HEALTHY_AFTER_MS=20000\n")?;
        let _deploy = rollout.start_deploy("slow-to-be-healthy")?;
        rollout.await_container("slow-to-be-healthy")?;
    }
    stage.production.end();
    stage.production.start()?;
    let mut rollout = Rollout::again(stage, BACKEND);
    deadline::until_true("two serves again", PATIENCE, || {
        rollout.answer().is_ok_and(|answer| answer == (200, "two".to_owned()))
    })?;
    rollout.deploy("three")?.expect(0)?;
    rollout.expect_world("three", Some("two"))?;
    Ok("two served again by itself; the next deploy removed what was half-way and serves".to_owned())
}
