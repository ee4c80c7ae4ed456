//! The conductor: what happened sets runs in motion, runs of one concurrency group make way for each other as they do on
//! GitHub, and the end of a run, whatever its conclusion, is the next event.

use anyhow::{Context as _, Result, bail};
use serde_json::Value;
use std::time::Duration;

use super::workflow::{Group, Workflow};
use super::{Conclusion, GitHub, Run, Running, event};
use crate::stage::{Repository, deadline};

/// How long everything that was set in motion may take.
const LIMIT: Duration = Duration::from_mins(10);

/// Runs that overlap. What waits starts, and what ended is followed, whenever something is awaited here.
#[derive(Debug)]
pub struct Conductor<'github, 'stage> {
    github: &'github GitHub<'stage>,
    live: Vec<Entry>,
    ended: Vec<Run>,
}

/// A run that has not ended.
#[derive(Debug)]
struct Entry {
    cause: Cause,
    groups: Vec<Group>,
    /// Nothing while it waits for its place.
    running: Option<Running>,
}

/// What a run is a run of.
#[derive(Debug)]
pub(super) struct Cause {
    /// Its number.
    pub number: u32,
    /// Where it happened,
    pub repository: Repository,
    /// on which branch
    pub branch: String,
    /// and commit,
    pub commit: String,
    /// and what runs because of it.
    pub workflow: Workflow,
    /// The event's name
    pub kind: String,
    /// and its fields.
    pub payload: Value,
}

impl<'github, 'stage> Conductor<'github, 'stage> {
    pub(super) const fn new(github: &'github GitHub<'stage>) -> Self {
        Self { github, live: Vec::new(), ended: Vec::new() }
    }

    /// A push of what was committed to a branch: the numbers of the runs that it sets in motion.
    pub fn push(&mut self, name: &str, branch: &str) -> Result<Vec<u32>> {
        let caused = self.github.pushed(name, branch)?;
        if let Some(first) = caused.first() {
            let started = caused.iter().map(|cause| cause.workflow.file.as_str());
            self.github.predicts("push", &first.payload, started)?;
        }
        caused.into_iter().map(|cause| self.admit(cause)).collect()
    }

