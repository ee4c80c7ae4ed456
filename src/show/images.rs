//! Images: every tag, which workflow pushes it from which branch, and who pulls it where.

use super::{WorkflowReference, builds, image, starts_by_hand};
use crate::compile::Compiled;
use crate::description::{Branch, Build, DispatchBranch, Tag};
use serde::Serialize;

/// A tag of an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImageRow {
    /// The image, without a tag.
    pub image: String,
    /// The tag; `<sha>` is the first 7 characters of the commit.
    pub tag: String,
    /// Whether it moves to newer images.
    pub moves: bool,
    /// Who pushes it.
    pub pushed: Vec<TagPush>,
    /// Who pulls it.
    pub pulled: Vec<TagPull>,
}

/// A workflow that pushes a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagPush {
    /// The workflow.
    #[serde(flatten)]
    pub by: WorkflowReference,
    /// The branch; `None` is any branch, by hand.
    pub branch: Option<String>,
}

/// A workflow that has a server pull a tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TagPull {
    /// The workflow.
    #[serde(flatten)]
    pub by: WorkflowReference,
    /// The environment.
    pub environment: String,
    /// The server.
    pub host: String,
    /// What starts it.
    pub start: DeploymentStart,
}

/// What starts a deployment of a tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DeploymentStart {
    /// The success of the build that pushed it, or somebody by hand.
    Build,
    /// Only somebody by hand, who chooses this branch.
    Hand,
}

impl ImageRow {
    /// The tag of that image, and its name, are the same.
    fn is(&self, image: &str, tag: &str) -> bool {
        self.image == image && self.tag == tag
    }
}

/// The table.
pub fn rows(compiled: &Compiled<'_>) -> Vec<ImageRow> {
    let mut rows: Vec<ImageRow> = Vec::new();
    for (repository, build, workflow) in builds(compiled) {
        let image = image(compiled.organization, repository, build);
        let by = WorkflowReference::new(&build.workflow, repository);
        for tag in tags(build) {
            let row = row(&mut rows, &image, &tag.name);
            let from = tag.branches.iter().map(|branch| Some(branch.to_string()));
            let by_hand = (tag.of_any_branch && starts_by_hand(&workflow.workflow)).then_some(None);
            row.pushed.extend(from.chain(by_hand).map(|branch| TagPush { by: by.clone(), branch }));
        }
    }
    for (repository, written) in compiled.workflows() {
        let Some((deployment, build, server)) = written.deployment() else { continue };
        let image = image(compiled.organization, repository, build);
        let others = build.branches.iter().filter(|branch| **branch != deployment.after.branch);
        let by_hand = others.filter(|_| deployment.workflow_dispatch.branch != DispatchBranch::Fixed);
        let starts = [(&deployment.after.branch, DeploymentStart::Build)]
            .into_iter()
            .chain(by_hand.map(|by| (by, DeploymentStart::Hand)));
        let mut seen = Vec::new();
        for (branch, start) in starts {
            let tag = as_pulled(&deployment.image_tag, branch);
            if seen.contains(&tag) {
                continue;
            }
            let (environment, host) = (deployment.environment.to_string(), server.name.to_string());
            let by = WorkflowReference::new(&deployment.workflow, repository);
            row(&mut rows, &image, &tag).pulled.push(TagPull { by, environment, host, start });
            seen.push(tag);
        }
    }
    rows
}

fn row<'a>(rows: &'a mut Vec<ImageRow>, image: &str, tag: &str) -> &'a mut ImageRow {
    let index = rows.iter().position(|row| row.is(image, tag)).unwrap_or_else(|| {
        let (image, tag) = (image.to_owned(), tag.to_owned());
        let moves = !tag.ends_with(SHA);
        rows.push(ImageRow { image, tag, moves, pushed: Vec::new(), pulled: Vec::new() });
        rows.len() - 1
    });
    &mut rows[index]
}

/// The tag that a deployment pulls of what is built from a branch; `latest` is the same for all.
pub(super) fn as_pulled(tag: &Tag, branch: &Branch) -> String {
    tag.on(branch.as_str(), SHA).unwrap_or_else(|| "latest".to_owned())
}

/// What stands for the short commit at the end of a tag.
const SHA: &str = "<sha>";

/// A tag that a build pushes.
pub(super) struct PushedTag<'a> {
    /// The tag as the registry has it.
    pub name: String,
    /// The branches from which a push makes it.
    branches: Vec<&'a Branch>,
    /// Whether every other branch gets it too when it is built by hand.
    of_any_branch: bool,
}

/// Every tag that a build pushes for its branches.
pub(super) fn tags(build: &Build) -> Vec<PushedTag<'_>> {
    let mut found: Vec<PushedTag<'_>> = Vec::new();
    for branch in &build.branches {
        for tag in &build.tags {
            let Some(name) = tag.on(branch.as_str(), SHA) else { continue };
            let of_any_branch = matches!(tag, Tag::Named(_) | Tag::NamedAndShortSha(_));
            if let Some(known) = found.iter_mut().find(|known| known.name == name) {
                known.of_any_branch |= of_any_branch;
                if !known.branches.contains(&branch) {
                    known.branches.push(branch);
                }
            } else {
                found.push(PushedTag { name, branches: vec![branch], of_any_branch });
            }
        }
    }
    found
}
