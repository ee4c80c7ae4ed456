//! Triggers, their filters and their inputs.

use super::pattern::{self, Against};
use super::{choices, name};
use crate::problem::{page, syntax};
use crate::trigger::{Filter, Input, InputType, Push, Trigger, WorkflowCall};
use crate::{Position, Problem, Workflow};
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
        let fix = "add one: without it, the workflow never runs";
        problems.push(Problem::new("the workflow has no trigger", fix, syntax!("on")).at("on"));
    }
    for on in &workflow.on.list {
        let event = on.trigger.name();
        let mut found = of_trigger(&on.trigger);
        if !seen.insert(event) {
            found.push(Problem::new("is declared twice", "combine the two declarations", syntax!("on")));
        }
        problems.extend(found.into_iter().map(|problem| of_event(event, problem)));
    }
}

/// A problem of the trigger for this event.
pub(crate) fn of_event(event: &str, problem: Problem) -> Problem {
    problem.within(Position::trigger(event), format_args!("the trigger `{event}` "))
}

fn of_trigger(trigger: &Trigger) -> Vec<Problem> {
    match trigger {
        Trigger::Push(push) => of_push(push),
        Trigger::PullRequest(request) | Trigger::PullRequestTarget(request) => {
            let mut found = of_filter("branches", &request.branches, Against::Ref);
            found.extend(of_filter("paths", &request.paths, Against::Path));
            found
        }
        Trigger::WorkflowRun(run) => {
            let twice = repeated(run.workflows()).map(|workflow| {
                let message = format!("names the workflow `{workflow}` twice");
                Problem::new(
                    message,
                    "name it once",
                    page!("workflows-and-actions/events-that-trigger-workflows#workflow_run"),
                )
                .at("workflows")
            });
            twice.chain(of_filter("branches", &run.branches, Against::Ref)).collect()
        }
        Trigger::WorkflowDispatch(dispatch) => of_form(&dispatch.inputs),
        Trigger::WorkflowCall(call) => of_call(call),
        Trigger::Schedule(schedule) => {
            let empty = || Problem::new("has no cron line", "add at least one", syntax!("onschedule"));
            schedule.0.is_empty().then(empty).into_iter().collect()
        }
        Trigger::RepositoryDispatch(types) => {
            let lengths = types.iter().map(|word| (word, word.chars().count()));
            let wrong =
                lengths.filter(|(_, length)| !(1..=LONGEST_EVENT_TYPE).contains(length)).map(|(word, length)| {
                    let message = format!("has the type `{word}` of {length} characters");
                    let documentation =
                        page!("workflows-and-actions/events-that-trigger-workflows#repository_dispatch");
                    Problem::new(message, format!("use 1 to {LONGEST_EVENT_TYPE}"), documentation).at("types")
                });
            wrong.collect()
        }
        Trigger::Activity(_) | Trigger::Event(_) => Vec::new(),
    }
}

/// The items that a list has twice.
fn repeated(items: &[String]) -> impl Iterator<Item = &String> {
    let mut seen = BTreeSet::new();
    items.iter().filter(move |item| !seen.insert(*item))
}

fn of_push(push: &Push) -> Vec<Problem> {
    let mut found = of_filter("branches", &push.branches, Against::Ref);
    found.extend(of_filter("tags", &push.tags, Against::Ref));
    found.extend(of_filter("paths", &push.paths, Against::Path));
    if push.branches == Filter::Any && push.tags != Filter::Any && push.paths != Filter::Any {
        found.push(Problem::new(
            "has `tags` and `paths`, but GitHub ignores `paths` when a tag is pushed",
            "remove one of them, or add `branches`",
            syntax!("onpushpull_requestpull_request_targetpathspaths-ignore"),
        ));
    }
    found
}

fn of_filter(key: &str, filter: &Filter, against: Against) -> Vec<Problem> {
    let (filter, patterns) = match filter {
        Filter::Any => return Vec::new(),
        Filter::Only(patterns) => (key.to_owned(), patterns),
        Filter::Except(patterns) => (format!("{key}-ignore"), patterns),
    };
    if patterns.is_empty() {
        let message = format!("has `{filter}` without a pattern");
        let fix = "remove the filter, or add a pattern";
        return vec![Problem::new(message, fix, syntax!("filter-pattern-cheat-sheet")).at(&filter)];
    }
    let found = pattern::problems(patterns, against).into_iter();
    let position = Position::workflow().key(&filter);
    found
        .map(|(pattern, problem)| {
            problem.within(position.clone(), format_args!("has the pattern `{pattern}` in `{filter}`, which "))
        })
        .collect()
}

