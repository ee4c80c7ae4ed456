//! Ids and names of variables.

use crate::Variables;
use crate::problem::{IdProblem, VariableProblem};

/// The length from which on GitHub refuses an id, in characters.
const TOO_LONG: usize = 100;

/// The variables that GitHub sets itself.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/variables#default-environment-variables>
const RESERVED: [&str; 45] = [
    "GITHUB_ACTION",
    "GITHUB_ACTION_PATH",
    "GITHUB_ACTION_REPOSITORY",
    "GITHUB_ACTIONS",
    "GITHUB_ACTOR",
    "GITHUB_ACTOR_ID",
    "GITHUB_API_URL",
    "GITHUB_BASE_REF",
    "GITHUB_ENV",
    "GITHUB_EVENT_NAME",
    "GITHUB_EVENT_PATH",
    "GITHUB_GRAPHQL_URL",
    "GITHUB_HEAD_REF",
    "GITHUB_JOB",
    "GITHUB_OUTPUT",
    "GITHUB_PATH",
    "GITHUB_REF",
    "GITHUB_REF_NAME",
    "GITHUB_REF_PROTECTED",
    "GITHUB_REF_TYPE",
    "GITHUB_REPOSITORY",
    "GITHUB_REPOSITORY_ID",
    "GITHUB_REPOSITORY_OWNER",
    "GITHUB_REPOSITORY_OWNER_ID",
    "GITHUB_RETENTION_DAYS",
    "GITHUB_RUN_ATTEMPT",
    "GITHUB_RUN_ID",
    "GITHUB_RUN_NUMBER",
    "GITHUB_SERVER_URL",
    "GITHUB_SHA",
    "GITHUB_STATE",
    "GITHUB_STEP_SUMMARY",
    "GITHUB_TRIGGERING_ACTOR",
    "GITHUB_WORKFLOW",
    "GITHUB_WORKFLOW_REF",
    "GITHUB_WORKFLOW_SHA",
    "GITHUB_WORKSPACE",
    "RUNNER_ARCH",
    "RUNNER_DEBUG",
    "RUNNER_ENVIRONMENT",
    "RUNNER_NAME",
    "RUNNER_OS",
    "RUNNER_TEMP",
    "RUNNER_TOOL_CACHE",
    "RUNNER_WORKSPACE",
];

/// Why text is no id, of a job, a step, an input or an output.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id>; the length and
/// the prefix are what GitHub's own parser (`@actions/workflow-parser`) says.
pub(super) fn id(text: &str) -> Option<IdProblem> {
    let mut characters = text.chars();
    let is_id = characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_'));
    if !is_id {
        Some(IdProblem::Characters)
    } else if text.len() >= TOO_LONG {
        Some(IdProblem::TooLong { length: text.len() })
    } else if text.starts_with("__") {
        Some(IdProblem::Reserved)
    } else {
        None
    }
}

/// The variables whose names are none.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/variables#naming-conventions-for-environment-variables>
pub(super) fn variables<K>(variables: &Variables<K>) -> impl Iterator<Item = (String, VariableProblem)> + '_ {
    variables.keys().filter_map(|name| Some((name.clone(), variable(name)?)))
}

fn variable(name: &str) -> Option<VariableProblem> {
    let is_name = !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_');
    if !is_name {
        Some(VariableProblem::Characters)
    } else if RESERVED.contains(&name) {
        Some(VariableProblem::Reserved)
    } else {
        None
    }
}

/// Whether a container can be given a variable of that name; its programs may read what no shell does.
pub(super) fn is_container_variable(name: &str) -> bool {
    !name.is_empty() && !name.chars().any(|next| next == '=' || next.is_whitespace() || next.is_control())
}

/// The shells that GitHub knows by name.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstepsshell>
const SHELLS: [&str; 6] = ["bash", "sh", "pwsh", "powershell", "python", "cmd"];

/// Whether GitHub knows the shell, or is told where the script's file goes.
pub(super) fn is_shell(shell: &str) -> bool {
    SHELLS.contains(&shell) || (shell.contains("{0}") && !shell.trim_start().starts_with("{0}"))
}
