//! Chains of workflows of a repository, each started by the one before.

use super::problem::page;
use super::{Position, Problem, Trigger, Workflow};

/// The most workflows that `workflow_run` starts one after another. The first of the chain does not count.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run>
const MOST: usize = 3;

/// The workflows of a repository that GitHub would never start, because too many come before them; each by its index. One
/// that waits for itself in the end is among them.
pub fn problems(workflows: &[&Workflow]) -> Vec<(usize, Problem)> {
    let before: Vec<Vec<usize>> = workflows.iter().map(|workflow| before(workflow, workflows)).collect();
    // The workflow before each in a chain of one, of two, and so on.
    let mut chains: Vec<Vec<Option<usize>>> = Vec::new();
    for _ in 0..=MOST {
        let last = chains.last();
        let goes_on = |index: &usize| last.is_none_or(|chain| chain[*index].is_some());
        let next = before.iter().map(|before| before.iter().copied().find(goes_on)).collect();
        chains.push(next);
    }
    let Some(longest) = chains.last() else { return Vec::new() };
    let too_long = longest.iter().enumerate().filter(|(_, before)| before.is_some());
    too_long
        .map(|(index, _)| {
            let mut names = vec![format!("`{}`", workflows[index].name)];
            let mut at = index;
            for chain in chains.iter().rev() {
                let Some(before) = chain[at] else { break };
                names.push(format!("`{}`", workflows[before].name));
                at = before;
            }
            names.reverse();
            let problem = Problem::new(
                format!("the trigger `workflow_run` is at the end of a chain that is too long: {}", names.join(", ")),
                "merge some of these workflows: GitHub starts at most three after the first",
                page!("workflows-and-actions/events-that-trigger-workflows#workflow_run"),
            );
            (index, problem.within(Position::trigger("workflow_run"), ""))
        })
        .collect()
}

/// The workflows whose runs start this one.
fn before(workflow: &Workflow, all: &[&Workflow]) -> Vec<usize> {
    let names: Vec<&String> = workflow
        .on
        .list
        .iter()
        .filter_map(|on| match &on.trigger {
            Trigger::WorkflowRun(run) => Some(run.workflows()),
            _ => None,
        })
        .flatten()
        .collect();
    let known = all.iter().enumerate().filter(|(_, other)| names.contains(&&other.name));
    known.map(|(index, _)| index).collect()
}
