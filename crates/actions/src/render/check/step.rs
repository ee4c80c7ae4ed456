//! Steps.

use super::file::OPENING;
use super::name;
use crate::action::ActionReference;
use crate::expr::Text;
use crate::problem::StepProblem;
use crate::{Job, Problem, Step, StepWork, Work};
use indexmap::IndexMap;

/// The longest script, in characters.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsrun>
pub(super) const LONGEST_TEXT: usize = 21_000;

/// The longest time of a step, in minutes.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepstimeout-minutes>
const LONGEST: u64 = 360;

/// What is wrong with the steps of a job.
pub(super) fn problems(id: &str, job: &Job) -> Vec<Problem> {
    let Work::Steps(work) = &job.work else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for step in &work.steps {
        let here = |problem| Problem::Step { job: id.to_owned(), step: step.name.to_string(), problem };
        found.extend(of_step(step).into_iter().map(here));
    }
    found
}

fn of_step(step: &Step) -> Vec<StepProblem> {
    let mut found = match &step.work {
        StepWork::Run { script, shell, .. } => of_script(script, shell.as_deref()),
        StepWork::Uses { action, with } => of_action(action).into_iter().chain(of_inputs(with)).collect(),
    };
    found.extend(name::variables(&step.env).map(|(name, problem)| StepProblem::Variable { name, problem }));
    found.extend(step.contested.iter().map(|name| StepProblem::ContestedVariable { name: name.clone() }));
    if let Some(minutes) = step.timeout_minutes
        && !(1..=LONGEST).contains(&minutes)
    {
        found.push(StepProblem::Timeout { minutes });
    }
    found
}

fn of_script(script: &str, shell: Option<&str>) -> Vec<StepProblem> {
    let mut found = Vec::new();
    let length = script.encode_utf16().count();
    if script.trim().is_empty() {
        found.push(StepProblem::NoScript);
    } else if length > LONGEST_TEXT {
        found.push(StepProblem::ScriptTooLong { length });
    }
    found.extend(spliced(script));
    if let Some(shell) = shell
        && !name::is_shell(shell)
    {
        found.push(StepProblem::UnknownShell { shell: shell.to_owned() });
    }
    found
}

/// The input in which actions take a script, such as those for SSH and for GitHub's own API.
const SCRIPT: &str = "script";

fn of_inputs(with: &IndexMap<String, Text>) -> Option<StepProblem> {
    let script = with.iter().find(|(name, _)| name.eq_ignore_ascii_case(SCRIPT))?.1;
    // What is literal stands for itself, whatever it looks like.
    if script.literal().is_some() { None } else { spliced(&script.to_string()) }
}

/// The first expression in a script.
fn spliced(script: &str) -> Option<StepProblem> {
    let expression = &script[script.find(OPENING)?..];
    let expression = expression.split_inclusive("}}").next().unwrap_or_default().lines().next().unwrap_or_default();
    Some(StepProblem::Spliced { expression: expression.to_owned() })
}

fn of_action(action: &ActionReference) -> Option<StepProblem> {
    match action {
        ActionReference::Local(path) if !path.starts_with("./") => Some(StepProblem::NotLocal { action: path.clone() }),
        ActionReference::Image(image) if image.strip_prefix("docker://").is_none_or(|name| name.trim().is_empty()) => {
            Some(StepProblem::NoImage { action: image.clone() })
        }
        _ => None,
    }
}