fn of_form(inputs: &IndexMap<String, Input>) -> Vec<Problem> {
    let documentation = syntax!("onworkflow_dispatchinputs");
    let mut found = Vec::new();
    if inputs.len() > MOST_INPUTS {
        let message = format!("has {} inputs", inputs.len());
        found.push(Problem::new(message, format!("use at most {MOST_INPUTS}"), documentation).at("inputs"));
    }
    let length = length(inputs);
    if length > LONGEST_INPUTS {
        let message = format!("has inputs whose names and defaults have {length} characters as JSON");
        let fix = format!("move the longest default to a file: GitHub accepts at most {LONGEST_INPUTS}");
        found.push(Problem::new(message, fix, documentation).at("inputs"));
    }
    found.extend(of_inputs(inputs));
    found
}

/// The length of inputs with their defaults, in characters.
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

fn of_call(call: &WorkflowCall) -> Vec<Problem> {
    let mut found = of_inputs(&call.inputs);
    for (name, input) in &call.inputs {
        if let kind @ (InputType::Choice(_) | InputType::Environment) = &input.kind {
            let message = format!("whose type is `{}`", kind.word());
            let fix = "use `string`, `number` or `boolean`, the only types of a called workflow";
            found.push(of_declaration(
                "input",
                name,
                Problem::new(message, fix, syntax!("onworkflow_callinputsinput_idtype")),
            ));
        }
    }
    found.extend(of_names("output", call.outputs.keys()));
    found.extend(of_names("secret", call.secrets.keys()));
    for name in call.secrets.keys().filter(|name| name.to_ascii_uppercase().starts_with("GITHUB_")) {
        let documentation = page!("security/secrets#naming-your-secrets");
        let problem =
            Problem::new("whose name starts with `GITHUB_`, which GitHub reserves", "rename it", documentation);
        found.push(of_declaration("secret", name, problem));
    }
    found
}

/// A problem of an input, an output or a secret.
fn of_declaration(what: &str, name: &str, problem: Problem) -> Problem {
    problem.within(Position::workflow().key(format!("{what}s")).key(name), format_args!("has the {what} `{name}`, "))
}

fn of_names<'a>(what: &'static str, names: impl Iterator<Item = &'a String>) -> Vec<Problem> {
    let documentation = page!("workflows-and-actions/metadata-syntax#inputsinput_id");
    let wrong = names.filter_map(|name| {
        let problem = name::id(name)?.within(Position::workflow(), "which ");
        Some(of_declaration(what, name, Problem { documentation, ..problem }))
    });
    wrong.collect()
}

fn of_inputs(inputs: &IndexMap<String, Input>) -> Vec<Problem> {
    let mut found = of_names("input", inputs.keys());
    for (name, input) in inputs {
        found.extend(of_input(input).into_iter().map(|problem| of_declaration("input", name, problem)));
    }
    found
}

fn of_input(input: &Input) -> Vec<Problem> {
    let mut found = Vec::new();
    let mut add = |message: String, fix: String| {
        found.push(Problem::new(message, fix, syntax!("onworkflow_dispatchinputsinput_idtype")));
    };
    if let InputType::Choice(options) = &input.kind {
        if options.is_empty() {
            add("which is a choice without options".to_owned(), "add options".to_owned());
        }
        for option in repeated(options) {
            add(format!("whose option `{option}` is listed twice"), "list it once".to_owned());
        }
    }
    let Some(default) = &input.default else {
        return found;
    };
    let wrong_type = format!("whose default `{default}` is not a {}", input.kind.word());
    match &input.kind {
        InputType::Choice(options) if !options.is_empty() && !options.contains(default) => {
            add(format!("whose default `{default}` is not an option"), choices("options", options));
        }
        InputType::Boolean if default.parse::<bool>().is_err() => add(wrong_type, "write `true` or `false`".to_owned()),
        InputType::Number if super::call::number(default).is_none() => {
            add(wrong_type, "write it in digits, such as `3` or `0.5`".to_owned());
        }
        _ => {}
    }
    found
}
