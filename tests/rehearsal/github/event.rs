//! Events as GitHub sends them, with the fields that workflows and their expressions read.

use serde_json::{Map, Value, json};

use super::OWNER;
use super::conductor::Cause;
use super::run::Run;
use crate::stage::ACTOR;

/// The payload with what every event has: the repository and who did it.
pub fn with_repository(name: &str, mut payload: Value) -> Value {
    payload["repository"] = json!({
        "name": name,
        "full_name": format!("{OWNER}/{name}"),
        "default_branch": "main",
        "owner": { "login": OWNER },
    });
    payload["sender"] = json!({ "login": ACTOR });
    payload
}

/// A push to a branch.
pub fn push(name: &str, branch: &str, commit: &str) -> Value {
    with_repository(
        name,
        json!({ "ref": format!("refs/heads/{branch}"), "after": commit, "head_commit": { "id": commit } }),
    )
}

/// The button, on a branch.
pub fn dispatch(name: &str, branch: &str, inputs: &[(&str, &str)]) -> Value {
    let inputs: Map<String, Value> = inputs.iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    with_repository(name, json!({ "ref": format!("refs/heads/{branch}"), "inputs": inputs }))
}

/// The end of a run.
pub fn workflow_run(run: &Run, cause: &Cause) -> Value {
    let name = &cause.repository.name;
    let repository = format!("{OWNER}/{name}");
    with_repository(
        name,
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
