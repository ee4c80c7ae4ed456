//! What expressions name: a step that ran before and writes the output, a job that is needed, a key of the matrix, a declared
//! input. GitHub gives an empty text for each that there is not, without a word.

use super::{expressions, list};
use crate::expr::{InputKind, Reference};
use crate::problem::{JobProblem, ReferenceProblem, StepProblem, TriggerProblem, WorkflowProblem};
use crate::trigger::{Input, InputType, Trigger};
use crate::{Job, Matrix, Problem, Step, StepWork, Work, Workflow};

/// What the keys of the workflow itself name and it does not have.
pub(super) fn of_workflow(workflow: &Workflow) -> Vec<Problem> {
    let references = expressions::by_workflow(workflow).into_iter();
    let found = references.filter_map(|reference| of_anywhere(workflow, reference));
    found.map(|problem| WorkflowProblem::Reference(problem).into()).collect()
}

/// What a called workflow gives back and does not have.
pub(super) fn of_results(workflow: &Workflow) -> Vec<Problem> {
    let Some(call) = workflow.interface() else {
        return Vec::new();
    };
    let references = call
        .outputs
        .iter()
        .flat_map(|(name, output)| output.value.references().into_iter().map(move |reference| (name, reference)));
    let found = references.filter_map(|(output, reference)| {
        let problem = match reference {
            Reference::Result { job, output } => of_result(workflow, job, output)?,
            reference => of_anywhere(workflow, reference)?,
        };
        let problem = TriggerProblem::Output { output: output.clone(), problem };
        Some(Problem::Trigger { event: "workflow_call", problem })
    });
    found.collect()
}

/// What a job and its steps name and the workflow does not have.
pub(super) fn of_job(workflow: &Workflow, id: &str, job: &Job) -> Vec<Problem> {
    let scope = JobReferences { workflow, job };
    let mut found = Vec::new();
    let of_job = expressions::by_job(job).into_iter().filter_map(|reference| scope.problem(reference, usize::MAX));
    found.extend(of_job.map(|problem| Problem::Job { job: id.to_owned(), problem: JobProblem::Reference(problem) }));
    for (index, step) in scope.steps().iter().enumerate() {
        let problems = expressions::by_step(step).into_iter().filter_map(|reference| scope.problem(reference, index));
        found.extend(problems.map(|problem| Problem::Step {
            job: id.to_owned(),
            step: step.name.to_string(),
            problem: StepProblem::Reference(problem),
        }));
    }
    found
}

/// What is wrong with a reference that needs no job; the places of expressions let no other stand there.
fn of_anywhere(workflow: &Workflow, reference: Reference<'_>) -> Option<ReferenceProblem> {
    match reference {
        Reference::Input { name, kind } => of_inputs(workflow, name, kind),
        Reference::Option { name, option } => of_option(workflow, name, option),
        Reference::EventInputs => Some(ReferenceProblem::EventInputs),
        Reference::Fault(error) => Some(ReferenceProblem::Fault(error)),
        Reference::Step { .. }
        | Reference::Need { .. }
        | Reference::Result { .. }
        | Reference::Matrix(_)
        | Reference::Secret(_) => None,
    }
}

fn of_inputs(workflow: &Workflow, name: &str, kind: InputKind) -> Option<ReferenceProblem> {
    let mut names = Vec::new();
    let mut is_known = false;
    for (event, known, input) in declared(workflow) {
        names.push(known);
        if !known.eq_ignore_ascii_case(name) {
            continue;
        }
        is_known = true;
        if input.kind.value() != kind {
            return Some(ReferenceProblem::OtherType {
                input: name.to_owned(),
                read: kind.word(),
                event,
                declared: input.kind.value().word(),
            });
        }
    }
    (!is_known).then(|| ReferenceProblem::UnknownInput { input: name.to_owned(), inputs: list(names) })
}

/// Every input with the event that declares it and its name.
fn declared(workflow: &Workflow) -> impl Iterator<Item = (&'static str, &String, &Input)> {
    let inputs = workflow.on.list.iter().filter_map(|on| match &on.trigger {
        Trigger::WorkflowDispatch(dispatch) => Some((on.trigger.name(), &dispatch.inputs)),
        Trigger::WorkflowCall(call) => Some((on.trigger.name(), &call.inputs)),
        _ => None,
    });
    inputs.flat_map(|(event, inputs)| inputs.iter().map(move |(name, input)| (event, name, input)))
}

