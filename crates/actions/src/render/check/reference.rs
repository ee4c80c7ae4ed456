//! What expressions name: a step that ran before and writes the output, a job that is needed, a key of the matrix, a declared
//! input. GitHub reads each of them that does not exist as empty text, without a message.

use super::choices;
use crate::expr::{ContextReference, InputKind, References};
use crate::problem::{page, syntax};
use crate::trigger::{Input, InputType, Trigger};
use crate::{Job, Matrix, Position, Problem, Step, StepWork, Work, Workflow};

/// What the keys of the workflow itself name and it does not have.
pub(super) fn of_workflow(workflow: &Workflow) -> Vec<Problem> {
    let references = workflow.references().into_iter();
    let found = references.filter_map(|reference| of_anywhere(workflow, reference));
    found.map(|problem| problem.within(Position::workflow(), "the workflow ")).collect()
}

/// What a called workflow gives back and does not have.
pub(super) fn of_results(workflow: &Workflow) -> Vec<Problem> {
    let outputs = workflow.interface().into_iter().flat_map(|call| &call.outputs);
    let references = outputs
        .flat_map(|(name, output)| output.value.references().into_iter().map(move |reference| (name, reference)));
    let found = references.filter_map(|(name, reference)| {
        let problem = match reference {
            ContextReference::Result { job, output } => of_result(workflow, job, output)?,
            reference => of_anywhere(workflow, reference)?,
        };
        let position = Position::workflow().key("outputs").key(name);
        let problem = problem.within(position, format_args!("has the output `{name}`, which "));
        Some(super::trigger::of_event("workflow_call", problem))
    });
    found.collect()
}

/// What a job and its steps name and the workflow does not have. The outputs of a job are read when all its steps have run.
pub(super) fn of_job(workflow: &Workflow, id: &str, job: &Job) -> Vec<Problem> {
    let scope = JobReferences { workflow, job };
    let mut found = Vec::new();
    let of_job = job.references().into_iter().filter_map(|reference| scope.problem(reference, usize::MAX));
    found.extend(of_job.map(|problem| problem.within(Position::job(id), format_args!("the job `{id}` "))));
    for (index, step) in scope.steps().iter().enumerate() {
        let problems = step.references().into_iter().filter_map(|reference| scope.problem(reference, index));
        found.extend(problems.map(|problem| super::step::within(id, index, step, problem)));
    }
    found
}

/// What is wrong with a reference that needs no job; the types of expressions allow no other there.
fn of_anywhere(workflow: &Workflow, reference: ContextReference<'_>) -> Option<Problem> {
    match reference {
        ContextReference::Input { name, kind } => of_inputs(workflow, name, kind),
        ContextReference::Option { name, option } => of_option(workflow, name, option),
        ContextReference::EventInputs => Some(Problem::new(
            "reads `github.event.inputs`, where every input is text, and which only `workflow_dispatch` has",
            "read the input through its declaration",
            syntax!("onworkflow_dispatchinputs"),
        )),
        ContextReference::Fault(error) => Some(Problem::new(
            format!("has an expression that fails in every run, {error}"),
            "correct the expression",
            page!("workflows-and-actions/expressions#functions"),
        )),
        ContextReference::Step { .. }
        | ContextReference::Need { .. }
        | ContextReference::Result { .. }
        | ContextReference::Matrix(_)
        | ContextReference::Secret(_) => None,
    }
}

