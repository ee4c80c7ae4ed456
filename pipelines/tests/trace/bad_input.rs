//! Bad input: one line that names it, exit status 2, nothing printed as an answer and nothing written.

use super::playing::{ran, ran_in};
use serde_json::{Value, json};
use std::fs;
use tempfile::TempDir;

#[test]
fn an_unknown_name_is_named_with_the_nearest() {
    for (line, told) in [
        (
            "push --repository mr-mentor-backent --branch main",
            "there is no repository `mr-mentor-backent`; did you mean `mr-mentor-backend`?",
        ),
        (
            "push --repository zzz --branch main",
            "there is no repository `zzz`; known: mr-mentor-backend, mr-mentor-frontend, mas-website-live",
        ),
        (
            "push --repository mr-mentor-backend --branch maine",
            "there is no branch `maine` in the workflows of mr-mentor-backend; did you mean `main`?; `--any-branch` takes it all the same",
        ),
        (
            "push --repository mr-mentor-frontend --branch staging",
            "there is no branch `staging` in the workflows of mr-mentor-frontend; known: development, main; `--any-branch` takes it all the same",
        ),
        (
            "dispatch --repository mr-mentor-backend --workflow deploy-prod.yml",
            "there is no workflow `deploy-prod.yml` in mr-mentor-backend; did you mean `deploy-production.yml`?",
        ),
        (
            "dispatch --repository mr-mentor-backend --workflow x",
            "there is no workflow `x` in mr-mentor-backend; known: build.yml, deploy-development.yml, deploy-production.yml, claude.yml",
        ),
        (
            "dispatch --repository mr-mentor-backend --workflow claude.yml",
            "claude.yml of mr-mentor-backend has no button: it does not listen to workflow_dispatch",
        ),
        (
            "dispatch --repository mr-mentor-backend --workflow deploy-development.yml --input branch-name=main",
            "there is no input `branch-name` of deploy-development.yml; did you mean `branch`?",
        ),
        (
            "workflow-run --repository mas-website-live --workflow 'Build (Product)' --branch main",
            "there is no workflow `Build (Product)` in mas-website-live; did you mean `Build (Production)`?",
        ),
        (
            "push --repository mr-mentor-backend --branch main --fail Deploys",
            "there is no step `Deploys`; did you mean `Deploy`?",
        ),
        (
            "push --repository mr-mentor-backend --branch main --cancel zzz",
            "there is no step `zzz`; `trace` without `--fail` and `--cancel` shows every step",
        ),
        (
            "push --repository mr-mentor-backend --branch main --without ANYTHING",
            "there is no optional secret `ANYTHING`; known: AWS_REGION, DEVELOPMENT_SSH_PORT, GHCR_PAT, PRODUCTION_SSH_PORT",
        ),
        (
            "comment --repository shop --text hello",
            "there is no repository `shop`; known: mr-mentor-backend, mr-mentor-frontend, mas-website-live",
        ),
    ] {
        let ran = ran(line);
        assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr), (2, "", format!("error: {told}\n")), "{line}");
    }
}

#[test]
fn bad_usage_is_told_with_status_2() {
    for (line, told) in [
        ("", "Usage"),
        ("pull", "unrecognized subcommand"),
        ("push --repository mr-mentor-backend", "--branch"),
        ("push --branch main", "--repository"),
        ("push --repository mr-mentor-backend --branch main --format yaml", "invalid value 'yaml'"),
        ("push --repository mr-mentor-backend --branch main --payload x.json", "cannot be used with"),
        ("dispatch --repository mr-mentor-backend --workflow build.yml --input branch", "write NAME=VALUE"),
        (
            "workflow-run --repository mr-mentor-backend --workflow build.yml --branch main --conclusion fine",
            "GitHub's words are success",
        ),
        ("comment", "--text"),
    ] {
        let ran = ran(line);
        assert_eq!((ran.status, ran.stdout.as_str()), (2, ""), "{line}");
        assert!(ran.stderr.contains(told), "{line}: {}", ran.stderr);
    }
}

fn repository() -> Value {
    json!({
        "name": "mr-mentor-backend",
        "full_name": "MAS-Mr-Mentor/mr-mentor-backend",
        "default_branch": "main",
        "owner": { "login": "MAS-Mr-Mentor" },
    })
}

fn push() -> Value {
    json!({
        "ref": "refs/heads/main",
        "after": "0123456789abcdef0123456789abcdef01234567",
        "repository": repository(),
        "sender": { "login": "ann" },
    })
}

fn run_ended() -> Value {
    json!({
        "action": "completed",
        "workflow_run": {
            "name": "Build and Push Docker Image", "event": "push", "conclusion": "success",
            "head_branch": "main", "head_sha": "0123456789abcdef0123456789abcdef01234567",
        },
        "repository": repository(),
        "sender": { "login": "ann" },
    })
}

