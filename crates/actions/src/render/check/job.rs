//! Jobs.

use super::{call, group, is_blank, matrix, name, needs, unnamed_group};
use crate::problem::{page, syntax};
use crate::{Access, Container, EnvironmentReference, Job, Position, Problem, Runner, Scope, Steps, Work, Workflow};
use std::collections::BTreeMap;

/// The longest name of an environment, in characters.
///
/// Source: <https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments#creating-an-environment>
const LONGEST_ENVIRONMENT: usize = 255;

/// How long a GitHub-hosted runner works on a job, in minutes: six hours.
///
/// Source: <https://docs.github.com/actions/reference/limits#existing-system-limits>
const HOSTED: u64 = 6 * 60;

/// How long a self-hosted runner works on a job, in minutes: five days.
///
/// Source: <https://docs.github.com/actions/reference/limits#existing-system-limits>
const SELF_HOSTED: u64 = 5 * 24 * 60;

pub(super) fn problems(workflow: &Workflow, id: &str, job: &Job) -> Vec<Problem> {
    let of_id = |problem: Problem| problem.within(Position::job(id), format_args!("the job id `{id}` "));
    let of_job = |problem: Problem| problem.within(Position::job(id), format_args!("the job `{id}` "));
    let mut found = needs::problems(workflow, id, &job.needs);
    found.extend(permissions(job));
    found.extend(concurrency(workflow, job));
    if let Some(strategy) = &job.strategy {
        let problems = matrix::problems(strategy).into_iter();
        found.extend(problems.map(|problem| problem.within(Position::workflow().key("strategy"), "has a matrix ")));
    }
    match &job.work {
        Work::Steps(work) => found.extend(steps(work)),
        Work::Call(call) => {
            let uses = call.workflow.uses();
            let problems = call::problems(workflow, call).into_iter();
            found.extend(problems.map(|problem| problem.within(Position::workflow(), format_args!("calls `{uses}`"))));
        }
    }
    name::id(id).map(of_id).into_iter().chain(found.into_iter().map(of_job)).collect()
}

fn concurrency(workflow: &Workflow, job: &Job) -> Option<Problem> {
    let group = group(job.concurrency.as_ref())?;
    if let Some(problem) = unnamed_group(job.concurrency.as_ref(), syntax!("jobsjob_idconcurrency")) {
        return Some(problem);
    }
    let is_own = Some(&group) == self::group(workflow.concurrency.as_ref()).as_ref();
    let message = format!("has the concurrency group `{group}` of its own workflow, and would wait for itself");
    is_own.then(|| Problem::new(message, "rename one", syntax!("jobsjob_idconcurrency")).at("concurrency"))
}

/// Permissions that GitHub does not have: an identity can only be written, models can only be read.
fn permissions(job: &Job) -> Vec<Problem> {
    let only = |scope| match scope {
        Scope::IdToken => Some(Access::Write),
        Scope::Models => Some(Access::Read),
        _ => None,
    };
    let permissions = job.permissions();
    let wrong = permissions.iter().filter_map(|(scope, access)| {
        let only = only(scope).filter(|only| *only != access)?;
        let message = format!("has the permission `{}: {}`, which does not exist", scope.word(), access.word());
        let fix = format!("use `{}: {}`", scope.word(), only.word());
        Some(Problem::new(message, fix, syntax!("jobsjob_idpermissions")).at("permissions"))
    });
    wrong.collect()
}

fn steps(work: &Steps) -> Vec<Problem> {
    let mut found = Vec::new();
    if has_no_runner(&work.runs_on) {
        let documentation = syntax!("jobsjob_idruns-on");
        found.push(Problem::new("has a runner without a label", "name at least one", documentation).at("runs-on"));
    }
    found.extend(work.environment.as_ref().and_then(environment));
    found.extend(work.outputs.keys().filter_map(|name| {
        let problem = Problem { documentation: syntax!("jobsjob_idoutputs"), ..name::id(name)? };
        let position = Position::workflow().key("outputs").key(name);
        Some(problem.within(position, format_args!("has the output `{name}`, which ")))
    }));
    found.extend(name::variables(&work.env));
    if let Some(shell) = work.defaults.as_ref().and_then(|defaults| defaults.shell.as_ref()) {
        let problem = name::shell(shell, syntax!("defaultsrunshell"));
        found.extend(
            problem.map(|problem| problem.at("run").within(Position::workflow().key("defaults"), "has the default ")),
        );
    }
    found.extend(work.timeout_minutes.and_then(|minutes| timeout(minutes, &work.runs_on)));
    if let Some(container) = &work.container {
        if is_blank(&container.image) {
            let fix = "name an image, or remove the container";
            let problem = Problem::new("has a container without an image", fix, syntax!("jobsjob_idcontainerimage"));
            found.push(problem.at("container"));
        }
        found.extend(container_variables("container", container));
    }
    for (name, service) in &work.services {
        found.extend(container_variables(name, service));
    }
    if work.steps.is_empty() {
        found.push(Problem::new("has no step", "add at least one", syntax!("jobsjob_idsteps")));
    }
    found.extend(step_ids(work));
    found
}