fn of_inputs(workflow: &Workflow, name: &str, kind: InputKind) -> Option<Problem> {
    let documentation = page!("workflows-and-actions/contexts#inputs-context");
    let mut names = Vec::new();
    let mut is_known = false;
    for (event, known, input) in declared(workflow) {
        names.push(known);
        if !known.eq_ignore_ascii_case(name) {
            continue;
        }
        is_known = true;
        let declared = input.kind.value();
        if declared != kind {
            let (kind, declared) = (kind.word(), declared.word());
            let message =
                format!("reads the input `{name}` as {kind}, but the trigger `{event}` declares it as {declared}");
            return Some(Problem::new(message, "give it one type", documentation));
        }
    }
    let message = || format!("reads the input `{name}`, which no trigger of the workflow declares");
    (!is_known).then(|| Problem::new(message(), choices("inputs", names), documentation))
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
/// pass anything.
fn of_option(workflow: &Workflow, name: &str, option: &str) -> Option<Problem> {
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
    let message = || format!("compares the input `{name}` with `{option}`, which is not one of its options");
    let documentation = syntax!("onworkflow_dispatchinputsinput_idtype");
    (!is_known).then(|| Problem::new(message(), choices("options", options), documentation))
}

fn of_result(workflow: &Workflow, id: &str, output: &str) -> Option<Problem> {
    if let Some((_, job)) = workflow.jobs.iter().find(|(known, _)| known.eq_ignore_ascii_case(id)) {
        return of_output(id, job, output);
    }
    let message = format!("reads an output of the job `{id}`, which is not a job of the workflow");
    let documentation = page!("workflows-and-actions/contexts#jobs-context");
    Some(Problem::new(message, choices("jobs", workflow.jobs.keys()), documentation))
}

/// The page about the outputs of other jobs.
const NEEDS: &str = page!("workflows-and-actions/contexts#needs-context");

/// What is wrong with an output of a job; nothing is known of what a workflow of another repository gives back.
fn of_output(id: &str, job: &Job, output: &str) -> Option<Problem> {
    let outputs: Vec<&String> = match &job.work {
        Work::Steps(work) => work.outputs.keys().collect(),
        Work::Call(call) => call.workflow.interface()?.outputs.keys().collect(),
    };
    let is_known = outputs.iter().any(|known| known.eq_ignore_ascii_case(output));
    let message = || format!("reads the output `{output}` of the job `{id}`, which does not declare it");
    (!is_known).then(|| Problem::new(message(), choices("outputs", outputs), NEEDS))
}

/// The job of an expression.
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
    fn problem(&self, reference: ContextReference<'_>, index: usize) -> Option<Problem> {
        match reference {
            ContextReference::Step { id, output } => self.of_steps(id, output, index),
            ContextReference::Need { job, output } => self.of_needs(job, output),
            ContextReference::Matrix(key) => self.of_matrix(key),
            reference => of_anywhere(self.workflow, reference),
        }
    }

    fn of_steps(&self, id: &str, output: &str, index: usize) -> Option<Problem> {
        let documentation = page!("workflows-and-actions/contexts#steps-context");
        let with_id = |step: &Step| step.id.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(id));
        let Some(place) = self.steps().iter().position(with_id) else {
            let message = format!("reads an output of the step `{id}`, which is not a step of the job");
            let ids = self.steps().iter().filter_map(|step| step.id.as_ref());
            return Some(Problem::new(message, choices("steps", ids), documentation));
        };
        let step = &self.steps()[place];
        let name = &step.name;
        if place >= index {
            let message = format!("reads an output of the step `{id}` (`{name}`), which runs only afterwards");
            return Some(Problem::new(message, "move that step before it", documentation));
        }
        let message = || {
            format!(
                "reads the output `{output}` of the step `{id}` (`{name}`), whose script does not write `{output}=` to \
                 `$GITHUB_OUTPUT`"
            )
        };
        let fix = "write it there, or declare with `Step::writes` that a program does";
        let documentation = page!("workflows-and-actions/workflow-commands#setting-an-output-parameter");
        (!writes(step, output)).then(|| Problem::new(message(), fix, documentation))
    }

    fn of_needs(&self, needed: &str, output: &str) -> Option<Problem> {
        if !self.job.needs.iter().any(|known| known.eq_ignore_ascii_case(needed)) {
            let message = format!("reads an output of the job `{needed}`, which it does not need");
            return Some(Problem::new(message, format!("add `{needed}` to its `needs`"), NEEDS));
        }
        // A job that does not exist is reported where it is needed.
        of_output(needed, self.workflow.jobs.get(needed)?, output)
    }

    fn of_matrix(&self, key: &str) -> Option<Problem> {
        let keys = match self.job.strategy.as_ref().map(|strategy| &strategy.matrix) {
            // Nobody knows the keys before it is computed.
            Some(Matrix::Computed(_)) => return None,
            Some(Matrix::Values { keys, include, .. }) => {
                keys.keys().chain(include.iter().flat_map(|item| item.keys())).collect()
            }
            None => Vec::new(),
        };
        let is_known = keys.iter().any(|known| known.eq_ignore_ascii_case(key));
        let message = || format!("reads `matrix.{key}`, which the matrix of the job does not have");
        let documentation = page!("workflows-and-actions/contexts#matrix-context");
        (!is_known).then(|| Problem::new(message(), choices("keys", keys), documentation))
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
