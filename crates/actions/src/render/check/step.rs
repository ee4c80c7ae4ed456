//! Steps.

use super::file::OPENING;
use super::name;
use crate::action::ActionReference;
use crate::expr::Text;
use crate::problem::syntax;
use crate::{Job, Position, Problem, Step, StepWork, Work};
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
    let each = work.steps.iter().enumerate();
    each.flat_map(|(index, step)| of_step(step).into_iter().map(move |problem| within(id, index, step, problem)))
        .collect()
}

/// A problem of the step at this index of a job.
pub(in crate::render) fn within(job: &str, index: usize, step: &Step, problem: Problem) -> Problem {
    problem.within(Position::job(job).step(index), format_args!("the step `{}` of the job `{job}` ", step.name))
}

fn of_step(step: &Step) -> Vec<Problem> {
    let mut found = match &step.work {
        StepWork::Run { script, shell, .. } => of_script(script, shell.as_deref()),
        StepWork::Uses { action, with } => of_action(action).into_iter().chain(of_inputs(with)).collect(),
    };
    found.extend(name::variables(&step.env));
    found.extend(step.contested.iter().map(|name| {
        let message = format!("sets the variable `{name}` to two values, of which one would be lost");
        let position = Position::workflow().key("env").key(name);
        Problem::new(message, "rename one of the two", syntax!("jobsjob_idstepsenv")).within(position, "")
    }));
    if let Some(minutes) = step.timeout_minutes
        && !(1..=LONGEST).contains(&minutes)
    {
        let documentation = syntax!("jobsjob_idstepstimeout-minutes");
        let problem = Problem::new(format!("has a timeout of {minutes} minutes"), "set 1 to 360", documentation);
        found.push(problem.at("timeout-minutes"));
    }
    found
}

fn of_script(script: &str, shell: Option<&str>) -> Vec<Problem> {
    let documentation = syntax!("jobsjob_idstepsrun");
    let mut found = Vec::new();
    let length = script.encode_utf16().count();
    if script.trim().is_empty() {
        let problem = Problem::new("has an empty script", "add a command, or remove the step", documentation);
        found.push(problem.at("run"));
    } else if length > LONGEST_TEXT {
        let message = format!("has a script of {length} characters");
        let fix = format!("move it to a file of the repository: GitHub accepts at most {LONGEST_TEXT}");
        found.push(Problem::new(message, fix, documentation).at("run"));
    }
    found.extend(spliced(script).map(|problem| problem.at("run")));
    if let Some(problem) = shell.and_then(|shell| name::shell(shell, syntax!("jobsjob_idstepsshell"))) {
        found.push(problem.within(Position::workflow().key("shell"), "has the "));
    }
    found
}

/// The input in which actions take a script, such as those for SSH and for GitHub's own API.
const SCRIPT: &str = "script";

fn of_inputs(with: &IndexMap<String, Text>) -> Option<Problem> {
    let (name, script) = with.iter().find(|(name, _)| name.eq_ignore_ascii_case(SCRIPT))?;
    // Literal text is printed so that GitHub reads no expression in it.
    let spliced = if script.literal().is_some() { None } else { spliced(&script.to_string()) };
    spliced.map(|problem| problem.within(Position::workflow().key("with").key(name), ""))
}

/// The first expression in a script.
fn spliced(script: &str) -> Option<Problem> {
    let expression = &script[script.find(OPENING)?..];
    let expression = expression.split_inclusive("}}").next().unwrap_or_default().lines().next().unwrap_or_default();
    Some(Problem::new(
        format!(
            "has `{expression}` in its script: GitHub inserts the value before the shell reads the script, so whoever \
             controls the value can run commands"
        ),
        "pass it as a variable, `.env(\"NAME\", ...)`, and read `\"$NAME\"`",
        "https://docs.github.com/actions/reference/security/secure-use#good-practices-for-mitigating-script-injection-attacks",
    ))
}

fn of_action(action: &ActionReference) -> Option<Problem> {
    let (message, fix) = match action {
        ActionReference::Local(path) if !path.starts_with("./") => {
            (format!("uses the action `{path}` of the repository itself"), "start its path with `./`")
        }
        ActionReference::Image(image) if image.strip_prefix("docker://").is_none_or(|name| name.trim().is_empty()) => {
            (format!("uses the image `{image}`"), "start it with `docker://`, and name an image after it")
        }
        _ => return None,
    };
    Some(Problem::new(message, fix, syntax!("jobsjob_idstepsuses")).at("uses"))
}
