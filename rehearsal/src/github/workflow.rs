//! What a committed workflow file says about when it runs.

use anyhow::{Context, Result, bail, ensure};
use serde_json::Value as Json;
use serde_yaml::Value;

use super::condition;

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
    /// How many steps its job has.
    pub steps: usize,
    condition: Option<String>,
    groups: [Option<Group>; 2],
}

/// A concurrency group: only one of those in it runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// What it is called, within the repository.
    pub name: String,
    /// Whether a new one cancels the one that runs.
    pub cancels: bool,
}

impl Workflow {
    /// Reads a workflow file.
    pub fn read(file: String, text: &str) -> Result<Self> {
        let yaml: Value = serde_yaml::from_str(text).with_context(|| file.clone())?;
        let jobs = yaml["jobs"].as_mapping().with_context(|| format!("{file} has no jobs"))?;
        ensure!(jobs.len() == 1, "{file} has {} jobs; only one is supported", jobs.len());
        let job = jobs.values().next().cloned().unwrap_or_default();
        let steps = job["steps"].as_sequence().cloned().unwrap_or_default();
        for event in ["push", "workflow_run"] {
            for branch in yaml["on"][event]["branches"].as_sequence().into_iter().flatten() {
                let name = branch.as_str().unwrap_or_default();
                ensure!(!name.contains(['*', '?', '[', '!', '+']), "{file}: the pattern {name} is not known here");
            }
        }
        Ok(Self {
            name: yaml["name"].as_str().unwrap_or_default().to_owned(),
            environment: job["environment"].as_str().map(str::to_owned),
            on: yaml["on"].clone(),
            steps: steps.len(),
            uses: steps.iter().filter_map(|step| step["uses"].as_str()).map(str::to_owned).collect(),
            condition: job["if"].as_str().map(str::to_owned),
            groups: [group(&yaml["concurrency"]), group(&job["concurrency"])]
                .map(|group| group.with_context(|| format!("the concurrency of {file}")))
                .into_iter()
                .collect::<Result<Vec<_>>>()?
                .try_into()
                .unwrap_or_default(),
            file,
        })
    }

    /// The actions that it uses, with the commits they are pinned to.
    pub fn uses(&self) -> &[String] {
        &self.uses
    }

    /// The groups in which a run for that event takes a place: the workflow's, and the job's when the job will run.
    pub fn groups(&self, kind: &str, payload: &Json) -> Result<Vec<Group>> {
        let [workflow, job] = self.groups.clone();
        let runs = match (&job, &self.condition) {
            (Some(_), Some(text)) => condition::holds(text, kind, payload).with_context(|| self.file.clone())?,
            _ => true,
        };
        Ok(workflow.into_iter().chain(job.filter(|_| runs)).collect())
    }

    /// Whether a push to that branch starts it.
    pub fn starts_at_push(&self, branch: &str) -> bool {
        self.on.get("push").is_some_and(|on| lets_through(&on["branches"], branch))
    }

    /// Whether the end of a run of that workflow, on that branch, starts it.
    pub fn waits_for(&self, workflow: &str, branch: &str) -> bool {
        self.on.get("workflow_run").is_some_and(|on| {
            lists(&on["workflows"], workflow)
                && lets_through(&on["types"], "completed")
                && lets_through(&on["branches"], branch)
        })
    }

    /// Whether an event with that activity starts it.
    pub fn listens_to(&self, event: &str, activity: &str) -> bool {
        self.on.get(event).is_some_and(|on| lets_through(&on["types"], activity))
    }
}

/// What stands at `concurrency`. The committed files write names and truth values out; an expression is refused.
fn group(value: &Value) -> Result<Option<Group>> {
    let Some(settings) = value.as_mapping() else {
        ensure!(value.is_null(), "{value:?} is not known here");
        return Ok(None);
    };
    let mut group = Group { name: String::new(), cancels: false };
    for (key, value) in settings {
        match (key.as_str(), value) {
            (Some("group"), Value::String(name)) if !name.contains("${{") => name.clone_into(&mut group.name),
            (Some("cancel-in-progress"), Value::Bool(cancels)) => group.cancels = *cancels,
            _ => bail!("{key:?}: {value:?} is not known here"),
        }
    }
    ensure!(!group.name.is_empty(), "there is no group");
    Ok(Some(group))
}

/// A filter that is not there lets everything through.
fn lets_through(list: &Value, wanted: &str) -> bool {
    list.is_null() || lists(list, wanted)
}

fn lists(list: &Value, wanted: &str) -> bool {
    list.as_sequence().is_some_and(|list| list.iter().any(|one| one.as_str() == Some(wanted)))
}
