//! Events as GitHub sends them, with the fields that workflows and their expressions read. A repository is named with its
//! owner.

use serde_json::{Map, Value, json};

use super::conductor::Cause;
use super::run::Run;
use crate::stage::ACTOR;

/// The payload with what every event has: the repository and who did it.
pub fn with_repository(repository: &str, mut payload: Value) -> Value {
    let (owner, name) = repository.split_once('/').unwrap_or_default();
    payload["repository"] = json!({
        "name": name,
        "full_name": repository,
        "default_branch": "main",
        "owner": { "login": owner },
    });
    payload["sender"] = json!({ "login": ACTOR });
    payload
}

/// A push to a branch.
pub fn push(repository: &str, branch: &str, commit: &str) -> Value {
    with_repository(
        repository,
        json!({ "ref": format!("refs/heads/{branch}"), "after": commit, "head_commit": { "id": commit } }),
    )
}

/// The button, on a branch.
pub fn dispatch(repository: &str, file: &str, branch: &str, inputs: &[(&str, &str)]) -> Value {
    let inputs: Map<String, Value> = inputs.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    with_repository(
        repository,
        json!({ "ref": format!("refs/heads/{branch}"), "workflow": format!(".github/workflows/{file}"), "inputs": inputs }),
    )
}

/// The end of a run.
pub fn workflow_run(repository: &str, run: &Run, cause: &Cause) -> Value {
    with_repository(
        repository,
        json!({
            "action": "completed",
            "workflow": { "name": run.workflow, "path": format!(".github/workflows/{}", cause.workflow.file) },
            "workflow_run": {
                "id": run.number,
                "name": run.workflow,
                "path": format!(".github/workflows/{}", cause.workflow.file),
                "run_number": run.number,
                "run_attempt": 1,
                "event": cause.kind,
                "status": "completed",
                "conclusion": run.conclusion.name(),
                "head_branch": cause.branch,
                "head_sha": cause.commit,
                "head_commit": { "id": cause.commit },
                "head_repository": { "full_name": repository },
                "repository": { "full_name": repository },
                "actor": { "login": ACTOR },
                "triggering_actor": { "login": ACTOR },
                "html_url": format!("https://github.com/{repository}/actions/runs/{}", run.number),
            },
        }),
    )
}
