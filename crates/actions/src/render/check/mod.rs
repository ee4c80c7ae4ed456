//! What GitHub would refuse in a workflow, or read in another way than it was meant.
//!
//! A file a subject: [`trigger`] and the [`pattern`]s in its filters, [`job`] with its [`needs`], its [`matrix`] and its
//! [`call`], [`step`], what expressions name ([`reference`]) and where they are ([`expressions`]), the [`name`]s of all of them,
//! and at last the whole [`file`], as it would be printed.

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
pub(super) use step::within as of_step;

use crate::expr::Text;
use crate::problem::syntax;
use crate::{Concurrency, Position, Problem, Workflow};

/// Everything that is wrong, in the order of the file.
pub(super) fn problems(workflow: &Workflow) -> Vec<Problem> {
    let of_workflow = |problem: Problem| problem.within(Position::workflow(), "the workflow ");
    let mut problems = Vec::new();
    if workflow.name.trim().is_empty() || workflow.name.contains('\n') {
        let fix = "set one: `workflow_run` triggers refer to it";
        problems.push(of_workflow(Problem::new("has no name of one line", fix, syntax!("name")).at("name")));
    }
    trigger::problems(workflow, &mut problems);
    problems.extend(reference::of_results(workflow));
    problems.extend(name::variables(&workflow.env).map(of_workflow));
    problems.extend(unnamed_group(workflow.concurrency.as_ref(), syntax!("concurrency")).map(of_workflow));
    problems.extend(reference::of_workflow(workflow));
    if workflow.jobs.is_empty() {
        problems.push(of_workflow(Problem::new("has no job", "add at least one", syntax!("jobs")).at("jobs")));
    }
    for (id, job) in &workflow.jobs {
        problems.extend(job::problems(workflow, id, job));
        problems.extend(step::problems(id, job));
        problems.extend(reference::of_job(workflow, id, job));
    }
    problems
}

/// Whether text is known to hold nothing.
fn is_blank<K>(text: &Text<K>) -> bool {
    text.literal().is_some_and(|text| text.trim().is_empty())
}

/// A concurrency group that is known to have no name.
fn unnamed_group<K>(concurrency: Option<&Concurrency<K>>, documentation: &'static str) -> Option<Problem> {
    let problem = || Problem::new("has a concurrency group without a name", "name it", documentation);
    concurrency.filter(|concurrency| is_blank(&concurrency.group)).map(|_| problem().at("concurrency"))
}

/// The group's name as it is printed, by which groups are compared before they are evaluated.
fn group<K>(concurrency: Option<&Concurrency<K>>) -> Option<String> {
    concurrency.map(|concurrency| concurrency.group.to_string())
}

/// The fix for a name that is not one of these.
fn choices<'a>(what: &str, names: impl IntoIterator<Item = &'a String>) -> String {
    let names: Vec<&str> = names.into_iter().map(String::as_str).collect();
    if names.is_empty() {
        format!("declare it: there are no {what}")
    } else {
        format!("use one of the {what}: {}", names.join(", "))
    }
}
