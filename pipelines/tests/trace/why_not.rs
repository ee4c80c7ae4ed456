//! Why things do not start: what happened, and the line of the tree that says why.

use super::playing::{json, tree};
use std::collections::BTreeSet;

const NOT_PUSH: &str = "it does not listen to push, but to workflow_run, workflow_dispatch";
const BACKEND: &str = "mr-mentor-backend";
const FRONTEND: &str = "mr-mentor-frontend";
const WEBSITE: &str = "mas-website-live";

/// What happened, in which repository, and what the tree says then.
type Row = (&'static str, &'static str, &'static str);

const ROWS: [Row; 34] = [
    // A push to a branch that is not built.
    (
        "push --any-branch --branch feature/x",
        BACKEND,
        "not Build and Push Docker Image (build.yml): feature/x is not among its branches: main, development, staging",
    ),
    (
        "push --any-branch --branch feature/x",
        FRONTEND,
        "not Build (Development) (build-development.yml): feature/x is not among its branches: development",
    ),
    (
        "push --branch development",
        FRONTEND,
        "not Build (Production) (build-production.yml): development is not among its branches: main",
    ),
    (
        "push --branch main",
        FRONTEND,
        "not Build (Development) (build-development.yml): main is not among its branches: development",
    ),
    (
        "push --branch main",
        WEBSITE,
        "not Build (Development) (build-development.yml): main is not among its branches: development",
    ),
    (
        "push --branch development",
        WEBSITE,
        "not Build (Production) (build-production.yml): development is not among its branches: main",
    ),
    // Deployments wait for builds.
    (
        "push --branch staging",
        BACKEND,
        "not Deploy to Development (deploy-development.yml): staging is not among its branches: development",
    ),
    (
        "push --branch staging",
        BACKEND,
        "not Deploy to Production Blue-Green (deploy-production.yml): staging is not among its branches: main",
    ),
    (
        "push --branch main",
        BACKEND,
        "not Deploy to Development (deploy-development.yml): main is not among its branches: development",
    ),
    (
        "push --branch main",
        WEBSITE,
        "not Deploy to Production (deploy-production.yml): it does not listen to push, but to workflow_run, workflow_dispatch",
    ),
    (
        "push --branch main",
        FRONTEND,
        "not Claude Code (claude.yml): it does not listen to push, but to issue_comment, pull_request_review_comment, pull_request_review, issues",
    ),
    ("push --branch main", BACKEND, "nor the 10 workflows of other repositories"),
    // A build that did not succeed.
    (
        "workflow-run --workflow build.yml --branch main --conclusion failure",
        BACKEND,
        "nor github.event.workflow_run.conclusion == 'success' (github.event.workflow_run.conclusion is \"failure\")",
    ),
    (
        "workflow-run --workflow build.yml --branch main --conclusion failure",
        BACKEND,
        "because not github.event_name == 'workflow_dispatch' (github.event_name is \"workflow_run\")",
    ),
    (
        "workflow-run --workflow build.yml --branch development --conclusion cancelled",
        BACKEND,
        "nor github.event.workflow_run.conclusion == 'success' (github.event.workflow_run.conclusion is \"cancelled\")",
    ),
    (
        "workflow-run --workflow build-production.yml --branch main --conclusion timed_out",
        FRONTEND,
        "nor github.event.workflow_run.conclusion == 'success' (github.event.workflow_run.conclusion is \"timed_out\")",
    ),
    (
        "workflow-run --workflow build-development.yml --branch development --conclusion skipped",
        WEBSITE,
        "nor github.event.workflow_run.conclusion == 'success' (github.event.workflow_run.conclusion is \"skipped\")",
    ),
    (
        "push --branch main --fail 'Build and push the image'",
        BACKEND,
        "nor github.event.workflow_run.conclusion == 'success' (github.event.workflow_run.conclusion is \"failure\")",
    ),
    (
        "push --branch development --cancel 'Set up Docker Buildx'",
        FRONTEND,
        "nor github.event.workflow_run.conclusion == 'success' (github.event.workflow_run.conclusion is \"cancelled\")",
    ),
    // Another build, another branch.
    (
        "workflow-run --workflow build-development.yml --branch development",
        FRONTEND,
        "not Deploy to Production Blue-Green (deploy-production.yml): it waits for `Build (Production)`, not for `Build (Development)`",
    ),
    (
        "workflow-run --workflow build-production.yml --branch main",
        WEBSITE,
        "not Deploy to Development (deploy-development.yml): it waits for `Build (Development)`, not for `Build (Production)`",
    ),
    (
        "workflow-run --workflow claude.yml --branch main",
        BACKEND,
        "not Deploy to Production Blue-Green (deploy-production.yml): it waits for `Build and Push Docker Image`, not for `Claude Code`",
    ),
    (
        "dispatch --workflow build-development.yml --branch feature/x --any-branch",
        WEBSITE,
        "not Deploy to Development (deploy-development.yml): feature/x is not among its branches: development",
    ),
    (
        "workflow-run --workflow deploy-production.yml --branch main",
        BACKEND,
        "not Build and Push Docker Image (build.yml): it does not listen to workflow_run, but to push, workflow_dispatch",
    ),
    // The button of another workflow.
    (
        "dispatch --workflow deploy-production.yml",
        BACKEND,
        "not Deploy to Development (deploy-development.yml): the button of deploy-production.yml was pressed",
    ),
    (
        "dispatch --workflow build.yml --branch main",
        BACKEND,
        "not Claude Code (claude.yml): the button of build.yml was pressed",
    ),
    // Nobody was mentioned.
    (
        "comment --text 'please look'",
        BACKEND,
        "because not contains(github.event.comment.body, '@claude') (github.event.comment.body is \"please look\")",
    ),
    (
        "comment --text 'why?' --on review-comment",
        FRONTEND,
        "because not contains(github.event.comment.body, '@claude') (github.event.comment.body is \"why?\")",
    ),
    (
        "comment --text 'why?' --on review",
        WEBSITE,
        "because not contains(github.event.review.body, '@claude') (github.event.review.body is \"why?\")",
    ),
    (
        "comment --title Broken --on issue",
        BACKEND,
        "nor contains(github.event.issue.body, '@claude') (github.event.issue.body is null), and not contains(github.event.issue.title, '@claude') (github.event.issue.title is \"Broken\")",
    ),
    // A mention, where something else happened to the words.
    (
        "comment --text '@claude' --action edited",
        BACKEND,
        "not Claude Code (claude.yml): it waits for created, not for edited",
    ),
    (
        "comment --text '@claude' --on issue --action closed",
        FRONTEND,
        "not Claude Code (claude.yml): it waits for opened, assigned, not for closed",
    ),
    (
        "comment --text '@claude'",
        WEBSITE,
        "not Build (Production) (build-production.yml): it does not listen to issue_comment, but to push, workflow_dispatch",
    ),
    // There is no clock.
    (
        "cron",
        BACKEND,
        "not Build and Push Docker Image (build.yml): it does not listen to schedule, but to push, workflow_dispatch",
    ),
];

/// What stands at each branch of a tree, as one line, however many it takes there.
fn told(tree: &str) -> Vec<String> {
    let mut told: Vec<String> = Vec::new();
    for line in tree.lines().take_while(|line| !line.is_empty()) {
        let words = line.trim_start_matches(['│', ' ', '├', '─', '└']);
        match told.last_mut() {
            Some(before) if !line.contains("─ ") => *before = format!("{before} {words}"),
            _ => told.push(words.to_owned()),
        }
    }
    told
}

#[test]
fn every_why_not_is_told() {
    let mut wrong = Vec::new();
    for (event, repository, line) in ROWS {
        let (command, rest) = event.split_once(' ').unwrap_or((event, ""));
        let tree = tree(&format!("{command} --repository {repository} {rest}"));
        let is_told = told(&tree).iter().any(|told| told == line);
        if !is_told {
            wrong.push(format!("{event} in {repository} does not say\n  {line}\n{tree}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), ROWS.len(), wrong.join("\n"));
    let different: BTreeSet<_> = ROWS.iter().collect();
    assert_eq!(different.len(), ROWS.len());
    let push = told(&tree("push --repository mr-mentor-backend --branch main"));
    assert!(push.iter().any(|told| told.ends_with(NOT_PUSH)), "{push:#?}");
}

#[test]
fn every_workflow_of_the_organisation_is_spoken_of_once() {
    for event in
        ["push --repository mr-mentor-backend --branch main", "push --repository mas-website-live --branch main"]
    {
        let trace = json(event);
        let happening = &trace["happenings"][0];
        let spoken = ["runs", "idle"].iter().flat_map(|kind| happening[kind].as_array().unwrap());
        let spoken: BTreeSet<_> = spoken.map(|one| (one["repository"].to_string(), one["file"].to_string())).collect();
        assert_eq!(spoken.len(), 14, "{event}");
    }
}

#[test]
fn a_reason_is_data_too() {
    let trace = json("push --repository mr-mentor-frontend --branch main");
    let idle = trace["happenings"][0]["idle"].as_array().unwrap();
    let build =
        idle.iter().find(|one| one["file"] == "build-development.yml" && one["repository"] == FRONTEND).unwrap();
    assert_eq!(
        (&build["why"], &build["branch"], &build["filter"]),
        (&"branch".into(), &"main".into(), &"development".into())
    );
    let skipped = json("comment --repository mr-mentor-backend --text hello");
    let ways = skipped["happenings"][0]["runs"][0]["jobs"][0]["why_not"].as_array().unwrap().clone();
    assert_eq!(ways.len(), 4, "a comment, a review's comment, a review, an issue");
    assert_eq!(ways[0]["false"][0]["values"][0]["value"], "\"hello\"");
}
