//! Calls of reusable workflows, against what the called workflow declares.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/reusing-workflow-configurations>

use super::{choices, group};
use crate::expr::key::JobSetting;
use crate::expr::{InputKind, StaticType, Text};
use crate::problem::{page, syntax};
use crate::trigger::{InputType, Trigger, WorkflowCall};
use crate::{
    Access, Call, CallSecrets, CalledWorkflow, Job, Permissions, Position, Problem, Scope, Variables, Work, Workflow,
};
use std::collections::BTreeSet;

/// The most levels of workflows, the first caller's own among them.
const MOST_LEVELS: usize = 10;

/// The most different workflows that one may call, directly or not.
const MOST_CALLED: usize = 50;

/// What is wrong with a call. The messages go on after "the job `id` calls `workflow`".
pub(super) fn problems(caller: &Workflow, call: &Call) -> Vec<Problem> {
    let mut found = Vec::new();
    match &call.workflow {
        CalledWorkflow::Elsewhere(uses) => {
            if !is_address(uses) {
                let fix = "write `owner/name/.github/workflows/file.yml@commit`";
                found.push(of_uses(", which is not the address of a workflow of another repository", fix));
            }
        }
        CalledWorkflow::Here { file, workflow } => {
            if !is_file(file) {
                let fix = "name a `.yml` or `.yaml` file of `.github/workflows`, without the folder";
                found.push(of_uses(", which is not a workflow file of the repository", fix));
            }
            of_workflow(caller, call, workflow, &mut found);
        }
    }
    let mut all = BTreeSet::new();
    collect(caller, &mut all);
    if all.len() > MOST_CALLED {
        let message = format!(", one of the {} workflows that are called from here", all.len());
        found.push(limit(message, MOST_CALLED));
    }
    found
}

fn of_uses(message: &str, fix: &str) -> Problem {
    Problem::new(message, fix, syntax!("jobsjob_iduses")).at("uses")
}

fn limit(message: String, most: usize) -> Problem {
    let documentation =
        page!("workflows-and-actions/reusing-workflow-configurations#limitations-of-reusable-workflows");
    Problem::new(message, format!("call fewer: GitHub accepts at most {most}"), documentation).at("uses")
}

