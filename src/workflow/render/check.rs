//! What GitHub would refuse in a workflow.

use crate::workflow::{Problem, Work, Workflow};
use std::collections::BTreeSet;

/// Everything that is wrong, in the order of the file.
pub(super) fn problems(workflow: &Workflow) -> Vec<Problem> {
    let mut problems = Vec::new();
    triggers(workflow, &mut problems);
    if workflow.jobs.is_empty() {
        problems.push(Problem::NoJobs);
    }
    for (id, job) in &workflow.jobs {
        if !is_id(id) {
            problems.push(Problem::InvalidId { what: "job", id: id.clone() });
        }
        needs(workflow, id, &job.needs, &mut problems);
        if let Work::Steps(work) = &job.work {
            if work.steps.is_empty() {
                problems.push(Problem::NoSteps { job: id.clone() });
            }
            step_ids(id, work.steps.iter().filter_map(|step| step.id.as_deref()), &mut problems);
        }
    }
    problems
}

fn triggers(workflow: &Workflow, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    if workflow.on.list.is_empty() {
        problems.push(Problem::NoTriggers);
    }
    for on in &workflow.on.list {
        let event = on.trigger.name();
        if !seen.insert(event) {
            problems.push(Problem::DuplicateTrigger { event });
        }
    }
}

fn needs(workflow: &Workflow, id: &str, needs: &[String], problems: &mut Vec<Problem>) {
    for needed in needs {
        if !workflow.jobs.contains_key(needed) {
            problems.push(Problem::UnknownNeed {
                job: id.to_owned(),
                needed: needed.clone(),
                jobs: workflow.jobs.keys().map(String::as_str).collect::<Vec<_>>().join(", "),
            });
        }
    }
    if let Some(through) = circle(workflow, id) {
        problems.push(Problem::CircularNeed { job: id.to_owned(), through: through.join(" -> ") });
    }
}

/// The shortest way from a job to itself.
fn circle<'a>(workflow: &'a Workflow, id: &'a str) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![id]];
    let mut seen = BTreeSet::new();
    while !ways.is_empty() {
        let mut next = Vec::new();
        for way in ways {
            let needs = way.last().and_then(|last| workflow.jobs.get(*last)).map(|job| &job.needs);
            for need in needs.into_iter().flatten() {
                let longer: Vec<&str> = way.iter().copied().chain([need.as_str()]).collect();
                if need == id {
                    return Some(longer);
                }
                if seen.insert(need.as_str()) {
                    next.push(longer);
                }
            }
        }
        ways = next;
    }
    None
}

fn step_ids<'a>(job: &str, ids: impl Iterator<Item = &'a str>, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    for id in ids {
        if !is_id(id) {
            problems.push(Problem::InvalidId { what: "step", id: id.to_owned() });
        }
        if !seen.insert(id) {
            problems.push(Problem::DuplicateStepId { job: job.to_owned(), id: id.to_owned() });
        }
    }
}

/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id>
fn is_id(id: &str) -> bool {
    let mut characters = id.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_'))
}
