//! What can happen, as GitHub tells it in the `github` context.

use pipewright::actions::expr::Contexts;
use serde_json::{Value, json};

/// Any event, with its payload.
pub fn event(name: &str, payload: &Value) -> Contexts {
    Contexts::new().with("github", json!({ "event_name": name, "event": payload }))
}

/// A build of a branch ended.
pub fn build_ended(conclusion: &str, branch: &str) -> Contexts {
    let run = json!({ "conclusion": conclusion, "head_branch": branch });
    event("workflow_run", &json!({ "workflow_run": run }))
}

/// Somebody pressed "Run workflow".
pub fn pressed_by_hand() -> Contexts {
    event("workflow_dispatch", &json!({}))
}

/// A comment on an issue or a pull request.
pub fn comment(body: &str) -> Contexts {
    event("issue_comment", &json!({ "comment": { "body": body } }))
}

/// A comment on a line of a pull request.
pub fn review_comment(body: &str) -> Contexts {
    event("pull_request_review_comment", &json!({ "comment": { "body": body } }))
}

/// A review of a pull request; one without words has no body.
pub fn review(body: Option<&str>) -> Contexts {
    event("pull_request_review", &json!({ "review": { "body": body } }))
}

/// An issue was opened or assigned.
pub fn issue(title: &str, body: Option<&str>) -> Contexts {
    event("issues", &json!({ "issue": { "title": title, "body": body } }))
}
