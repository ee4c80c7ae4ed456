//! A rehearsal that is stopped in the middle.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::time::{Duration, SystemTime};

use crate::scenario::Shown;
use crate::stage::{Run, Stage, deadline};

const PATIENCE: Duration = Duration::from_mins(1);

pub fn told(stage: &mut Stage) -> Result<Shown> {
    let signals = [("INT", 130), ("TERM", 143), ("HUP", 129)];
    for (signal, status) in signals {
        let mut other = Other::start(stage)?;
        let left = other.belongings()?;
        Command::new("kill").args([format!("-{signal}"), other.child.id().to_string()]).succeed()?;
        let ended = other.end()?;
        ensure!(ended == Some(status), "after SIG{signal} it ended with {ended:?}");
        let still = left.still_there();
        ensure!(still.is_empty(), "after SIG{signal} it left {still:?}");
    }
    Ok(format!("{} signals: nothing was left", signals.len()))
}

pub fn killed(stage: &mut Stage) -> Result<Shown> {
    let mut other = Other::start(stage)?;
    let left = other.belongings()?;
    other.child.kill()?;
    other.child.wait()?;
    ensure!(!left.still_there().is_empty(), "a killed rehearsal left nothing: what is there to clear?");
    // Whoever raises a stage next clears it; also one of those that are run meanwhile.
    let mut next = Other::start(stage)?;
    let still = left.still_there();
    Command::new("kill").arg(next.child.id().to_string()).succeed()?;
    next.end()?;
    ensure!(still.is_empty(), "the next one left {still:?}");
    Ok(format!("{} processes and a folder, found and cleared", left.processes.len()))
}

/// Another rehearsal, whose stage stands.
struct Other {
    child: Child,
    talk: BufReader<ChildStderr>,
    folder: PathBuf,
}

impl Other {
    fn start(stage: &Stage) -> Result<Self> {
        let mut child = Command::new(std::env::current_exe()?)
            .args(["--only", "stage/reboot"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut talk = BufReader::new(child.stderr.take().context("no pipe")?);
        let mut line = String::new();
        while talk.read_line(&mut line)? > 0 {
            if let Some((_, rest)) = line.split_once("rehearse: stage ") {
                let number = rest.split(' ').next().unwrap_or_default();
                return Ok(Self { child, talk, folder: stage.folder.with_file_name(number) });
            }
        }
        bail!("the other rehearsal raised no stage:\n{line}")
    }

    /// Its exit status.
    fn end(&mut self) -> Result<Option<i32>> {
        let status = deadline::until("the other rehearsal ends", PATIENCE, || Ok(self.child.try_wait()?))?;
        self.talk.read_to_string(&mut String::new())?;
        Ok(status.code())
    }

    fn belongings(&self) -> Result<Belongings> {
        let processes = processes_of(&self.folder);
        ensure!(!processes.is_empty(), "no process belongs to {}", self.folder.display());
        Ok(Belongings { since: fs::metadata(&self.folder)?.created()?, folder: self.folder.clone(), processes })
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What a stage has on this machine. Its number may be given to another stage at once, so that numbers prove nothing.
struct Belongings {
    folder: PathBuf,
    since: SystemTime,
    processes: Vec<(u32, String)>,
}

impl Belongings {
    fn still_there(&self) -> Vec<String> {
        let now = processes_of(&self.folder);
        let mut still: Vec<String> =
            self.processes.iter().filter(|process| now.contains(process)).map(|(id, _)| id.to_string()).collect();
        if fs::metadata(&self.folder).and_then(|folder| folder.created()).is_ok_and(|since| since == self.since) {
            still.push(self.folder.display().to_string());
        }
        still
    }
}

/// The processes that name this folder or something in it: their IDs, and when they began.
fn processes_of(folder: &Path) -> Vec<(u32, String)> {
    let names_it = |word: &[u8]| Path::new(&*String::from_utf8_lossy(word)).starts_with(folder);
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten().filter_map(|entry| {
        let id: u32 = entry.file_name().to_str()?.parse().ok()?;
        let line = fs::read(entry.path().join("cmdline")).ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // The 22nd field, counted behind the name, which may hold anything.
        let began = stat.rsplit(')').next()?.split_whitespace().nth(19)?.to_owned();
        line.split(|byte| *byte == 0).any(names_it).then_some((id, began))
    });
    processes.collect()
}