    /// Somebody presses the button of a workflow, on a branch: the run's number.
    pub fn dispatch(&mut self, name: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Result<u32> {
        let cause = self.github.button(name, file, branch, inputs)?;
        self.admit(cause)
    }

    /// Somebody says something: every workflow of the default branch that listens to that event runs.
    pub fn say(&mut self, name: &str, kind: &str, payload: &Value) -> Result<Vec<u32>> {
        let activity = payload["action"].as_str().unwrap_or_default();
        let all = self.github.workflows(&self.github.stage.repository(name)?, "main")?;
        let payload = event::with_repository(&self.github.organization.full_name(name), payload.clone());
        self.all(name, "main", kind, &payload, all.into_iter().filter(|one| one.listens_to(kind, activity)))
    }

    /// Waits until a step of a run has begun.
    pub fn until_step(&mut self, number: u32, step: &str) -> Result<()> {
        deadline::until(&format!("{step} of run {number} begins"), LIMIT, || {
            self.go_on()?;
            if let Some(run) = self.ended.iter().find(|run| run.number == number) {
                bail!("run {number} ended and {step} had not begun:\n{}", run.tail());
            }
            let entry = self.live.iter().find(|entry| entry.cause.number == number);
            let running = entry.and_then(|entry| entry.running.as_ref());
            Ok(running.is_some_and(|running| running.has_begun(step)).then_some(()))
        })
    }

    /// Whether a run waits for its place.
    pub fn waits(&self, number: u32) -> bool {
        self.live.iter().any(|entry| entry.cause.number == number && entry.running.is_none())
    }

    /// Somebody cancels a run.
    pub fn cancel(&mut self, number: u32) -> Result<()> {
        let at = self.live.iter().position(|entry| entry.cause.number == number);
        let at = at.with_context(|| format!("run {number} is over"))?;
        self.call_off(at)
    }

    /// Waits until nothing runs any more and nothing waits: all runs, in the order in which they ended.
    pub fn settle(mut self) -> Result<Vec<Run>> {
        deadline::until("all runs have ended", LIMIT, || {
            self.go_on()?;
            Ok(self.live.is_empty().then_some(()))
        })?;
        Ok(self.ended)
    }

    fn all(
        &mut self,
        name: &str,
        branch: &str,
        kind: &str,
        payload: &Value,
        workflows: impl Iterator<Item = Workflow>,
    ) -> Result<Vec<u32>> {
        let workflows: Vec<Workflow> = workflows.collect();
        self.github.predicts(kind, payload, workflows.iter().map(|workflow| workflow.file.as_str()))?;
        workflows
            .into_iter()
            .map(|workflow| self.admit(self.github.cause(name, branch, workflow, kind, payload.clone())?))
            .collect()
    }

    /// A new run takes its place, or waits for it. Of those that wait in a group only the newest stays.
    fn admit(&mut self, cause: Cause) -> Result<u32> {
        let number = cause.number;
        let groups = cause.workflow.groups(&cause.kind, &cause.payload)?;
        let entry = Entry { cause, groups, running: None };
        let in_the_way = |other: &Entry| {
            let cancels = entry.groups.iter().any(|group| group.cancels && other.is_in(group, &entry.cause));
            cancels || (other.running.is_none() && entry.shares_with(other))
        };
        let mut older: Vec<u32> =
            self.live.iter().filter(|other| in_the_way(other)).map(|other| other.cause.number).collect();
        self.live.push(entry);
        while let Some(number) = older.pop() {
            self.cancel(number)?;
        }
        self.start_waiting()?;
        Ok(number)
    }

    fn call_off(&mut self, at: usize) -> Result<()> {
        if let Some(running) = &mut self.live[at].running {
            return running.cancel();
        }
        let Entry { cause, .. } = self.live.remove(at);
        let mut run = Run::new(cause.workflow.name.clone(), cause.number);
        run.conclusion = Conclusion::Cancelled;
        self.follow(&cause, run)
    }

    /// What ended is followed by what waits for it; what waits for its place starts.
    fn go_on(&mut self) -> Result<()> {
        let mut at = 0;
        while at < self.live.len() {
            let over = self.live[at].running.as_mut().map_or(Ok(false), Running::has_ended)?;
            if !over {
                at += 1;
                continue;
            }
            let Entry { cause, running, .. } = self.live.remove(at);
            if let Some(running) = running {
                self.follow(&cause, running.end()?)?;
            }
        }
        self.start_waiting()
    }

    fn start_waiting(&mut self) -> Result<()> {
        for at in 0..self.live.len() {
            let entry = &self.live[at];
            let free = || !self.live.iter().any(|other| other.running.is_some() && entry.shares_with(other));
            if entry.running.is_none() && free() {
                self.live[at].running = Some(self.github.act(&self.live[at].cause)?);
            }
        }
        Ok(())
    }

    /// The end of a run is an event for the workflows of the default branch.
    fn follow(&mut self, cause: &Cause, run: Run) -> Result<()> {
        let name = cause.repository.name.clone();
        let payload = event::workflow_run(&self.github.organization.full_name(&name), &run, cause);
        let waiting = self.github.workflows(&cause.repository, "main")?;
        let ended = cause.workflow.name.clone();
        self.ended.push(run);
        let next = waiting.into_iter().filter(|next| next.waits_for(&ended, &cause.branch));
        self.all(&name, "main", "workflow_run", &payload, next).map(drop)
    }
}

impl Entry {
    fn is_in(&self, group: &Group, of: &Cause) -> bool {
        self.cause.repository.name == of.repository.name && self.groups.iter().any(|own| own.name == group.name)
    }

    fn shares_with(&self, other: &Self) -> bool {
        self.cause.number != other.cause.number && self.groups.iter().any(|group| other.is_in(group, &self.cause))
    }
}
