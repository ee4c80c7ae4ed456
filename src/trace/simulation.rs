//! A simulation: an event is offered to every workflow, those that it starts run, and the end of a run is the next event.

use super::TraceError;
use super::contexts::of_run;
use super::event::{EndedRun, Event, EventOrigin};
use super::job::RunContext;
use super::outcome::{Conclusion, EventOutcome, Group, IdleWorkflow, JobOutcome, RunOutcome};
use super::reason::{in_order, why_not};
use super::scenario::Scenario;
use crate::compile::{Compiled, CompiledRepository, CompiledWorkflow};
use crate::description::Repository;
use actions::expr::Contexts;
use actions::{CancelInProgress, Concurrency};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The most runs that `workflow_run` sets in motion one after another.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run>
const CHAIN: usize = 3;

/// A simulation of events.
#[derive(Debug)]
pub struct Simulation<'a> {
    /// The description, compiled.
    pub compiled: &'a Compiled<'a>,
    /// What fails, and what is cancelled.
    pub scenario: &'a Scenario,
    /// What was assumed so far.
    pub assumed: BTreeSet<String>,
    /// The images that were pushed so far.
    pub pushed: BTreeSet<String>,
    /// The steps whose failure or cancellation the trace came to.
    pub reached: BTreeSet<String>,
}

impl<'a> Simulation<'a> {
    /// What an event sets in motion. After the first event only the workflows of its repository are asked.
    ///
    /// # Errors
    /// An expression has no value.
    pub fn event(&mut self, event: &Event, depth: usize) -> Result<EventOutcome, TraceError> {
        let (mut runs, mut idle) = (Vec::new(), Vec::new());
        for CompiledRepository { repository, workflows, .. } in &self.compiled.repositories {
            let name = repository.name.as_str();
            if depth > 0 && name != event.at.repository {
                continue;
            }
            for compiled in workflows {
                match why_not(event, name, compiled.file(), &compiled.workflow) {
                    Some(why) => idle.push(IdleWorkflow {
                        repository: name.to_owned(),
                        workflow: compiled.workflow.name.clone(),
                        file: compiled.file().to_owned(),
                        why,
                    }),
                    None => runs.push(self.run(event, repository, compiled, depth)?),
                }
            }
        }
        Ok(EventOutcome {
            event: event.kind.name(),
            what: event.words(),
            repository: event.at.repository.clone(),
            runs,
            idle,
        })
    }

    fn run(
        &mut self,
        event: &Event,
        repository: &'a Repository,
        compiled: &'a CompiledWorkflow<'a>,
        depth: usize,
    ) -> Result<RunOutcome, TraceError> {
        let workflow = &compiled.workflow;
        let contexts = of_run(event, workflow);
        let context = RunContext { event, repository, compiled };
        let mut jobs = IndexMap::new();
        let mut left = Vec::new();
        for (id, described) in in_order(&workflow.jobs) {
            let (job, states) = self.job(&context, id, described, &contexts, &jobs)?;
            left.extend(states);
            jobs.insert(id.clone(), job);
        }
        let jobs: Vec<JobOutcome> = jobs.into_values().map(|job| job.outcome).collect();
        let mut run = RunOutcome {
            repository: repository.name.to_string(),
            workflow: workflow.name.clone(),
            file: compiled.file().to_owned(),
            conclusion: together(&jobs),
            group: workflow.concurrency.as_ref().map(|concurrency| group(concurrency, &contexts)).transpose()?,
            jobs,
            left,
            then: None,
        };
        if depth < CHAIN {
            let at = EventOrigin { repository: run.repository.clone(), ..event.at.clone() };
            let ended = EndedRun {
                workflow: &run.workflow,
                branch: &event.branch,
                commit: &event.commit,
                conclusion: run.conclusion,
                event: event.kind.name(),
            };
            run.then = Some(Box::new(self.event(&Event::run_ended(at, &ended), depth + 1)?));
        }
        Ok(run)
    }
}

/// How a run ends whose jobs end so.
fn together(jobs: &[JobOutcome]) -> Conclusion {
    let ran = jobs.iter().map(|job| job.conclusion).filter(|one| *one != Conclusion::Skipped);
    ran.max().unwrap_or(Conclusion::Skipped)
}

/// The concurrency group of a run or a job.
pub fn group<K>(concurrency: &Concurrency<K>, contexts: &Contexts) -> Result<Group, TraceError> {
    let newest_wins = match &concurrency.cancel_in_progress {
        CancelInProgress::Never => false,
        CancelInProgress::Always => true,
        CancelInProgress::If(condition) => condition.evaluate(contexts)?.is_true(),
    };
    Ok(Group { name: concurrency.group.evaluate(contexts)?, newest_wins })
}
