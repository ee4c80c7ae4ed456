//! Ids and names of variables.

use crate::problem::{page, syntax};
use crate::{Position, Problem, Variables};

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

/// Why text is not a valid id of a job, a step, an input or an output.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_id>; the length and
/// the prefix are what GitHub's own parser (`@actions/workflow-parser`) says.
pub(super) fn id(text: &str) -> Option<Problem> {
    let mut characters = text.chars();
    let is_id = characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|next| next.is_ascii_alphanumeric() || matches!(next, '-' | '_'));
    let problem = |message: &str, fix| Some(Problem::new(message, fix, syntax!("jobsjob_id")));
    if !is_id {
        problem("is not a valid identifier", "start with a letter or `_`, and use only letters, digits, `-` and `_`")
    } else if text.len() >= TOO_LONG {
        problem(&format!("has {} characters", text.len()), "use at most 99")
    } else if text.starts_with("__") {
        problem("starts with `__`, which GitHub reserves", "rename it")
    } else {
        None
    }
}

/// The variables with invalid names.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/variables#naming-conventions-for-environment-variables>
pub(super) fn variables<K>(variables: &Variables<K>) -> impl Iterator<Item = Problem> + '_ {
    variables.keys().filter_map(|name| {
        let position = Position::workflow().key("env").key(name);
        Some(variable(name)?.within(position, format_args!("sets the variable `{name}`, which ")))
    })
}

fn variable(name: &str) -> Option<Problem> {
    let is_name = !name.is_empty()
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && name.chars().all(|next| next.is_ascii_alphanumeric() || next == '_');
    let documentation = page!("workflows-and-actions/variables#naming-conventions-for-environment-variables");
    let problem = |message, fix| Some(Problem::new(message, fix, documentation));
    if !is_name {
        problem("no shell can read", "use only letters, digits and `_`, and do not start with a digit")
    } else if RESERVED.contains(&name) {
        problem("GitHub sets itself and nobody can overwrite", "choose another name")
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

/// What is wrong with a shell, unless GitHub knows it or the command says where the script's file goes.
pub(super) fn shell(shell: &str, documentation: &'static str) -> Option<Problem> {
    let is_known = SHELLS.contains(&shell) || (shell.contains("{0}") && !shell.trim_start().starts_with("{0}"));
    let fix = format!("use {} or a command with `{{0}}` for the script's file", SHELLS.join(", "));
    (!is_known).then(|| Problem::new(format!("shell `{shell}`, which GitHub does not know"), fix, documentation))
}