fn comment() -> Value {
    json!({
        "action": "created",
        "issue": { "title": "Broken" },
        "comment": { "body": "@claude, look" },
        "repository": repository(),
        "sender": { "login": "ann" },
    })
}

fn button() -> Value {
    json!({
        "ref": "refs/heads/main",
        "workflow": ".github/workflows/deploy-development.yml",
        "inputs": { "branch": "staging" },
        "repository": repository(),
        "sender": { "login": "ann" },
    })
}

/// Plays a payload from a file.
fn played(event: &str, payload: &str) -> super::playing::Ran {
    let folder = TempDir::new().unwrap();
    fs::write(folder.path().join("event.json"), payload).unwrap();
    let ran = ran_in(folder.path(), &[event, "--payload", "event.json", "--format", "json"]);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is written");
    ran
}

#[test]
fn an_event_as_github_sent_it_is_traced() {
    for (event, payload, file, conclusion) in [
        ("push", push(), "build.yml", "success"),
        ("workflow-run", run_ended(), "deploy-production.yml", "success"),
        ("comment", comment(), "claude.yml", "success"),
        ("dispatch", button(), "deploy-development.yml", "success"),
    ] {
        let ran = played(event, &payload.to_string());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{event}");
        let trace: Value = serde_json::from_str(&ran.stdout).unwrap();
        let run = &trace["happenings"][0]["runs"][0];
        assert_eq!((&run["file"], &run["conclusion"]), (&file.into(), &conclusion.into()), "{event}");
    }
    // The whole payload is what expressions read: the login is the sender's.
    let trace = played("push", &push().to_string()).stdout;
    assert!(trace.contains("\"user\": \"ann\"") && trace.contains("main-0123456"), "{trace}");
}

#[test]
fn a_field_that_is_missing_is_named() {
    for (event, payload) in
        [("push", push()), ("workflow-run", run_ended()), ("comment", comment()), ("dispatch", button())]
    {
        let name = match event {
            "comment" => "issue_comment",
            "dispatch" => "workflow_dispatch",
            "workflow-run" => "workflow_run",
            other => other,
        };
        let fields: &[&str] = match event {
            "push" => &["ref", "after"],
            "workflow-run" => &[
                "action",
                "workflow_run.name",
                "workflow_run.conclusion",
                "workflow_run.head_branch",
                "workflow_run.head_sha",
                "workflow_run.event",
            ],
            "comment" => &["action", "comment.body"],
            _ => &["ref", "workflow"],
        };
        let common = ["repository.name", "repository.default_branch", "sender.login"];
        for field in fields.iter().chain(&common) {
            let mut broken = payload.clone();
            let pointer = format!("/{}", field.replace('.', "/"));
            *broken.pointer_mut(&pointer).unwrap() = Value::Null;
            let ran = played(event, &broken.to_string());
            let told = format!(
                "error: event.json has no `{field}`, which a {name} event has; save the body of the webhook's delivery as it is\n"
            );
            assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr), (2, "", told), "{event}");
        }
    }
}

#[test]
fn what_is_no_event_is_refused_in_one_line() {
    let mut tag = push();
    tag["ref"] = json!("refs/tags/v1");
    let mut deleted = push();
    deleted["deleted"] = json!(true);
    let mut requested = run_ended();
    requested["action"] = json!("requested");
    let mut odd = run_ended();
    odd["workflow_run"]["conclusion"] = json!("fine");
    let mut elsewhere = push();
    elsewhere["repository"]["name"] = json!("mr-mentor-backends");
    let deep = "[".repeat(100_000);
    let huge = format!("{{\"ref\":\"{}\"}}", "x".repeat(26 * 1024 * 1024));
    for (event, payload, told) in [
        ("push", String::new(), "event.json is no JSON"),
        ("push", "hello".to_owned(), "event.json is no JSON"),
        ("push", "[]".to_owned(), "event.json has no `repository.owner.name`"),
        ("push", deep, "event.json is no JSON: recursion limit"),
        ("push", huge, "event.json is larger than 25 MiB"),
        ("push", tag.to_string(), "`refs/tags/v1`, which is no branch"),
        ("push", deleted.to_string(), "the deletion of a branch"),
        ("workflow-run", requested.to_string(), "says `requested`"),
        ("workflow-run", odd.to_string(), "conclusion is `fine`"),
        ("push", elsewhere.to_string(), "did you mean `mr-mentor-backend`?"),
    ] {
        let ran = played(event, &payload);
        assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.lines().count()), (2, "", 1), "{told}: {}", ran.stderr);
        assert!(ran.stderr.contains(told), "{told}: {}", ran.stderr);
    }
    let folder = TempDir::new().unwrap();
    for file in [".", "nowhere.json", "/dev/zero"] {
        let ran = ran_in(folder.path(), &["push", "--payload", file]);
        assert_eq!((ran.status, ran.stderr.lines().count()), (2, 1), "{file}: {}", ran.stderr);
        assert!(ran.stderr.contains(file), "{}", ran.stderr);
    }
}
