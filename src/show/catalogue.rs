//! The pipeline catalogue: every workflow with what starts it, computed from the workflows themselves.

use crate::compile::Compiled;
use actions::trigger::Filter;
use actions::{Trigger, Work, Workflow};
use serde::Serialize;

/// A row of the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CatalogueRow {
    /// The workflow's name and its repository.
    pub workflow: String,
    /// The file, below the organisation's folder of repositories.
    pub file: String,
    /// What starts it.
    pub trigger: String,
    /// The ids of its jobs.
    pub jobs: Vec<String>,
    /// The environment of its jobs, if they have one.
    pub environment: Option<String>,
}

/// The table.
pub fn rows(compiled: &Compiled<'_>) -> Vec<CatalogueRow> {
    let workflows = compiled.workflows();
    workflows.map(|(repository, written)| row(repository.name.as_str(), written.file(), &written.workflow)).collect()
}

fn row(repository: &str, file: &str, workflow: &Workflow) -> CatalogueRow {
    let triggers: Vec<String> = workflow.on.list.iter().map(|on| trigger(&on.trigger)).collect();
    let environment = workflow.jobs.values().find_map(|job| match &job.work {
        Work::Steps(work) => work.environment.as_ref().map(|environment| environment.name.to_string()),
        Work::Call(_) => None,
    });
    CatalogueRow {
        workflow: format!("{} ({repository})", workflow.name),
        file: format!("{repository}/.github/workflows/{file}"),
        trigger: triggers.join("; "),
        jobs: workflow.jobs.keys().cloned().collect(),
        environment,
    }
}

fn trigger(trigger: &Trigger) -> String {
    let on = |branches: &Filter, word: &str| match branches {
        Filter::Any => String::new(),
        Filter::Only(_) => format!(" {word} {}", branches.words().join(", ")),
        Filter::Except(_) => format!(" {word} all but {}", branches.words().join(", ")),
    };
    match trigger {
        Trigger::Push(push) => format!("push{}", on(&push.branches, "to")),
        Trigger::WorkflowRun(run) => {
            format!("workflow_run of {}{}", run.workflows().join(", "), on(&run.branches, "on"))
        }
        Trigger::Activity(activity) => {
            let types = activity.types();
            if types.is_empty() {
                activity.name().to_owned()
            } else {
                format!("{} ({})", activity.name(), types.join(", "))
            }
        }
        other => other.name().to_owned(),
    }
}
