//! Triggers, their filters and their inputs.

use super::list;
use super::name;
use super::pattern::{self, Against};
use crate::problem::{InputProblem, TriggerProblem, WorkflowProblem};
use crate::trigger::{Filter, Input, InputType, Push, Trigger, WorkflowCall};
use crate::{Problem, Workflow};
use indexmap::IndexMap;
use std::collections::BTreeSet;

/// The most inputs that the form of `workflow_dispatch` takes.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs>
const MOST_INPUTS: usize = 25;

/// The most characters that the inputs of `workflow_dispatch` have together, as JSON.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs>
const LONGEST_INPUTS: usize = 65_535;

/// The longest type of `repository_dispatch`, in characters.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#repository_dispatch>
const LONGEST_EVENT_TYPE: usize = 100;

pub(super) fn problems(workflow: &Workflow, problems: &mut Vec<Problem>) {
    let mut seen = BTreeSet::new();
    if workflow.on.list.is_empty() {
        problems.push(WorkflowProblem::NoTriggers.into());
    }
    for on in &workflow.on.list {
        let event = on.trigger.name();
        let mut found = of_trigger(&on.trigger);
        if !seen.insert(event) {
            found.push(TriggerProblem::Repeated);
        }
        problems.extend(found.into_iter().map(|problem| Problem::Trigger { event, problem }));
    }
}

fn of_trigger(trigger: &Trigger) -> Vec<TriggerProblem> {
    match trigger {
        Trigger::Push(push) => of_push(push),
        Trigger::PullRequest(request) | Trigger::PullRequestTarget(request) => {
            let mut found = of_filter("branches", &request.branches, Against::Ref);
            found.extend(of_filter("paths", &request.paths, Against::Path));
            found
        }
        Trigger::WorkflowRun(run) => {
            let mut seen = BTreeSet::new();
            let twice = run.workflows().iter().filter(|workflow| !seen.insert(*workflow));
            let twice = twice.map(|workflow| TriggerProblem::RepeatedWorkflow { workflow: workflow.clone() });
            twice.chain(of_filter("branches", &run.branches, Against::Ref)).collect()
        }
        Trigger::WorkflowDispatch(dispatch) => {
            let count = dispatch.inputs.len();
            let too_many = (count > MOST_INPUTS).then_some(TriggerProblem::TooManyInputs { count });
            let length = length(&dispatch.inputs);
            let too_long = (length > LONGEST_INPUTS).then_some(TriggerProblem::LongInputs { length });
            too_many.into_iter().chain(too_long).chain(of_inputs(&dispatch.inputs)).collect()
        }
        Trigger::WorkflowCall(call) => of_call(call),
        Trigger::Schedule(schedule) => schedule.0.is_empty().then_some(TriggerProblem::NoCron).into_iter().collect(),
        Trigger::RepositoryDispatch(types) => {
            let lengths = types.iter().map(|word| (word, word.chars().count()));
            lengths
                .filter(|(_, length)| !(1..=LONGEST_EVENT_TYPE).contains(length))
                .map(|(word, length)| TriggerProblem::EventType { word: word.clone(), length })
                .collect()
        }
        Trigger::Activity(_) | Trigger::Event(_) => Vec::new(),
    }
}

fn of_push(push: &Push) -> Vec<TriggerProblem> {
    let mut found = of_filter("branches", &push.branches, Against::Ref);
    found.extend(of_filter("tags", &push.tags, Against::Ref));
    found.extend(of_filter("paths", &push.paths, Against::Path));
    if push.branches == Filter::Any && push.tags != Filter::Any && push.paths != Filter::Any {
        found.push(TriggerProblem::PathsOfTags);
    }
    found
}

fn of_filter(key: &str, filter: &Filter, against: Against) -> Vec<TriggerProblem> {
    let (filter, patterns) = match filter {
        Filter::Any => return Vec::new(),
        Filter::Only(patterns) => (key.to_owned(), patterns),
        Filter::Except(patterns) => (format!("{key}-ignore"), patterns),
    };
    if patterns.is_empty() {
        return vec![TriggerProblem::NoPattern { filter }];
    }
    let found = pattern::problems(patterns, against).into_iter();
    found.map(|(pattern, problem)| TriggerProblem::Pattern { filter: filter.clone(), pattern, problem }).collect()
}

/// How long inputs are when nobody enters anything, in characters.
fn length(inputs: &IndexMap<String, Input>) -> usize {
    let default = |input: &Input| json(input.default.as_deref().unwrap_or_default());
    let entries = inputs.iter().map(|(name, input)| json(name) + 1 + default(input));
    // The braces, and the commas between.
    2 + entries.sum::<usize>() + inputs.len().saturating_sub(1)
}

/// How long a text is in JSON, in characters.
fn json(text: &str) -> usize {
    serde_json::Value::from(text).to_string().chars().count()
}

fn of_call(call: &WorkflowCall) -> Vec<TriggerProblem> {
    let mut found = of_inputs(&call.inputs);
    for (name, input) in &call.inputs {
        if let kind @ (InputType::Choice(_) | InputType::Environment) = &input.kind {
            let problem = InputProblem::FormOnly { kind: kind.word() };
            found.push(TriggerProblem::Input { input: name.clone(), problem });
        }
    }
    found.extend(of_names("output", call.outputs.keys()));
    found.extend(of_names("secret", call.secrets.keys()));
    let reserved = call.secrets.keys().filter(|name| name.to_ascii_uppercase().starts_with("GITHUB_"));
    found.extend(reserved.map(|name| TriggerProblem::ReservedSecret { name: name.clone() }));
    found
}

fn of_names<'a>(what: &'static str, names: impl Iterator<Item = &'a String>) -> Vec<TriggerProblem> {
    names.filter_map(|name| Some(TriggerProblem::Name { what, name: name.clone(), problem: name::id(name)? })).collect()
}

fn of_inputs(inputs: &IndexMap<String, Input>) -> Vec<TriggerProblem> {
    let mut found = of_names("input", inputs.keys());
    for (name, input) in inputs {
        let problems = of_input(input).into_iter();
        found.extend(problems.map(|problem| TriggerProblem::Input { input: name.clone(), problem }));
    }
    found
}

fn of_input(input: &Input) -> Vec<InputProblem> {
    let mut found = Vec::new();
    if let InputType::Choice(options) = &input.kind {
        if options.is_empty() {
            found.push(InputProblem::NoOptions);
        }
        let mut seen = BTreeSet::new();
        let twice = options.iter().filter(|option| !seen.insert(*option));
        found.extend(twice.map(|option| InputProblem::RepeatedOption { option: option.clone() }));
    }
    let Some(default) = &input.default else {
        return found;
    };
    let wrong_type = |way_out| InputProblem::WrongType { default: default.clone(), kind: input.kind.word(), way_out };
    match &input.kind {
        InputType::Choice(options) if !options.is_empty() && !options.contains(default) => {
            found.push(InputProblem::NotAnOption { default: default.clone(), options: list(options) });
        }
        InputType::Boolean if default.parse::<bool>().is_err() => found.push(wrong_type("write `true` or `false`")),
        InputType::Number if super::call::number(default).is_none() => {
            found.push(wrong_type("write it in digits, such as `3` or `0.5`"));
        }
        _ => {}
    }
    found
}
