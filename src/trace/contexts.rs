//! The contexts in which the expressions of a run are evaluated.
//!
//! What nobody can know before the run has a name in angle brackets for a value: `<secrets.NAME>`, `<sha>`,
//! `<steps.ID.outputs.NAME>`.

use super::event::{Event, Kind};
use super::world::World;
use crate::spec::{Holder, Presence, Repository, Secret};
use crate::workflow::expr::{Contexts, Value};
use crate::workflow::{Trigger, Workflow};
use serde_json::{Map, Value as Json, json};

/// The token that GitHub gives each run.
pub const RUN_TOKEN: &str = "GITHUB_TOKEN";

/// The contexts of a workflow's run, as far as all of its jobs have them.
pub fn of_run(event: &Event, workflow: &Workflow) -> Contexts {
    let at = &event.at;
    let github = json!({
        "event_name": event.kind.name(),
        "event": event.payload,
        "repository": format!("{}/{}", at.owner, at.repository),
        "repository_owner": at.owner,
        "ref": format!("refs/heads/{}", event.branch),
        "ref_name": event.branch,
        "ref_type": "branch",
        "sha": event.commit,
        "actor": at.actor,
        "triggering_actor": at.actor,
        "workflow": workflow.name,
        "server_url": "https://github.com",
        "api_url": "https://api.github.com",
        "token": format!("<secrets.{RUN_TOKEN}>"),
        "run_id": "<run_id>",
        "run_number": "<run_number>",
        "run_attempt": "1",
        "workspace": "<workspace>",
    });
    let nothing = || Json::Object(Map::new());
    Contexts::new()
        .with("github", github)
        .with("inputs", inputs(event, workflow))
        .with("vars", nothing())
        .with("env", nothing())
        .with("needs", nothing())
        .with("strategy", nothing())
        .with("matrix", nothing())
        .with("secrets", nothing())
        .with("steps", nothing())
        .with("job", json!({ "status": "success" }))
        .with("runner", json!({ "os": "Linux", "arch": "X64", "name": "<runner>", "temp": "<temp>" }))
        .hash_files(|patterns| format!("<hash of {}>", patterns.join(", ")))
}

/// The inputs, as the form of the workflow gives them; of another event's run there are none.
fn inputs(event: &Event, workflow: &Workflow) -> Value {
    let Kind::Dispatch { inputs: entered, .. } = &event.kind else { return Value::Null };
    let form = workflow.on.list.iter().find_map(|on| match &on.trigger {
        Trigger::WorkflowDispatch(form) => Some(form),
        _ => None,
    });
    form.map_or(Value::Null, |form| form.entered(entered.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
}

/// The secrets that a job of that environment sees.
pub fn secrets(repository: &Repository, environment: Option<&str>, world: &World) -> Json {
    let mut seen = Map::from_iter([(RUN_TOKEN.to_owned(), json!(format!("<secrets.{RUN_TOKEN}>")))]);
    for secret in &repository.secrets {
        let name = secret.name.as_str();
        if is_seen(secret, environment) && !world.without.contains(name) {
            seen.insert(name.to_owned(), json!(format!("<secrets.{name}>")));
        }
    }
    Json::Object(seen)
}

fn is_seen(secret: &Secret, environment: Option<&str>) -> bool {
    match &secret.held_by {
        Holder::Repository => true,
        Holder::Environments(holders) => holders.iter().any(|holder| Some(holder.as_str()) == environment),
    }
}

/// Who gives a job of that environment a secret.
pub fn holder(repository: &Repository, environment: Option<&str>, name: &str, world: &World) -> String {
    if name == RUN_TOKEN {
        return "the run itself".to_owned();
    }
    let declared = repository.secrets.iter().find(|secret| secret.name.as_str() == name);
    match declared {
        _ if world.without.contains(name) => "nobody: it is not set".to_owned(),
        Some(Secret { held_by: Holder::Repository, .. }) => "the repository".to_owned(),
        Some(secret) if is_seen(secret, environment) => format!("environment {}", environment.unwrap_or_default()),
        _ => "nobody: it is empty here".to_owned(),
    }
}

/// The secrets that need not be set.
pub fn optional(repository: &Repository) -> impl Iterator<Item = &str> {
    let optional = repository.secrets.iter().filter(|secret| secret.presence != Presence::Required);
    optional.map(|secret| secret.name.as_str())
}
