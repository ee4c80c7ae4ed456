//! What pipewright's `trace` predicts of an event, held against what was run: the workflows that start, how their runs
//! end, and which steps run and which are skipped. `trace` is given the payload that `act` is given, and told which steps
//! failed or were cut off: that alone is not to be predicted.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::{Conclusion, GitHub, Run};
use crate::stage::{ROOT, Run as _};

/// How many runs were held against what was predicted of them.
static COMPARED: AtomicUsize = AtomicUsize::new(0);

/// How many runs were held against what was predicted of them.
pub fn compared() -> usize {
    COMPARED.load(Ordering::Relaxed)
}

/// How an event is predicted.
#[derive(Debug)]
pub struct Prediction {
    pipewright: PathBuf,
    description: Option<PathBuf>,
    event: &'static str,
    payload: PathBuf,
}

impl Prediction {
    /// The event that lies in that file.
    pub(super) fn of(github: &GitHub<'_>, kind: &str, payload: PathBuf) -> Self {
        let event = match kind {
            "push" => "push",
            "workflow_dispatch" => "dispatch",
            "workflow_run" => "workflow-run",
            _ => "comment",
        };
        let pipewright = github.stage.product.pipewright.clone();
        Self { pipewright, description: github.description.clone(), event, payload }
    }

    fn ask(&self, world: &[&str]) -> Result<Value> {
        let mut pipewright = Command::new(&self.pipewright);
        pipewright.current_dir(ROOT);
        if let Some(description) = &self.description {
            pipewright.arg("--spec").arg(description);
        }
        pipewright.args(["trace", self.event, "--format", "json"]).arg("--payload").arg(&self.payload).args(world);
        let text = pipewright.succeed().context("the trace of what is run")?;
        let trace: Value = serde_json::from_str(&text)?;
        Ok(trace["happenings"][0].clone())
    }

    /// The files of the workflows that the event starts are these.
    pub(super) fn starts<'f>(&self, started: impl Iterator<Item = &'f str>) -> Result<()> {
        let started: BTreeSet<&str> = started.collect();
        let happening = self.ask(&[])?;
        let runs = happening["runs"].as_array().context("a trace without runs")?;
        let prediction: BTreeSet<&str> = runs.iter().filter_map(|run| run["file"].as_str()).collect();
        ensure!(prediction == started, "{started:?} started at {}, predicted: {prediction:?}", self.event);
        Ok(())
    }

    /// The run of that file went as it was predicted.
    pub(super) fn came_true(&self, file: &str, run: &Run) -> Result<()> {
        let is_cancelled = run.conclusion == Conclusion::Cancelled;
        let ended = |name: &String| run.step(name);
        let went_wrong = run.begun.iter().filter(|name| ended(name) != Some(Conclusion::Success));
        let word = if is_cancelled { "--cancel" } else { "--fail" };
        // What is skipped or fails after a cancellation follows from it.
        let wrong: Vec<&String> = went_wrong.take(if is_cancelled { 1 } else { usize::MAX }).collect();
        if is_cancelled && wrong.is_empty() {
            // It was cut off between two steps, which nothing can predict.
            return Ok(());
        }
        let chosen: Vec<&str> = wrong.iter().flat_map(|name| [word, name.as_str()]).collect();
        let happening = self.ask(&chosen)?;
        let runs = happening["runs"].as_array().context("a trace without runs")?;
        let prediction =
            runs.iter().find(|run| run["file"] == file).with_context(|| format!("{file} was not predicted"))?;
        let conclusion = prediction["conclusion"].as_str().unwrap_or_default();
        let actual = run.conclusion.name();
        ensure!(conclusion == actual, "{file} ended with {actual}, predicted: {conclusion}\n{}", run.tail());
        let job = &prediction["jobs"][0];
        let steps = job["steps"].as_array().context("a job without steps")?;
        let that = |is_skipped: bool| {
            let meant = steps.iter().filter(move |step| (step["conclusion"] == "skipped") == is_skipped);
            meant.filter_map(|step| step["name"].as_str()).collect::<Vec<_>>()
        };
        let begun: Vec<&str> = run.begun.iter().map(String::as_str).collect();
        ensure!(begun == that(false), "{file} ran {begun:?}, predicted: {:?}", that(false));
        let skipped =
            run.steps.iter().filter(|(_, ended)| *ended == Conclusion::Skipped).map(|(name, _)| name.as_str());
        let unforeseen: Vec<&str> = skipped.filter(|name| !that(true).contains(name)).collect();
        ensure!(unforeseen.is_empty(), "{file} skipped {unforeseen:?}, predicted: {:?}", that(true));
        COMPARED.fetch_add(1, Ordering::Relaxed);
        Ok(())
    }
}

impl GitHub<'_> {
    /// The trace predicts that the event starts the workflows of these files, and no other.
    pub(super) fn predicts<'f>(
        &self,
        kind: &str,
        payload: &Value,
        started: impl Iterator<Item = &'f str>,
    ) -> Result<()> {
        // Beside the folder of the runs, whose entries are counted.
        let file = self.stage.folder.join(format!("event-before-run-{}.json", self.runs.get() + 1));
        fs::write(&file, payload.to_string())?;
        Prediction::of(self, kind, file).starts(started)
    }
}