fn environment(environment: &EnvironmentReference) -> Option<Problem> {
    let name = environment.name.literal()?;
    let length = name.chars().count();
    let problem = if name.trim().is_empty() {
        Problem::new("has an environment without a name", "name it, or remove it", syntax!("jobsjob_idenvironment"))
    } else if length > LONGEST_ENVIRONMENT {
        Problem::new(
            format!("has an environment whose name has {length} characters"),
            format!("use at most {LONGEST_ENVIRONMENT}"),
            "https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments#creating-an-environment",
        )
    } else {
        return None;
    };
    Some(problem.at("environment"))
}

fn has_no_runner(runner: &Runner) -> bool {
    match runner {
        Runner::UbuntuLatest => false,
        Runner::Label(label) => is_blank(label),
        Runner::Labels(labels) => labels.is_empty() || labels.iter().any(is_blank),
        Runner::Group { group, labels } => is_blank(group) || labels.iter().any(is_blank),
    }
}

fn timeout(minutes: u64, runner: &Runner) -> Option<Problem> {
    let (kind, most) = match runner {
        Runner::UbuntuLatest => ("GitHub-hosted", HOSTED),
        Runner::Label(label) if is_hosted(&label.to_string()) => ("GitHub-hosted", HOSTED),
        _ => ("self-hosted", SELF_HOSTED),
    };
    let problem = match minutes {
        0 => {
            let fix = "set at least 1, or remove it: the default is 360";
            Problem::new("has a timeout of 0 minutes", fix, syntax!("jobsjob_idtimeout-minutes"))
        }
        _ if minutes > most => {
            let message = format!("has a timeout of {minutes} minutes, but a {kind} runner ends a job after {most}");
            Problem::new(message, format!("set at most {most}"), page!("limits#existing-system-limits"))
        }
        _ => return None,
    };
    Some(problem.at("timeout-minutes"))
}

/// Whether a label is one of GitHub's own, such as `ubuntu-24.04`.
///
/// Source: <https://docs.github.com/actions/reference/runners/github-hosted-runners#standard-github-hosted-runners-for-public-repositories>
fn is_hosted(label: &str) -> bool {
    ["ubuntu-", "windows-", "macos-"].iter().any(|system| label.starts_with(system))
}

fn container_variables<'a>(name: &'a str, container: &'a Container) -> impl Iterator<Item = Problem> + 'a {
    let wrong = container.env.keys().filter(|variable| !name::is_container_variable(variable));
    wrong.map(move |variable| {
        let message = format!("sets the variable `{variable}` in its container `{name}`");
        let fix = "use a name that is not empty and has no `=` and no space";
        Problem::new(message, fix, syntax!("jobsjob_idcontainerenv"))
    })
}

/// Ids of steps; GitHub takes those for one that differ in the case of their letters alone.
fn step_ids(work: &Steps) -> Vec<Problem> {
    let documentation = syntax!("jobsjob_idstepsid");
    let mut found = Vec::new();
    let mut seen = BTreeMap::new();
    for (index, step) in work.steps.iter().enumerate() {
        let Some(id) = &step.id else {
            continue;
        };
        let position = Position::workflow().step(index).key("id");
        found.extend(name::id(id).map(|problem| {
            let words = format!("has a step with the id `{id}`, which ");
            Problem { documentation, ..problem }.within(position.clone(), words)
        }));
        if let Some((first, first_id)) = seen.insert(id.to_ascii_lowercase(), (&step.name, id)) {
            let message =
                format!("has two steps with one id, `{first}` (id `{first_id}`) and `{}` (id `{id}`)", step.name);
            let problem = Problem::new(message, "rename one: GitHub ignores the case of letters", documentation);
            found.push(problem.within(position, ""));
        }
    }
    found
}
