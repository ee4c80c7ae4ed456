//! The contexts in which the expressions of a run are evaluated.
//!
//! What nobody can know before the run has a name in angle brackets for a value: `<secrets.NAME>`, `<sha>`,
//! `<steps.ID.outputs.NAME>`.

use super::event::{Event, EventKind};
use super::scenario::Scenario;
use crate::description::{Organization, Repository, Secret, SecretName};
use actions::expr::{Contexts, Value};
use actions::{Trigger, Workflow};
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
    let EventKind::Dispatch { inputs: entered, .. } = &event.kind else { return Value::Null };
    let form = workflow.on.list.iter().find_map(|on| match &on.trigger {
        Trigger::WorkflowDispatch(form) => Some(form),
        _ => None,
    });
    form.map_or(Value::Null, |form| form.entered(entered.iter().map(|(name, value)| (name.as_str(), value.as_str()))))
}

/// The secrets of a job: what its repository declares, and what opens the server of its environment.
#[derive(Debug, Clone, Copy)]
pub struct Vault<'a> {
    /// What is described.
    pub organization: &'a Organization,
    /// The job's repository,
    pub repository: &'a Repository,
    /// its environment,
    pub environment: Option<&'a str>,
    /// and what is not set.
    pub scenario: &'a Scenario,
}

impl Vault<'_> {
    /// The `secrets` context.
    pub fn context(&self) -> Json {
        let declared = self.repository.secrets.iter().filter(|secret| self.is_seen(secret)).map(|secret| &secret.name);
        let names = declared.chain(self.of_the_server()).map(SecretName::as_str);
        let set = names.filter(|name| !self.scenario.without.contains(*name));
        let seen = set.chain([RUN_TOKEN]).map(|name| (name.to_owned(), json!(format!("<secrets.{name}>"))));
        Json::Object(seen.collect())
    }

    /// Who gives the job a secret.
    pub fn holder(&self, name: &str) -> String {
        let environment = || format!("environment {}", self.environment.unwrap_or_default());
        let declared = self.repository.secrets.iter().find(|secret| secret.name.as_str() == name);
        match declared {
            _ if name == RUN_TOKEN => "the run itself".to_owned(),
            _ if self.scenario.without.contains(name) => "nobody: it is not set".to_owned(),
            Some(secret) if secret.environments.is_empty() => "the repository".to_owned(),
            Some(secret) if self.is_seen(secret) => environment(),
            _ if self.of_the_server().any(|secret| secret.as_str() == name) => environment(),
            _ => "nobody: it is empty here".to_owned(),
        }
    }

    fn is_seen(&self, secret: &Secret) -> bool {
        let holders = &secret.environments;
        holders.is_empty() || holders.iter().any(|holder| Some(holder.as_str()) == self.environment)
    }

    /// Naming a server's secrets declares them: the environment holds them.
    fn of_the_server(&self) -> impl Iterator<Item = &SecretName> {
        let environments = self.organization.environments.iter();
        let own = environments.filter(|environment| Some(environment.name.as_str()) == self.environment);
        own.flat_map(|environment| environment.server.secrets())
    }
}

/// The secrets that need not be set.
pub fn optional(repository: &Repository) -> impl Iterator<Item = &str> {
    let optional = repository.secrets.iter().filter(|secret| !secret.is_required());
    optional.map(|secret| secret.name.as_str())
}