/// What is wrong with text that a choice is compared with. Empty text asks whether anything was chosen, and a caller may
/// hand over anything.
fn of_option(workflow: &Workflow, name: &str, option: &str) -> Option<ReferenceProblem> {
    let mut options = Vec::new();
    for (_, _, input) in declared(workflow).filter(|(_, known, _)| known.eq_ignore_ascii_case(name)) {
        let InputType::Choice(choice) = &input.kind else {
            return None;
        };
        options.extend(choice);
    }
    let is_known = options.is_empty()
        || option.is_empty()
        || options.iter().any(|known| known.to_lowercase() == option.to_lowercase());
    (!is_known).then(|| ReferenceProblem::NotAnOption {
        input: name.to_owned(),
        option: option.to_owned(),
        options: list(options),
    })
}

fn of_result(workflow: &Workflow, id: &str, output: &str) -> Option<ReferenceProblem> {
    match workflow.jobs.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)) {
        Some((_, job)) => of_output(id, job, output),
        None => Some(ReferenceProblem::UnknownJob { id: id.to_owned(), ids: list(workflow.jobs.keys()) }),
    }
}

/// What is wrong with an output of a job; nothing is known of what a workflow of another repository gives back.
fn of_output(id: &str, job: &Job, output: &str) -> Option<ReferenceProblem> {
    let outputs: Vec<&String> = match &job.work {
        Work::Steps(work) => work.outputs.keys().collect(),
        Work::Call(call) => call.workflow.interface()?.outputs.keys().collect(),
    };
    let is_known = outputs.iter().any(|known| known.eq_ignore_ascii_case(output));
    (!is_known).then(|| ReferenceProblem::UnknownOutput {
        output: output.to_owned(),
        needed: id.to_owned(),
        outputs: list(outputs),
    })
}

/// Where an expression of a job stands.
struct JobReferences<'a> {
    workflow: &'a Workflow,
    job: &'a Job,
}

impl JobReferences<'_> {
    fn steps(&self) -> &[Step] {
        match &self.job.work {
            Work::Steps(work) => &work.steps,
            Work::Call(_) => &[],
        }
    }

    /// What is wrong with a reference in the step of that index.
    fn problem(&self, reference: Reference<'_>, index: usize) -> Option<ReferenceProblem> {
        match reference {
            Reference::Step { id, output } => self.of_steps(id, output, index),
            Reference::Need { job, output } => self.of_needs(job, output),
            Reference::Matrix(key) => self.of_matrix(key),
            reference => of_anywhere(self.workflow, reference),
        }
    }

    fn of_steps(&self, id: &str, output: &str, index: usize) -> Option<ReferenceProblem> {
        let with_id = |step: &Step| step.id.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(id));
        let Some(place) = self.steps().iter().position(with_id) else {
            let ids = list(self.steps().iter().filter_map(|step| step.id.as_ref()));
            return Some(ReferenceProblem::UnknownStep { id: id.to_owned(), ids });
        };
        let step = &self.steps()[place];
        let (id, name) = (id.to_owned(), step.name.to_string());
        if place >= index {
            return Some(ReferenceProblem::LaterStep { id, name });
        }
        (!writes(step, output)).then(|| ReferenceProblem::NotWritten { output: output.to_owned(), id, name })
    }

    fn of_needs(&self, needed: &str, output: &str) -> Option<ReferenceProblem> {
        if !self.job.needs.iter().any(|known| known.eq_ignore_ascii_case(needed)) {
            return Some(ReferenceProblem::NotNeeded { needed: needed.to_owned() });
        }
        // A job that does not exist is told where it is needed.
        of_output(needed, self.workflow.jobs.get(needed)?, output)
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
}

/// Whether a step is known to write the output, or nothing is known: an action's outputs are its type's.
fn writes(step: &Step, output: &str) -> bool {
    let StepWork::Run { script, .. } = &step.work else {
        return true;
    };
    let is_word = |text: &str| text.ends_with(|last: char| last.is_ascii_alphanumeric() || matches!(last, '-' | '_'));
    let named = script.match_indices(output).any(|(at, _)| {
        let after = &script[at + output.len()..];
        !is_word(&script[..at]) && (after.starts_with('=') || after.starts_with("<<"))
    });
    named || step.writes.iter().any(|known| known.eq_ignore_ascii_case(output))
}