/// What is wrong with the call of a workflow of the same repository.
fn of_workflow(caller: &Workflow, call: &Call, target: &Workflow, found: &mut Vec<Problem>) {
    match target.interface() {
        None => {
            let message = format!(", but that workflow (`{}`) has no trigger `workflow_call`", target.name);
            found.push(Problem::new(message, "add it there", syntax!("onworkflow_call")).at("uses"));
        }
        Some(interface) => {
            inputs(caller, interface, &call.with, found);
            secrets(interface, &call.secrets, found);
        }
    }
    permissions(target, &Permissions::granting(&call.permissions), found);
    if let Some(group) = group(caller.concurrency.as_ref())
        && Some(&group) == self::group(target.concurrency.as_ref()).as_ref()
    {
        let message =
            format!(", which has the concurrency group `{group}` of its caller: each would wait for the other");
        let documentation = page!(
            "workflows-and-actions/reusing-workflow-configurations#supported-keywords-for-jobs-that-call-a-reusable-workflow"
        );
        found.push(Problem::new(message, "rename one", documentation).at("uses"));
    }
    let levels = 1 + levels(target);
    if levels > MOST_LEVELS {
        found.push(limit(format!(", which makes {levels} levels of workflows"), MOST_LEVELS));
    }
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

fn inputs(caller: &Workflow, interface: &WorkflowCall, with: &Variables<JobSetting>, found: &mut Vec<Problem>) {
    let mut add = |name: &str, message: String, fix: String| {
        let position = Position::workflow().key("with").key(name);
        found.push(Problem::new(message, fix, syntax!("jobsjob_idwithinput_id")).within(position, ""));
    };
    for (name, input) in &interface.inputs {
        if input.required && !has(with, name) {
            add(name, format!(" without the input `{name}`, which that workflow requires"), "pass it".to_owned());
        }
    }
    for (name, value) in with {
        let Some(declared) = interface.input(name) else {
            let message = format!(" with the input `{name}`, which that workflow does not declare");
            add(name, message, choices("inputs", interface.inputs.keys()));
            continue;
        };
        let Some(value) = value.literal() else {
            if let Some((message, fix)) = computed(caller, name, declared.kind.value(), value) {
                add(name, message, fix);
            }
            continue;
        };
        let fits = match declared.kind {
            InputType::Boolean => value.parse::<bool>().is_ok(),
            InputType::Number => number(&value).is_some(),
            InputType::String | InputType::Choice(_) | InputType::Environment => true,
        };
        if !fits {
            let kind = declared.kind.word();
            let message = format!(" with `{value}` for the input `{name}`, which that workflow declares as a {kind}");
            add(name, message, format!("pass a {kind}"));
        }
    }
}

/// What is wrong with a value that an expression gives, as far as that is known, and the fix.
fn computed(caller: &Workflow, name: &str, declared: InputKind, value: &Text<JobSetting>) -> Option<(String, String)> {
    let known = value.known();
    let given = match known {
        // Everything can be written as text.
        _ if declared == InputKind::Text => return None,
        StaticType::Nothing => return None,
        StaticType::Kind(kind) => kind,
        StaticType::BooleanInput(_) => InputKind::Boolean,
    };
    if given != declared {
        let (given, declared) = (given.word(), declared.word());
        let message = format!(" with {given} for the input `{name}`, which that workflow declares as {declared}");
        let fix =
            format!("pass {declared}, such as a comparison or `function::from_json`: GitHub converts nothing there");
        return Some((message, fix));
    }
    let StaticType::BooleanInput(read) = known else { return None };
    let event = not_declaring(caller, read)?;
    let message =
        format!(" with its own input `{read}` for the input `{name}`, which is null when `{event}` starts the run");
    Some((message, format!("pass `{read}.value().or(false)`: GitHub accepts only a boolean")))
}

/// A trigger that does not declare the input.
fn not_declaring(workflow: &Workflow, input: &str) -> Option<&'static str> {
    let declares = |trigger: &Trigger| match trigger {
        Trigger::WorkflowDispatch(dispatch) => dispatch.inputs.keys().any(|known| known.eq_ignore_ascii_case(input)),
        Trigger::WorkflowCall(call) => call.input(input).is_some(),
        _ => false,
    };
    let triggers: Vec<&Trigger> = workflow.on.list.iter().map(|on| &on.trigger).collect();
    // An input that no trigger declares is reported elsewhere.
    let is_declared = triggers.iter().any(|trigger| declares(trigger));
    triggers.into_iter().find(|trigger| is_declared && !declares(trigger)).map(Trigger::name)
}

fn secrets(interface: &WorkflowCall, secrets: &CallSecrets, found: &mut Vec<Problem>) {
    let CallSecrets::Named(named) = secrets else {
        return;
    };
    let mut add = |message: String, fix: String, documentation| {
        found.push(Problem::new(message, fix, documentation).at("secrets"));
    };
    for (name, secret) in &interface.secrets {
        if secret.required && !has(named, name) {
            let message = format!(" without the secret `{name}`, which that workflow requires");
            let fix = "pass it, or let the workflow inherit all secrets".to_owned();
            add(message, fix, syntax!("onworkflow_callsecretssecret_idrequired"));
        }
    }
    for name in named.keys() {
        if !interface.secrets.keys().any(|known| known.eq_ignore_ascii_case(name)) {
            let message = format!(" with the secret `{name}`, which that workflow does not declare");
            add(message, choices("secrets", interface.secrets.keys()), syntax!("jobsjob_idsecretssecret_id"));
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
fn permissions(called: &Workflow, granted: &Permissions, found: &mut Vec<Problem>) {
    let granted_in = |scope: Scope| granted.iter().find(|(known, _)| *known == scope).map(|(_, access)| access);
    for (id, job) in &called.jobs {
        for (scope, access) in job.permissions().iter() {
            let granted = granted_in(scope);
            if granted < Some(access) {
                let (scope, access) = (scope.word(), access.word());
                let granted = granted.map_or("none", Access::word);
                let message = format!(", whose job `{id}` needs `{scope}: {access}`, but grants only `{granted}`");
                let documentation = page!(
                    "workflows-and-actions/reusing-workflow-configurations#access-and-permissions-for-nested-workflows"
                );
                found.push(Problem::new(message, "add the permission to the call", documentation).at("permissions"));
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
