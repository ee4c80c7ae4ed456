//! A run that goes on: it is watched while `act` tells what it does, can be cancelled as GitHub cancels, and has an end.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use super::prediction::Prediction;
use super::run::{Conclusion, Run};
use super::workflow::Workflow;
use crate::stage::{Run as _, children, deadline};

/// How long a run may take.
const LIMIT: Duration = Duration::from_mins(8);
/// What GitHub's runner grants a step between SIGINT and SIGTERM,
const BEFORE_TERMINATION: Duration = Duration::from_millis(7500);
/// and between SIGTERM and SIGKILL.
const BEFORE_KILL: Duration = Duration::from_millis(2500);

/// A run that goes on; dropping it ends it at once.
#[derive(Debug)]
pub struct Running {
    /// Its number.
    pub number: u32,
    outer: Child,
    told: Arc<Mutex<Run>>,
    /// The file of its workflow,
    file: String,
    /// and how many steps begin when nothing goes wrong.
    steps: usize,
    /// What is predicted of it.
    prediction: Prediction,
    readers: Vec<JoinHandle<()>>,
    folder: PathBuf,
    cancelled: bool,
    start: Instant,
}

impl Running {
    /// Starts `act`; its own files lie in the folder.
    pub(super) fn start(
        act: &mut Command,
        run: Run,
        workflow: &Workflow,
        folder: PathBuf,
        prediction: Prediction,
    ) -> Result<Self> {
        let (file, steps) = (workflow.file.clone(), workflow.steps);
        let number = run.number;
        let told = Arc::new(Mutex::new(run));
        let log = Arc::new(Mutex::new(File::create(folder.join("log.json"))?));
        let mut outer = act.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        let output = outer.stdout.take().context("no pipe")?;
        let complaint = outer.stderr.take().context("no pipe")?;
        let readers = vec![listen(output, &told, &log), listen(complaint, &told, &log)];
        Ok(Self {
            number,
            file,
            steps,
            prediction,
            outer,
            told,
            readers,
            folder,
            cancelled: false,
            start: Instant::now(),
        })
    }

    /// What it has told so far.
    pub fn so_far(&self) -> MutexGuard<'_, Run> {
        self.told.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a step of that name has begun.
    pub fn has_begun(&self, step: &str) -> bool {
        self.so_far().begun.iter().any(|begun| begun == step)
    }

    /// Whether it has come to its end.
    pub fn has_ended(&mut self) -> Result<bool> {
        ensure!(self.start.elapsed() < LIMIT, "run {} takes too long:\n{}", self.number, self.so_far().tail());
        Ok(self.outer.try_wait()?.is_some())
    }

    /// Waits until a step of that name has begun; an error when the run ends without it.
    pub fn until_step(&mut self, step: &str) -> Result<()> {
        deadline::until(&format!("{step} begins"), LIMIT, || {
            let ended = self.has_ended()?;
            if self.has_begun(step) {
                return Ok(Some(()));
            }
            if ended {
                bail!("the run ended and {step} had not begun:\n{}", self.so_far().tail());
            }
            Ok(None)
        })
    }

    /// Waits until it has said that; an error when it ends without it.
    pub fn until_said(&mut self, text: &str) -> Result<()> {
        deadline::until(&format!("run {} says {text}", self.number), LIMIT, || {
            let ended = self.has_ended()?;
            let said = self.so_far().log.contains(text);
            ensure!(said || !ended, "the run ended and had not said {text}:\n{}", self.so_far().tail());
            Ok(said.then_some(()))
        })
    }

