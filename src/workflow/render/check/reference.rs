//! What expressions name: a step that ran before, a job that is needed, a key of the matrix, a declared input. GitHub gives
//! an empty text for each that there is not, without a word.

use super::list;
use crate::workflow::expr::{Expr, InputKind, Reference, Text};
use crate::workflow::problem::{JobProblem, ReferenceProblem, StepProblem};
use crate::workflow::trigger::Trigger;
use crate::workflow::{Job, Matrix, Problem, Runner, Step, StepWork, Steps, Work, Workflow};

/// What a job and its steps name and the workflow does not have.
pub(super) fn problems(workflow: &Workflow, id: &str, job: &Job) -> Vec<Problem> {
    let scope = Scope { workflow, job };
    let mut found = Vec::new();
    let of_job = of_job(job).into_iter().filter_map(|reference| scope.problem(reference, usize::MAX));
    found.extend(of_job.map(|problem| Problem::Job { job: id.to_owned(), problem: JobProblem::Reference(problem) }));
    for (index, step) in scope.steps().iter().enumerate() {
        let problems = of_step(step).into_iter().filter_map(|reference| scope.problem(reference, index));
        found.extend(problems.map(|problem| Problem::Step {
            job: id.to_owned(),
            step: step.name.to_string(),
            problem: StepProblem::Reference(problem),
        }));
    }
    found
}

/// What the keys of a job itself name; its outputs are read when all its steps have run.
fn of_job(job: &Job) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    found.extend(job.name.iter().flat_map(Text::references));
    found.extend(job.condition.iter().flat_map(Expr::references));
    found.extend(job.concurrency.iter().flat_map(|concurrency| concurrency.group.references()));
    match &job.work {
        Work::Call(call) => found.extend(call.with.values().flat_map(Text::references)),
        Work::Steps(work) => {
            found.extend(of_runner(&work.runs_on));
            if let Some(environment) = &work.environment {
                found.extend(environment.name.references());
                found.extend(environment.url.iter().flat_map(Text::references));
            }
            found.extend(work.outputs.values().flat_map(Text::references));
            found.extend(work.env.values().flat_map(Text::references));
        }
    }
    found
}

fn of_runner(runner: &Runner) -> Vec<Reference<'_>> {
    match runner {
        Runner::UbuntuLatest => Vec::new(),
        Runner::Label(label) => label.references(),
        Runner::Labels(labels) => labels.iter().flat_map(Text::references).collect(),
        Runner::Group { group, labels } => {
            group.references().into_iter().chain(labels.iter().flat_map(Text::references)).collect()
        }
    }
}

fn of_step(step: &Step) -> Vec<Reference<'_>> {
    let mut found = step.name.references();
    found.extend(step.condition.iter().flat_map(Expr::references));
    found.extend(step.env.values().flat_map(Text::references));
    if let StepWork::Uses { with, .. } = &step.work {
        found.extend(with.values().flat_map(Text::references));
    }
    found
}

/// Where an expression stands.
struct Scope<'a> {
    workflow: &'a Workflow,
    job: &'a Job,
}

impl Scope<'_> {
    fn steps(&self) -> &[Step] {
        match &self.job.work {
            Work::Steps(work) => {
                let Steps { steps, .. } = &**work;
                steps
            }
            Work::Call(_) => &[],
        }
    }

    /// What is wrong with a reference in the step of that index.
    fn problem(&self, reference: Reference<'_>, index: usize) -> Option<ReferenceProblem> {
        match reference {
            Reference::Step(id) => self.of_steps(id, index),
            Reference::Need { job, output } => self.of_needs(job, output),
            Reference::Matrix(key) => self.of_matrix(key),
            Reference::Input { name, kind } => self.of_inputs(name, kind),
            Reference::EventInputs => Some(ReferenceProblem::EventInputs),
        }
    }

    fn of_steps(&self, id: &str, index: usize) -> Option<ReferenceProblem> {
        let with_id = |step: &Step| step.id.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(id));
        match self.steps().iter().position(with_id) {
            Some(place) if place < index => None,
            Some(place) => {
                let name = self.steps()[place].name.to_string();
                Some(ReferenceProblem::LaterStep { id: id.to_owned(), name })
            }
            None => {
                let ids = list(self.steps().iter().filter_map(|step| step.id.as_ref()));
                Some(ReferenceProblem::UnknownStep { id: id.to_owned(), ids })
            }
        }
    }

    fn of_needs(&self, needed: &str, output: Option<&str>) -> Option<ReferenceProblem> {
        if !self.job.needs.iter().any(|known| known.eq_ignore_ascii_case(needed)) {
            return Some(ReferenceProblem::NotNeeded { needed: needed.to_owned() });
        }
        // What a called workflow gives back, and a job that does not exist, are told elsewhere.
        let Work::Steps(work) = &self.workflow.jobs.get(needed)?.work else {
            return None;
        };
        let output = output.filter(|output| !work.outputs.keys().any(|known| known.eq_ignore_ascii_case(output)))?;
        Some(ReferenceProblem::UnknownOutput {
            output: output.to_owned(),
            needed: needed.to_owned(),
            outputs: list(work.outputs.keys()),
        })
    }

    fn of_matrix(&self, key: &str) -> Option<ReferenceProblem> {
        let keys = match self.job.strategy.as_ref().map(|strategy| &strategy.matrix) {
            // Nobody knows the keys before it is computed.
            Some(Matrix::Computed(_)) => return None,
            Some(Matrix::Values { keys, include, .. }) => {
                keys.keys().chain(include.iter().flat_map(|item| item.keys())).collect()
            }
            None => Vec::new(),
        };
        let is_known = keys.iter().any(|known| known.eq_ignore_ascii_case(key));
        (!is_known).then(|| ReferenceProblem::UnknownMatrixKey { key: key.to_owned(), keys: list(keys) })
    }

    fn of_inputs(&self, name: &str, kind: InputKind) -> Option<ReferenceProblem> {
        let mut names = Vec::new();
        let mut is_known = false;
        for on in &self.workflow.on.list {
            let inputs = match &on.trigger {
                Trigger::WorkflowDispatch(dispatch) => &dispatch.inputs,
                Trigger::WorkflowCall(call) => &call.inputs,
                _ => continue,
            };
            names.extend(inputs.keys());
            let Some((_, input)) = inputs.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)) else {
                continue;
            };
            is_known = true;
            if input.kind.value() != kind {
                return Some(ReferenceProblem::OtherType {
                    input: name.to_owned(),
                    read: kind.word(),
                    event: on.trigger.name(),
                    declared: input.kind.value().word(),
                });
            }
        }
        (!is_known).then(|| ReferenceProblem::UnknownInput { input: name.to_owned(), inputs: list(names) })
    }
}
