//! MAS / Mr. Mentor's pipelines, described.
#![allow(clippy::wildcard_imports, reason = "a description reads better without long lists of imports")]

mod backend;
mod ci;
mod frontend;
mod shared;
mod website;

use pipewright::cli::{OwnWorkflow, Project};
use pipewright::prelude::*;

/// What MAS delivers.
pub fn organization() -> Organization {
    Organization {
        name: "MAS-Mr-Mentor".to_owned(),
        environments: shared::environments(),
        repositories: vec![backend::repository(), frontend::repository(), website::repository()],
    }
}

/// It, with the pins of its actions and the workflow that checks this repository.
pub fn project() -> Project {
    Project::new(organization())
        .pinned_by("pipelines/actions.lock", include_str!("actions.lock"))
        .with_own_workflows(vec![OwnWorkflow::new("ci.yml", "pipelines/ci.rs", ci::workflow())])
}
