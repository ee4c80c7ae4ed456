//! What a committed workflow file says about when it runs.

use anyhow::{Context, Result};
use serde_yaml::Value;

/// A workflow of a repository.
#[derive(Debug, Clone)]
pub struct Workflow {
    /// Its file's name.
    pub file: String,
    /// Its name.
    pub name: String,
    /// The environment of its job.
    pub environment: Option<String>,
    on: Value,
    uses: Vec<String>,
}

impl Workflow {
    /// Reads a workflow file.
    pub fn read(file: String, text: &str) -> Result<Self> {
        let yaml: Value = serde_yaml::from_str(text).with_context(|| file.clone())?;
        let job = yaml["jobs"].as_mapping().and_then(|jobs| jobs.values().next()).cloned().unwrap_or_default();
        let steps = job["steps"].as_sequence().cloned().unwrap_or_default();
        Ok(Self {
            file,
            name: yaml["name"].as_str().unwrap_or_default().to_owned(),
            environment: job["environment"].as_str().map(str::to_owned),
            on: yaml["on"].clone(),
            uses: steps.iter().filter_map(|step| step["uses"].as_str()).map(str::to_owned).collect(),
        })
    }

    /// The actions that it uses, with the commits they are pinned to.
    pub fn uses(&self) -> &[String] {
        &self.uses
    }

    /// Whether a push to that branch starts it. (The filters in use are plain names.)
    pub fn starts_at_push(&self, branch: &str) -> bool {
        lists(&self.on["push"]["branches"], branch)
    }

    /// Whether the end of a run of that workflow, on that branch, starts it.
    pub fn waits_for(&self, workflow: &str, branch: &str) -> bool {
        let on = &self.on["workflow_run"];
        lists(&on["workflows"], workflow) && lists(&on["types"], "completed") && lists(&on["branches"], branch)
    }

    /// Whether an event with that activity starts it.
    pub fn listens_to(&self, event: &str, activity: &str) -> bool {
        lists(&self.on[event]["types"], activity)
    }
}

fn lists(list: &Value, wanted: &str) -> bool {
    list.as_sequence().is_some_and(|list| list.iter().any(|one| one.as_str() == Some(wanted)))
}
