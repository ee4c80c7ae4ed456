//! The names that images get.

use anyhow::{Result, ensure};
use std::collections::BTreeSet;

use super::{build, configuration, label};
use crate::github::{Conclusion, GitHub};
use crate::scenario::Shown;
use crate::scenarios::journeys::{BUILT, expect};
use crate::stage::{Behaviour, Stage};

const BACKEND: &str = "mr-mentor-backend";

/// Repository, branch, and the tags that the reference names for it; `SHA` is the commit's first 7 characters.
const EXPECTED: [(&str, &str, &[&str]); 7] = [
    (BACKEND, "main", &["main", "main-SHA", "latest"]),
    (BACKEND, "development", &["development", "development-SHA"]),
    (BACKEND, "staging", &["staging", "staging-SHA"]),
    ("mr-mentor-frontend", "main", &["main", "main-SHA", "production", "latest"]),
    ("mr-mentor-frontend", "development", &["development", "development-SHA"]),
    ("mas-website-live", "main", &["production", "latest", "production-SHA"]),
    ("mas-website-live", "development", &["development", "development-SHA"]),
];

/// The tags of a repository that lead to an image of that commit.
fn tags_of(stage: &Stage, name: &str, commit: &str) -> Result<BTreeSet<String>> {
    let mut tags = BTreeSet::new();
    for tag in stage.tags(&format!("mas-mr-mentor/{}", name.to_lowercase()))? {
        if label(&configuration(stage, name, &tag)?, "revision") == commit {
            tags.insert(tag);
        }
    }
    Ok(tags)
}

fn expect_tags(stage: &Stage, name: &str, commit: &str, expected: &[&str]) -> Result<()> {
    let expected: BTreeSet<String> = expected.iter().map(|tag| tag.replace("SHA", &commit[..7])).collect();
    let tags = tags_of(stage, name, commit)?;
    ensure!(tags == expected, "{name} at {commit} has the tags {tags:?}, not {expected:?}");
    Ok(())
}

pub fn tags(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    for (name, branch, expected) in EXPECTED {
        let commit = github.commit(name, branch, branch, Behaviour::Healthy, &[])?;
        build(&github, name, branch)?;
        expect_tags(stage, name, &commit, expected)?;
    }
    // What is no branch of a build.
    for (name, branch) in [(BACKEND, "feature/y"), ("mr-mentor-frontend", "staging"), ("mas-website-live", "staging")] {
        github.commit(name, branch, "other", Behaviour::Healthy, &[])?;
        ensure!(github.watch_push(name, branch)?.is_empty(), "a push to {branch} of {name} builds");
    }
    Ok(format!("{} pushes, each with exactly its tags; three other branches built nothing", EXPECTED.len()))
}

/// By hand, on branches whose names no tag can have, and in repositories with capitals.
pub fn names(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    let long = "long/".to_owned() + &"x".repeat(115);
    let long_tag = "long-".to_owned() + &"x".repeat(115);
    let cases = [
        (BACKEND, "build.yml", "Feature/Big_Thing.v2", "Feature-Big_Thing.v2"),
        (BACKEND, "build.yml", "fix/a+b@c#1", "fix-a-b-c-1"),
        (BACKEND, "build.yml", "r\u{e9}sum\u{e9}", "r-sum-"),
        (BACKEND, "build.yml", &long, &long_tag),
        ("MR-Mentor-Backend", "build.yml", "staging", "staging"),
        ("MAS-Website-Live", "build-development.yml", "development", "development"),
    ];
    for (name, file, branch, tag) in cases {
        let commit = github.commit(name, branch, "named", Behaviour::Healthy, &[])?;
        let run = github.watch(name, file, branch, &[])?.end()?;
        ensure!(run.conclusion == Conclusion::Success, "{branch} of {name}: {}", run.tail());
        expect_tags(stage, name, &commit, &[tag, &format!("{tag}-SHA")])?;
    }
    Ok(format!("{} names", cases.len()))
}

/// The backend has one group for the builds of all its branches.
pub fn cancelled(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    let older = github.commit(BACKEND, "main", "older", Behaviour::Healthy, &[])?;
    let newer = github.commit(BACKEND, "staging", "newer", Behaviour::Healthy, &[])?;
    let mut conductor = github.conduct();
    let first = conductor.push(BACKEND, "main")?[0];
    conductor.until_step(first, "Check out the repository")?;
    conductor.push(BACKEND, "staging")?;
    let skipped = ("Deploy to Production Blue-Green", Conclusion::Skipped);
    expect(&conductor.settle()?, &[("Build and Push Docker Image", Conclusion::Cancelled), skipped, BUILT])?;
    expect_tags(stage, BACKEND, &older, &[])?;
    expect_tags(stage, BACKEND, &newer, &["staging", "staging-SHA"])?;
    Ok("the push to staging cancelled the build of main, which left no image".to_owned())
}
