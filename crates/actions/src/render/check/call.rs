//! Calls of reusable workflows, against what the called workflow declares.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations>

use super::{group, list};
use crate::expr::key::JobSetting;
use crate::expr::{InputKind, StaticType, Text};
use crate::problem::CallProblem;
use crate::trigger::{InputType, Trigger, WorkflowCall};
use crate::{Access, Call, CallSecrets, CalledWorkflow, Job, Permissions, Scope, Variables, Work, Workflow};
use std::collections::BTreeSet;

/// The most levels of workflows, the first caller's own among them.
const MOST_LEVELS: usize = 10;

/// The most different workflows that one may call, directly or not.
const MOST_CALLED: usize = 50;

pub(super) fn problems(caller: &Workflow, call: &Call) -> Vec<CallProblem> {
    let mut found = Vec::new();
    match &call.workflow {
        CalledWorkflow::Elsewhere(uses) => {
            if !is_address(uses) {
                found.push(CallProblem::NoAddress);
            }
        }
        CalledWorkflow::Here { file, workflow } => {
            if !is_file(file) {
                found.push(CallProblem::NoFile);
            }
            match workflow.interface() {
                None => found.push(CallProblem::NotCallable { name: workflow.name.clone() }),
                Some(interface) => {
                    inputs(caller, interface, &call.with, &mut found);
                    secrets(interface, &call.secrets, &mut found);
                }
            }
            permissions(workflow, &Permissions::granting(&call.permissions), &mut found);
            if let Some(group) = group(caller.concurrency.as_ref())
                && Some(&group) == self::group(workflow.concurrency.as_ref()).as_ref()
            {
                found.push(CallProblem::SameGroup { group });
            }
            let levels = 1 + levels(workflow);
            if levels > MOST_LEVELS {
                found.push(CallProblem::TooDeep { levels });
            }
        }
    }
    let mut all = BTreeSet::new();
    collect(caller, &mut all);
    if all.len() > MOST_CALLED {
        found.push(CallProblem::TooMany { count: all.len() });
    }
    found
}

/// Whether text is `owner/name/.github/workflows/file.yml@commit`.
fn is_address(uses: &str) -> bool {
    let Some((path, reference)) = uses.split_once('@') else {
        return false;
    };
    let parts: Vec<&str> = path.split('/').collect();
    let [owner, name, ".github", "workflows", file] = parts[..] else {
        return false;
    };
    let is_word = |word: &str| !word.is_empty() && !word.contains(char::is_whitespace);
    is_word(owner) && is_word(name) && is_word(reference) && is_file(file)
}

fn is_file(file: &str) -> bool {
    let stem = file.strip_suffix(".yml").or_else(|| file.strip_suffix(".yaml"));
    stem.is_some_and(|stem| !stem.is_empty() && !stem.contains(['/', '@']) && !stem.contains(char::is_whitespace))
}

fn has<K>(names: &Variables<K>, name: &str) -> bool {
    names.keys().any(|key| key.eq_ignore_ascii_case(name))
}

fn inputs(caller: &Workflow, interface: &WorkflowCall, with: &Variables<JobSetting>, found: &mut Vec<CallProblem>) {
    for (name, input) in &interface.inputs {
        if input.required && !has(with, name) {
            found.push(CallProblem::MissingInput { input: name.clone() });
        }
    }
    for (name, value) in with {
        let Some(declared) = interface.input(name) else {
            let known = list(interface.inputs.keys());
            found.push(CallProblem::UnknownInput { input: name.clone(), known });
            continue;
        };
        let Some(value) = value.literal() else {
            found.extend(computed(caller, name, declared.kind.value(), value));
            continue;
        };
        let fits = match declared.kind {
            InputType::Boolean => value.parse::<bool>().is_ok(),
            InputType::Number => number(&value).is_some(),
            InputType::String | InputType::Choice(_) | InputType::Environment => true,
        };
        if !fits {
            found.push(CallProblem::WrongType { input: name.clone(), value, kind: declared.kind.word() });
        }
    }
}

