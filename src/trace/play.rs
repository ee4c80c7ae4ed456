//! Playing: an event meets every workflow, those that it starts run, and their end is the next event.

use super::TraceError;
use super::contexts::of_run;
use super::event::{At, Ended, Event};
use super::job;
use super::outcome::{self, Conclusion, Group, Happening, Idle, Run};
use super::reason::{in_order, why_not};
use super::world::World;
use crate::compile::{CompiledWorkflow, workflows};
use crate::description::{Organization, Repository};
use actions::expr::Contexts;
use actions::{Concurrency, Newcomer};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The most runs that `workflow_run` sets in motion one after another.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run>
const CHAIN: usize = 3;

/// Whoever plays events.
#[derive(Debug)]
pub struct Player<'a> {
    /// What is described.
    pub organization: &'a Organization,
    /// How the world is.
    pub world: &'a World,
    /// What was taken for granted so far.
    pub assumed: BTreeSet<String>,
    /// The images that were pushed so far.
    pub pushed: BTreeSet<String>,
    /// The steps whose failure or cancellation the trace came to.
    pub reached: BTreeSet<String>,
}

impl<'a> Player<'a> {
    /// What an event sets in motion. After the first event only the workflows of its repository are asked.
    ///
    /// # Errors
    /// An expression has no value, or a template cannot be rendered.
    pub fn happen(&mut self, event: &Event, depth: usize) -> Result<Happening, TraceError> {
        let mut happening = Happening {
            event: event.kind.name(),
            what: event.words(),
            repository: event.at.repository.clone(),
            runs: Vec::new(),
            idle: Vec::new(),
        };
        let organization = self.organization;
        for (index, repository) in organization.repositories.iter().enumerate() {
            let name = repository.name.as_str();
            if depth > 0 && name != event.at.repository {
                continue;
            }
            for written in workflows(organization, index, repository)? {
                match why_not(event, name, written.file, &written.workflow) {
                    Some(why) => happening.idle.push(Idle {
                        repository: name.to_owned(),
                        workflow: written.workflow.name,
                        file: written.file.to_owned(),
                        why,
                    }),
                    None => happening.runs.push(self.run(event, repository, &written, depth)?),
                }
            }
        }
        Ok(happening)
    }

    fn run(
        &mut self,
        event: &Event,
        repository: &'a Repository,
        written: &CompiledWorkflow<'a>,
        depth: usize,
    ) -> Result<Run, TraceError> {
        let workflow = &written.workflow;
        let contexts = of_run(event, workflow);
        let scene = job::Scene { event, repository, written };
        let mut jobs = IndexMap::new();
        let mut left = Vec::new();
        for (id, described) in in_order(&workflow.jobs) {
            let (played, stands) = self.job(&scene, id, described, &contexts, &jobs)?;
            left.extend(stands);
            jobs.insert(id.clone(), played);
        }
        let jobs: Vec<outcome::Job> = jobs.into_values().map(|played| played.outcome).collect();
        let mut run = Run {
            repository: repository.name.to_string(),
            workflow: workflow.name.clone(),
            file: written.file.to_owned(),
            conclusion: together(&jobs),
            group: workflow.concurrency.as_ref().map(|concurrency| group(concurrency, &contexts)).transpose()?,
            jobs,
            left,
            then: None,
        };
        if depth < CHAIN {
            let at = At { repository: run.repository.clone(), ..event.at.clone() };
            let ended = Ended {
                workflow: &run.workflow,
                branch: &event.branch,
                commit: &event.commit,
                conclusion: run.conclusion,
                event: event.kind.name(),
            };
            run.then = Some(Box::new(self.happen(&Event::run_ended(at, &ended), depth + 1)?));
        }
        Ok(run)
    }
}

/// How a run ends whose jobs end so.
fn together(jobs: &[outcome::Job]) -> Conclusion {
    let ran = jobs.iter().map(|job| job.conclusion).filter(|one| *one != Conclusion::Skipped);
    ran.max().unwrap_or(Conclusion::Skipped)
}

/// The concurrency group of a run or a job.
pub fn group<K>(concurrency: &Concurrency<K>, contexts: &Contexts) -> Result<Group, TraceError> {
    let newest_wins = match &concurrency.newcomer {
        Newcomer::Waits => false,
        Newcomer::Cancels => true,
        Newcomer::CancelsIf(condition) => condition.evaluate(contexts)?.is_true(),
    };
    Ok(Group { name: concurrency.group.evaluate(contexts)?, newest_wins })
}
