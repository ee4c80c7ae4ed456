//! The search for secrets that follows every scenario: what it finds, and what it leaves alone.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use crate::scenario::{Scenario, Shown};
use crate::stage::leaks::Secrets;
use crate::stage::{Behaviour, Machine, Run, Stage, deadline};

/// The group.
pub const SCENARIOS: &[Scenario] = &[Scenario::new(
    "secrets",
    "search",
    "a secret in an argument, a log or a file that others can read is found, and none elsewhere",
    run,
)];

/// Nothing that the stage itself keeps secret: it is meant to get out.
const PLANTED: &str = "planted-where-it-should-not-be";

fn run(stage: &mut Stage) -> Result<Shown> {
    let secrets = Secrets::default();
    secrets.add(PLANTED);
    let clean = stage.search_for(&secrets, stage.sample_processes());
    clean.expect_none()?;

    let processes = stage.sample_processes();
    let mut child = stage.development.command("bash");
    let mut child = child.args(["-c", "read -r line", PLANTED]).stdin(Stdio::piped()).spawn()?;
    let before = processes.samples();
    deadline::until_true("it was looked twice", Duration::from_secs(20), || processes.samples() > before + 2)?;
    drop(child.stdin.take());
    child.wait().context("the process with the secret")?;

    let home = stage.production.file("/home/ubuntu");
    place(&home.join("open/note"), 0o755, 0o644)?;
    place(&home.join("private/note"), 0o700, 0o644)?;
    place(&home.join("owned/note"), 0o755, 0o600)?;
    place(&home.join("owned/run.log"), 0o755, 0o600)?;
    stage.log_in(&stage.production, "MAS-intern")?;
    let image = stage.publish("mas-mr-mentor/probe", "leak", PLANTED, Behaviour::Healthy)?;
    print_in_container(&stage.production, &image)?;
    let found = stage.search_for(&secrets, processes);
    stage.production.docker().args(["rm", "--force", "leak"]).succeed()?;
    for folder in ["open", "private", "owned"] {
        fs::remove_dir_all(home.join(folder))?;
    }

    let places: BTreeSet<&str> = found.leaks.iter().map(|leak| leak.place.as_str()).collect();
    let kinds = ["process list", "open/note", "owned/run.log", "-json.log"];
    for kind in kinds {
        ensure!(places.iter().any(|place| place.ends_with(kind)), "nothing was found in {kind}: {places:?}");
    }
    ensure!(places.len() == kinds.len(), "more was found than others can read: {places:?}");
    Ok(format!(
        "{} planted ones found, two that only their owner reads left alone; {} logs, {} files, {} samples",
        kinds.len(),
        found.logs,
        found.files,
        found.samples
    ))
}

/// A file with the secret in it.
fn place(file: &Path, folder_mode: u32, mode: u32) -> Result<()> {
    let folder = file.parent().context("no folder")?;
    fs::create_dir_all(folder)?;
    fs::write(file, PLANTED)?;
    fs::set_permissions(file, Permissions::from_mode(mode))?;
    Ok(fs::set_permissions(folder, Permissions::from_mode(folder_mode))?)
}

/// A container whose log tells the secret: the application names its build when it begins.
fn print_in_container(machine: &Machine, image: &str) -> Result<()> {
    machine.docker().args(["run", "--detach", "--name", "leak", image]).succeed()?;
    deadline::until_true("the container has printed", Duration::from_secs(20), || {
        machine.docker().args(["logs", "leak"]).answer().is_ok_and(|said| said.text().contains(PLANTED))
    })
}
