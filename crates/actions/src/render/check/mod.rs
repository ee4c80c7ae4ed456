//! What GitHub would refuse in a workflow, or read otherwise than it was meant.
//!
//! A file a subject: [`trigger`] and the [`pattern`]s in its filters, [`job`] with its [`needs`], its [`matrix`] and its
//! [`call`], [`step`], what expressions name ([`reference`], found by [`expressions`]), the [`name`]s of all of them, and at last the whole [`file`], as it would be printed.

mod call;
mod expressions;
mod file;
mod job;
mod matrix;
mod name;
mod needs;
mod pattern;
mod reference;
mod step;
mod trigger;

pub(super) use file::{in_keys, in_text};

use crate::expr::Text;
use crate::problem::WorkflowProblem;
use crate::{Concurrency, Problem, Workflow};

/// Everything that is wrong, in the order of the file.
pub(super) fn problems(workflow: &Workflow) -> Vec<Problem> {
    let mut problems = Vec::new();
    if workflow.name.trim().is_empty() || workflow.name.contains('\n') {
        problems.push(WorkflowProblem::NoName.into());
    }
    trigger::problems(workflow, &mut problems);
    problems.extend(reference::of_results(workflow));
    for (name, problem) in name::variables(&workflow.env) {
        problems.push(WorkflowProblem::Variable { name, problem }.into());
    }
    if has_no_group(workflow.concurrency.as_ref()) {
        problems.push(WorkflowProblem::NoGroup.into());
    }
    problems.extend(reference::of_workflow(workflow));
    if workflow.jobs.is_empty() {
        problems.push(WorkflowProblem::NoJobs.into());
    }
    for (id, job) in &workflow.jobs {
        let found = job::problems(workflow, id, job).into_iter();
        problems.extend(found.map(|problem| Problem::Job { job: id.clone(), problem }));
        problems.extend(step::problems(id, job));
        problems.extend(reference::of_job(workflow, id, job));
    }
    problems
}

/// Whether text is known to hold nothing.
fn is_blank<K>(text: &Text<K>) -> bool {
    text.literal().is_some_and(|text| text.trim().is_empty())
}

/// Whether there is a concurrency group that is known to have no name.
fn has_no_group<K>(concurrency: Option<&Concurrency<K>>) -> bool {
    concurrency.is_some_and(|concurrency| is_blank(&concurrency.group))
}

/// The group's name as it is printed, which tells groups apart before they are evaluated.
fn group<K>(concurrency: Option<&Concurrency<K>>) -> Option<String> {
    concurrency.map(|concurrency| concurrency.group.to_string())
}

/// Names, for messages.
fn list<'a>(names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}
