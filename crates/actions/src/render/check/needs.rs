//! Which job waits for which.

use super::list;
use crate::Workflow;
use crate::problem::JobProblem;
use std::collections::BTreeSet;

pub(super) fn problems(workflow: &Workflow, id: &str, needs: &[String]) -> Vec<JobProblem> {
    let mut found = Vec::new();
    let mut seen = BTreeSet::new();
    for needed in needs {
        if !workflow.jobs.contains_key(needed) {
            found.push(JobProblem::UnknownNeed { needed: needed.clone(), jobs: list(workflow.jobs.keys()) });
        }
        if !seen.insert(needed) {
            found.push(JobProblem::RepeatedNeed { needed: needed.clone() });
        }
    }
    if let Some(through) = circle(workflow, id) {
        found.push(JobProblem::CircularNeed { through: through.join(" -> ") });
    }
    found
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
