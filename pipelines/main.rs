//! MAS / Mr. Mentor's pipelines, described; the binary hands the description to the compiler.
#![allow(clippy::wildcard_imports, reason = "a description reads better without long lists of imports")]

mod backend;
mod ci;
mod frontend;
mod shared;
mod website;

use pipewright::cli::{OwnWorkflow, Project, run};
use pipewright::prelude::*;

fn main() -> std::process::ExitCode {
    let organization = Organization {
        name: "MAS-Mr-Mentor".to_owned(),
        environments: shared::environments(),
        repositories: vec![backend::repository(), frontend::repository(), website::repository()],
    };
    let ci = OwnWorkflow::new("ci.yml", "pipelines/ci.rs", ci::workflow());
    let project = Project::new(organization, include_str!("../actions.lock"), vec![ci]);
    run(std::env::args_os(), &project)
}