/// What is wrong with a value that an expression gives, as far as that is known.
fn computed(caller: &Workflow, name: &str, declared: InputKind, value: &Text<JobSetting>) -> Option<CallProblem> {
    let input = name.to_owned();
    match value.known() {
        // Everything can be written as text.
        _ if declared == InputKind::Text => None,
        StaticType::Nothing => None,
        StaticType::Kind(given) if given == declared => None,
        StaticType::BooleanInput(_) if declared != InputKind::Boolean => {
            Some(CallProblem::OtherType { input, given: InputKind::Boolean.word(), declared: declared.word() })
        }
        StaticType::Kind(given) => {
            Some(CallProblem::OtherType { input, given: given.word(), declared: declared.word() })
        }
        StaticType::BooleanInput(read) => {
            let event = not_declaring(caller, read)?;
            Some(CallProblem::MaybeNull { input, read: read.to_owned(), event })
        }
    }
}

/// A trigger that does not declare the input.
fn not_declaring(workflow: &Workflow, input: &str) -> Option<&'static str> {
    let declares = |trigger: &Trigger| match trigger {
        Trigger::WorkflowDispatch(dispatch) => dispatch.inputs.keys().any(|known| known.eq_ignore_ascii_case(input)),
        Trigger::WorkflowCall(call) => call.input(input).is_some(),
        _ => false,
    };
    let triggers: Vec<&Trigger> = workflow.on.list.iter().map(|on| &on.trigger).collect();
    // An input that no trigger declares is told elsewhere.
    let is_declared = triggers.iter().any(|trigger| declares(trigger));
    triggers.into_iter().find(|trigger| is_declared && !declares(trigger)).map(Trigger::name)
}

fn secrets(interface: &WorkflowCall, secrets: &CallSecrets, found: &mut Vec<CallProblem>) {
    let CallSecrets::Named(named) = secrets else {
        return;
    };
    for (name, secret) in &interface.secrets {
        if secret.required && !has(named, name) {
            found.push(CallProblem::MissingSecret { secret: name.clone() });
        }
    }
    for name in named.keys() {
        if !interface.secrets.keys().any(|known| known.eq_ignore_ascii_case(name)) {
            let known = list(interface.secrets.keys());
            found.push(CallProblem::UnknownSecret { secret: name.clone(), known });
        }
    }
}

/// A number as YAML and GitHub write it: digits, perhaps with a sign and a fraction.
pub(super) fn number(text: &str) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let plain = digits.starts_with(|first: char| first.is_ascii_digit())
        && digits.ends_with(|last: char| last.is_ascii_digit())
        && digits.chars().all(|next| next.is_ascii_digit() || next == '.');
    plain.then(|| text.parse().ok()).flatten()
}

/// A called job gets no more than its caller was granted.
fn permissions(called: &Workflow, granted: &Permissions, found: &mut Vec<CallProblem>) {
    let granted_in = |scope: Scope| granted.iter().find(|(known, _)| *known == scope).map(|(_, access)| access);
    for (id, job) in &called.jobs {
        for (scope, access) in job.permissions().iter() {
            let granted = granted_in(scope);
            if granted < Some(access) {
                let granted = granted.map_or("none", Access::word);
                found.push(CallProblem::NotGranted { job: id.clone(), scope, access: access.word(), granted });
            }
        }
    }
}

fn calls(workflow: &Workflow) -> impl Iterator<Item = &Call> {
    workflow.jobs.values().filter_map(|Job { work, .. }| match work {
        Work::Call(call) => Some(call),
        Work::Steps(_) => None,
    })
}

/// How many levels a workflow makes: itself, and what it calls.
fn levels(workflow: &Workflow) -> usize {
    let below = calls(workflow).map(|call| match &call.workflow {
        CalledWorkflow::Here { workflow, .. } => levels(workflow),
        CalledWorkflow::Elsewhere(_) => 1,
    });
    1 + below.max().unwrap_or(0)
}

fn collect(workflow: &Workflow, into: &mut BTreeSet<String>) {
    for call in calls(workflow) {
        into.insert(call.workflow.uses());
        if let CalledWorkflow::Here { workflow, .. } = &call.workflow {
            collect(workflow, into);
        }
    }
}