    /// Cancels it as GitHub's runner does. The process of the step gets SIGINT, SIGTERM 7.5 s later and SIGKILL, with all
    /// its children, 2.5 s after that; then the steps that ask for `always()` or `cancelled()` run. `act` alone would
    /// kill the step at once: it is held meanwhile, and learns of the cancellation before it learns of the step's end.
    pub fn cancel(&mut self) -> Result<()> {
        if self.cancelled || self.has_ended()? {
            return Ok(());
        }
        self.cancelled = true;
        let Some(act) = self.act() else { return Ok(()) };
        signal("STOP", &[act])?;
        let steps = children(act);
        let granted = [("INT", BEFORE_TERMINATION), ("TERM", BEFORE_KILL)];
        let obeyed = granted.iter().any(|(name, grace)| {
            signal(name, &steps).is_ok()
                && deadline::until_true("the step ends", *grace, || steps.iter().all(|step| is_over(*step))).is_ok()
        });
        if !obeyed {
            let all: Vec<u32> = steps.iter().flat_map(|step| family(*step)).collect();
            signal("KILL", &all)?;
        }
        signal("INT", &[act])?;
        // nsenter stops when its child is stopped.
        signal("CONT", &[self.outer.id(), act])
    }

    /// Waits for its end, which must be as it was predicted.
    pub fn end(mut self) -> Result<Run> {
        let limit = LIMIT.saturating_sub(self.start.elapsed());
        deadline::until("the run ends", limit, || Ok(self.has_ended()?.then_some(())))?;
        // What a step left behind may hold the pipes open for ever.
        let heard = || self.readers.iter().all(JoinHandle::is_finished);
        deadline::until_true("all is heard", Duration::from_secs(5), heard).ok();
        let mut run = self.so_far().clone();
        run.records = records(&self.folder.join("records"))?;
        // What people see of the run; act's own messages, which name everything, are in log.json.
        fs::write(self.folder.join("printed.log"), &run.log)?;
        // `act` may call it a success when every step that still ran was one.
        if self.cancelled && (run.conclusion != Conclusion::Success || run.begun.len() < self.steps) {
            run.conclusion = Conclusion::Cancelled;
        }
        self.prediction.came_true(&self.file, &run)?;
        Ok(run)
    }

    /// The process of `act` itself, as this machine numbers it: the first below `nsenter` that is called so.
    fn act(&self) -> Option<u32> {
        family(self.outer.id()).into_iter().find(|process| {
            fs::read_to_string(format!("/proc/{process}/comm")).is_ok_and(|name| name.trim_end() == "act")
        })
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if matches!(self.outer.try_wait(), Ok(None)) {
            signal("KILL", &family(self.outer.id())).ok();
            self.outer.wait().ok();
        }
    }
}

/// A process and all below it.
fn family(process: u32) -> Vec<u32> {
    let below = children(process).into_iter().flat_map(family);
    std::iter::once(process).chain(below).collect()
}

/// Whether a process has ended, also when nobody has taken notice yet.
fn is_over(process: u32) -> bool {
    fs::read_to_string(format!("/proc/{process}/stat"))
        .map_or(true, |text| text.rsplit(") ").next().is_some_and(|state| state.starts_with('Z')))
}

/// Sends a signal to those that still live.
fn signal(name: &str, processes: &[u32]) -> Result<()> {
    let living: Vec<String> = processes.iter().filter(|process| !is_over(**process)).map(u32::to_string).collect();
    if !living.is_empty() {
        // One that ends meanwhile is no failure.
        Command::new("kill").arg(format!("-{name}")).args(living).answer()?;
    }
    Ok(())
}

fn listen(from: impl Read + Send + 'static, told: &Arc<Mutex<Run>>, log: &Arc<Mutex<File>>) -> JoinHandle<()> {
    let (told, log) = (Arc::clone(told), Arc::clone(log));
    thread::spawn(move || {
        for line in BufReader::new(from).lines().map_while(Result::ok) {
            writeln!(log.lock().unwrap_or_else(PoisonError::into_inner), "{line}").ok();
            told.lock().unwrap_or_else(PoisonError::into_inner).hear(&line);
        }
    })
}

/// What the stand-ins of actions wrote down, by their name.
fn records(folder: &Path) -> Result<Vec<(String, Value)>> {
    let mut records = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        for line in fs::read_to_string(&path)?.lines() {
            records.push((name.clone(), serde_json::from_str(line).context("a record")?));
        }
    }
    Ok(records)
}
