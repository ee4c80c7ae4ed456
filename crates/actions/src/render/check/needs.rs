//! Which job waits for which.

use super::choices;
use crate::problem::syntax;
use crate::{Problem, Workflow};
use std::collections::BTreeSet;

pub(super) fn problems(workflow: &Workflow, id: &str, needs: &[String]) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |message: String, fix: String| {
        found.push(Problem::new(message, fix, syntax!("jobsjob_idneeds")).at("needs"));
    };
    let mut seen = BTreeSet::new();
    for needed in needs {
        if !workflow.jobs.contains_key(needed) {
            let message = format!("needs `{needed}`, which is not a job of the workflow");
            add(message, choices("jobs", workflow.jobs.keys()));
        }
        if !seen.insert(needed) {
            add(format!("needs `{needed}` twice"), "name it once".to_owned());
        }
    }
    if let Some(through) = circle(workflow, id) {
        add(format!("needs itself: {}", through.join(" -> ")), "remove one of these needs".to_owned());
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
