//! What is found in a lock, and in a project's own workflows: asked as values, because the binary has its own.

use pipewright::actions::Workflow;
use pipewright::compile::{OwnWorkflow, compile, own_workflows};
use pipewright::diagnostic::{Diagnostic, Language};
use pipewright::lint::{self, Example, Subject};
use pipewright::prelude::*;
use serde_json::{Value, json};

/// What is found in a project without a repository, with the fields that `lint --format json` has.
pub fn findings(lock: &str, own: &[OwnWorkflow]) -> Vec<Value> {
    asked(lock, own).unwrap()
}

/// The same, or what is refused of all that is accepted.
pub fn asked(lock: &str, own: &[OwnWorkflow]) -> Result<Vec<Value>, Vec<String>> {
    let organization = Organization { name: "example".to_owned(), environments: Vec::new(), repositories: Vec::new() };
    let parsed = Lock::parse(lock).unwrap();
    let compiled = compile(&organization, &parsed).unwrap();
    let own = own_workflows(own, &parsed).unwrap();
    let subject = Subject::of(&compiled).of_project(&own);
    let refused = |found: Vec<Diagnostic>| found.into_iter().map(|each| each.message).collect::<Vec<_>>();
    let found = lint::findings(&subject).map_err(refused)?.into_iter().filter(|finding| finding.ignored.is_none());
    let each = found.map(|finding| {
        let place = finding.at.place.as_ref().unwrap();
        let pinned = place
            .pinned()
            .map(|action| lock.lines().position(|line| line.starts_with(action)).map_or(0, |line| line + 1));
        json!({
            "rule": finding.code(),
            "message": finding.message,
            "fix": finding.fix.text(Language::Yaml),
            "file": place.line().map(std::panic::Location::file),
            "line": place.line().map(|line| line.line() as usize).or(pinned),
            "generated": { "line": finding.generated.as_ref().map_or(0, |at| at.line) },
        })
    });
    Ok(each.collect())
}

/// What is found in a project's own workflow, with the lock that the package has.
pub fn in_workflow(workflow: Workflow) -> Vec<Value> {
    let own = OwnWorkflow::new("example.yml", "src/example.rs", workflow);
    let fresh = include_str!("../../actions.lock").replace(" node20", " node24");
    findings(&fresh, &[own])
}

/// What is found in the failing part of an example, or in the passing one.
pub fn in_example(example: &Example, fails: bool) -> Vec<Value> {
    match example {
        Example::Description { base, .. } => {
            crate::lint::project::findings(&if fails { example.failing() } else { base.text().to_owned() })
        }
        Example::Lock { .. } => findings(&if fails { example.failing() } else { example.passing().to_owned() }, &[]),
        Example::Workflow { failing, passing } => in_workflow((if fails { failing } else { passing }.workflow)()),
    }
}
