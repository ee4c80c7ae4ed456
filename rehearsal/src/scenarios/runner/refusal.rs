//! What scripts/rehearse says when it cannot run.

use anyhow::{Result, ensure};
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::scenario::Shown;
use crate::stage::{CACHE, ROOT, Run, Stage};

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let script = format!("{ROOT}/scripts/rehearse");
    // All that it needs to find out that cargo is not there.
    let tools = stage.folder.join("tools");
    fs::create_dir_all(&tools)?;
    for tool in ["bash", "dirname", "mkdir", "df", "awk"] {
        let path = Command::new("sh").args(["-c", &format!("command -v {tool}")]).succeed()?;
        symlink(path.trim(), tools.join(tool))?;
    }

    let mut stranger = Command::new("unshare");
    stranger.args(["--user", "bash", &script]);
    let mut poor = Command::new("bash");
    poor.arg(&script).env("PATH", &tools);
    let mut full = Command::new("unshare");
    let small = format!("mount -t tmpfs -o size=10m small '{ROOT}/{CACHE}' && exec '{script}'");
    full.args(["--mount", "bash", "-c", &small]);
    let mut unknown = Command::new(std::env::current_exe()?);
    unknown.args(["--only", "nothing"]);

    let mut crowded = Command::new("unshare");
    let routes = "ip link add crowd type bridge && ip address add 10.99.0.1/16 dev crowd && ip link set crowd up";
    crowded.args(["--net", "bash", "-c", &format!("{routes} && exec \"$0\" --only stage/ssh")]);
    crowded.arg(std::env::current_exe()?);

    let cases = [
        ("not root", stranger, "run sudo scripts/rehearse"),
        ("a missing tool", poor, "there is no cargo; install it"),
        ("no space", full, "are free for target/; 5000 are needed"),
        ("no network", crowded, "no network is free for the stage; free one of"),
        ("an unknown scenario", unknown, "there is no scenario nothing; --list tells them"),
    ];
    let count = cases.len();
    for (what, mut command, words) in cases {
        let answer = command.answer()?;
        let said = answer.complaint.trim_end();
        ensure!(answer.status.code() == Some(2), "{what}: {} {}", answer.status, answer.text());
        ensure!(said.starts_with("rehearse: ") && said.contains(words), "{what}: it says {said:?}");
        ensure!(said.lines().count() == 1 && answer.output.is_empty(), "{what}: {}", answer.text());
    }
    Ok(format!("{count} refusals"))
}
