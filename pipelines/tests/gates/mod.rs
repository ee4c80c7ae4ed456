//! Every `if` of MAS / Mr. Mentor's workflows, in the reference's sentences: what happened, and whether it runs then.
//!
//! The conditions are those of the compiled workflows; [`every_gate_has_its_sentences`] counts them.

mod assistants;
mod deployments;
mod events;
mod members;
mod steps;

use pipewright::actions::expr::{Contexts, Expr};
use pipewright::actions::{Job, Work};
use pipewright::compile::compile;
use pipewright::prelude::*;

/// The one job of a workflow, such as `("mr-mentor-backend", "claude.yml")`.
fn job((repository, file): (&str, &str)) -> Job {
    let found = jobs().into_iter().find(|(at, _)| (at.0.as_str(), at.1.as_str()) == (repository, file));
    found.unwrap_or_else(|| panic!("{repository} has no {file}")).1
}

/// Every job, with its repository and file.
fn jobs() -> Vec<((String, String), Job)> {
    let organization = pipelines::organization();
    let mut jobs = Vec::new();
    let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
    for (repository, compiled) in compile(&organization, &lock).unwrap().workflows() {
        let at = (repository.name.to_string(), compiled.file().to_owned());
        jobs.extend(compiled.workflow.jobs.values().map(|job| (at.clone(), job.clone())));
    }
    jobs
}

/// Whether the job of the workflow runs after the event.
fn runs(at: (&str, &str), event: &Contexts) -> bool {
    job(at).condition.is_none_or(|gate| holds(&gate, event))
}

fn holds<K>(gate: &Expr<bool, K>, event: &Contexts) -> bool {
    gate.holds(event).unwrap()
}

/// The steps that ask for more than success, with the job's repository and file.
fn guarded_steps() -> Vec<(String, String, String)> {
    let mut guarded = Vec::new();
    for ((repository, file), job) in jobs() {
        let Work::Steps(work) = &job.work else { continue };
        let steps = work.steps.iter().filter(|step| step.condition.is_some());
        guarded.extend(steps.map(|step| (repository.clone(), file.clone(), step.name.to_string())));
    }
    guarded
}

#[test]
fn every_gate_has_its_sentences() {
    let gates: Vec<(String, String)> =
        jobs().into_iter().filter(|(_, job)| job.condition.is_some()).map(|(at, _)| at).collect();
    let spoken_of = [&deployments::ALL[..], &assistants::ALL[..]].concat();
    let mut missing = gates.clone();
    missing.retain(|(repository, file)| !spoken_of.contains(&(repository.as_str(), file.as_str())));
    assert_eq!(missing, Vec::<(String, String)>::new());
    assert_eq!(gates.len(), spoken_of.len());
    let mut unspoken = guarded_steps();
    unspoken.retain(|(repository, file, step)| {
        !steps::ALL.contains(&((repository.as_str(), file.as_str()), step.as_str()))
    });
    assert_eq!(unspoken, Vec::<(String, String, String)>::new());
    assert_eq!(guarded_steps().len(), steps::ALL.len());
}
