//! Jobs.

use super::{call, group, has_no_group, is_blank, matrix, name, needs};
use crate::problem::JobProblem;
use crate::{Access, Container, Job, Runner, Scope, Steps, Work, Workflow};
use std::collections::BTreeMap;

/// The longest name of an environment, in characters.
///
/// Source: <https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments#creating-an-environment>
const LONGEST_ENVIRONMENT: usize = 255;

/// How long GitHub's own runners work on a job, in minutes: six hours.
///
/// Source: <https://docs.github.com/actions/reference/limits#existing-system-limits>
const HOSTED: u64 = 6 * 60;

/// How long an own runner works on a job, in minutes: five days.
///
/// Source: <https://docs.github.com/actions/reference/limits#existing-system-limits>
const SELF_HOSTED: u64 = 5 * 24 * 60;

pub(super) fn problems(workflow: &Workflow, id: &str, job: &Job) -> Vec<JobProblem> {
    let mut found: Vec<JobProblem> = name::id(id).map(JobProblem::Id).into_iter().collect();
    found.extend(needs::problems(workflow, id, &job.needs));
    found.extend(permissions(job));
    if has_no_group(job.concurrency.as_ref()) {
        found.push(JobProblem::NoGroup);
    } else if let Some(group) = group(job.concurrency.as_ref())
        && Some(&group) == self::group(workflow.concurrency.as_ref()).as_ref()
    {
        found.push(JobProblem::OwnGroup { group });
    }
    if let Some(strategy) = &job.strategy {
        found.extend(matrix::problems(strategy).into_iter().map(JobProblem::Matrix));
    }
    match &job.work {
        Work::Steps(work) => found.extend(steps(work)),
        Work::Call(call) => {
            let called = call.workflow.uses();
            let problems = call::problems(workflow, call).into_iter();
            found.extend(problems.map(|problem| JobProblem::Call { called: called.clone(), problem }));
        }
    }
    found
}

/// Permissions that GitHub does not have: an identity can only be written, models can only be read.
fn permissions(job: &Job) -> Vec<JobProblem> {
    let only = |scope| match scope {
        Scope::IdToken => Some(Access::Write),
        Scope::Models => Some(Access::Read),
        _ => None,
    };
    let permissions = job.permissions();
    let wrong = permissions.iter().filter_map(|(scope, access)| {
        only(scope).filter(|only| *only != access).map(|only| JobProblem::NoSuchPermission { scope, access, only })
    });
    wrong.collect()
}

fn steps(work: &Steps) -> Vec<JobProblem> {
    let mut found = Vec::new();
    if has_no_runner(&work.runs_on) {
        found.push(JobProblem::NoRunner);
    }
    if let Some(environment) = &work.environment
        && let Some(name) = environment.name.literal()
    {
        let length = name.chars().count();
        if name.trim().is_empty() {
            found.push(JobProblem::NoEnvironment);
        } else if length > LONGEST_ENVIRONMENT {
            found.push(JobProblem::EnvironmentTooLong { length });
        }
    }
    let outputs = work.outputs.keys().filter_map(|name| Some((name.clone(), name::id(name)?)));
    found.extend(outputs.map(|(name, problem)| JobProblem::Output { name, problem }));
    found.extend(name::variables(&work.env).map(|(name, problem)| JobProblem::Variable { name, problem }));
    if let Some(shell) = work.defaults.as_ref().and_then(|defaults| defaults.shell.as_ref())
        && !name::is_shell(shell)
    {
        found.push(JobProblem::UnknownShell { shell: shell.clone() });
    }
    found.extend(work.timeout_minutes.and_then(|minutes| timeout(minutes, &work.runs_on)));
    if let Some(container) = &work.container {
        if is_blank(&container.image) {
            found.push(JobProblem::NoImage);
        }
        found.extend(container_variables("container", container));
    }
    for (name, service) in &work.services {
        found.extend(container_variables(name, service));
    }
    if work.steps.is_empty() {
        found.push(JobProblem::NoSteps);
    }
    found.extend(step_ids(work));
    found
}

fn has_no_runner(runner: &Runner) -> bool {
    match runner {
        Runner::UbuntuLatest => false,
        Runner::Label(label) => is_blank(label),
        Runner::Labels(labels) => labels.is_empty() || labels.iter().any(is_blank),
        Runner::Group { group, labels } => is_blank(group) || labels.iter().any(is_blank),
    }
}

fn timeout(minutes: u64, runner: &Runner) -> Option<JobProblem> {
    let (kind, most) = match runner {
        Runner::UbuntuLatest => ("a runner of GitHub's", HOSTED),
        Runner::Label(label) if is_hosted(&label.to_string()) => ("a runner of GitHub's", HOSTED),
        _ => ("an own runner", SELF_HOSTED),
    };
    match minutes {
        0 => Some(JobProblem::NoTime),
        _ if minutes > most => Some(JobProblem::TooMuchTime { minutes, runner: kind, most }),
        _ => None,
    }
}

/// Whether a label is one of GitHub's own, such as `ubuntu-24.04`.
///
/// Source: <https://docs.github.com/actions/reference/runners/github-hosted-runners#standard-github-hosted-runners-for-public-repositories>
fn is_hosted(label: &str) -> bool {
    ["ubuntu-", "windows-", "macos-"].iter().any(|system| label.starts_with(system))
}

fn container_variables<'a>(name: &'a str, container: &'a Container) -> impl Iterator<Item = JobProblem> + 'a {
    let wrong = container.env.keys().filter(|variable| !name::is_container_variable(variable));
    wrong.map(|variable| JobProblem::ContainerVariable { container: name.to_owned(), name: variable.clone() })
}

/// Ids of steps; GitHub takes those for one that differ in the case of their letters alone.
fn step_ids(work: &Steps) -> Vec<JobProblem> {
    let mut found = Vec::new();
    let mut seen = BTreeMap::new();
    for step in &work.steps {
        let Some(id) = &step.id else {
            continue;
        };
        found.extend(name::id(id).map(|problem| JobProblem::StepId { id: id.clone(), problem }));
        if let Some((first, first_id)) = seen.insert(id.to_ascii_lowercase(), (&step.name, id)) {
            found.push(JobProblem::RepeatedStepId {
                first: first.to_string(),
                first_id: first_id.clone(),
                second: step.name.to_string(),
                second_id: id.clone(),
            });
        }
    }
    found
}
