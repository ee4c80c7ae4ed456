//! The keys whose expressions name something: of the workflow, of a job, of a step.

use crate::expr::{Expr, Reference, Text};
use crate::{
    Call, CallSecrets, CancelInProgress, Concurrency, Container, Job, Matrix, Runner, Step, StepWork, Steps, Variables,
    Work, Workflow,
};

/// What the keys of the workflow itself name.
pub(super) fn by_workflow(workflow: &Workflow) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    found.extend(workflow.run_name.iter().flat_map(Text::references));
    found.extend(by_variables(&workflow.env));
    found.extend(workflow.concurrency.iter().flat_map(by_concurrency));
    found
}

/// What the keys of a job itself name; its outputs are read when all its steps have run.
pub(super) fn by_job(job: &Job) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    found.extend(job.name.iter().flat_map(Text::references));
    found.extend(job.condition.iter().flat_map(Expr::references));
    found.extend(job.concurrency.iter().flat_map(by_concurrency));
    found.extend(job.strategy.iter().flat_map(|strategy| by_matrix(&strategy.matrix)));
    match &job.work {
        Work::Call(call) => found.extend(by_call(call)),
        Work::Steps(work) => found.extend(by_work(work)),
    }
    found
}

/// What a step names.
pub(super) fn by_step(step: &Step) -> Vec<Reference<'_>> {
    let mut found = step.name.references();
    found.extend(step.condition.iter().flat_map(Expr::references));
    found.extend(by_variables(&step.env));
    if let StepWork::Uses { with, .. } = &step.work {
        found.extend(by_variables(with));
    }
    found
}

fn by_variables<K>(variables: &Variables<K>) -> impl Iterator<Item = Reference<'_>> {
    variables.values().flat_map(Text::references)
}

fn by_concurrency<K>(concurrency: &Concurrency<K>) -> Vec<Reference<'_>> {
    let mut found = concurrency.group.references();
    if let CancelInProgress::If(condition) = &concurrency.cancel_in_progress {
        found.extend(condition.references());
    }
    found
}

fn by_matrix(matrix: &Matrix) -> Vec<Reference<'_>> {
    match matrix {
        Matrix::Computed(list) => list.references(),
        Matrix::Values { keys, include, exclude } => {
            let combinations = include.iter().chain(exclude).flat_map(by_variables);
            keys.values().flatten().flat_map(Text::references).chain(combinations).collect()
        }
    }
}

fn by_call(call: &Call) -> Vec<Reference<'_>> {
    let mut found: Vec<_> = by_variables(&call.with).collect();
    if let CallSecrets::Named(secrets) = &call.secrets {
        found.extend(by_variables(secrets));
    }
    found
}

fn by_work(work: &Steps) -> Vec<Reference<'_>> {
    let mut found = by_runner(&work.runs_on);
    if let Some(environment) = &work.environment {
        found.extend(environment.name.references());
        found.extend(environment.url.iter().flat_map(Text::references));
    }
    found.extend(by_variables(&work.outputs));
    found.extend(by_variables(&work.env));
    found.extend(work.container.iter().chain(work.services.values()).flat_map(by_container));
    found
}

fn by_runner(runner: &Runner) -> Vec<Reference<'_>> {
    match runner {
        Runner::UbuntuLatest => Vec::new(),
        Runner::Label(label) => label.references(),
        Runner::Labels(labels) => labels.iter().flat_map(Text::references).collect(),
        Runner::Group { group, labels } => {
            group.references().into_iter().chain(labels.iter().flat_map(Text::references)).collect()
        }
    }
}

fn by_container(container: &Container) -> Vec<Reference<'_>> {
    let mut found = container.image.references();
    if let Some(credentials) = &container.credentials {
        found.extend(credentials.username.references());
        found.extend(credentials.password.references());
    }
    found.extend(by_variables(&container.env));
    let lists = container.ports.iter().chain(&container.volumes).chain(&container.options);
    found.extend(lists.flat_map(Text::references));
    found
}
