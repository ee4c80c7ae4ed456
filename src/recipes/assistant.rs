//! The recipe of the assistant: Claude answers whoever mentions it.

use super::secrets::{Secrets, run_token};
use crate::description::{Assistant, Audience, RepositoryAccess};
use actions::action::{Action, Checkout, ClaudeCode};
use actions::expr::key::JobIf;
use actions::expr::{Expr, function, github};
use actions::trigger::Activity;
use actions::trigger::On;
use actions::trigger::activity::{IssueCommentType, IssuesType, PullRequestReviewCommentType, PullRequestReviewType};
use actions::{Job, Permission, Scope, Step, Steps, Workflow};

/// The workflow of an assistant.
pub fn workflow(assistant: &Assistant, secrets: Secrets<'_>) -> Workflow {
    let comments = Activity::IssueComment(vec![IssueCommentType::Created]);
    let others = [
        Activity::PullRequestReviewComment(vec![PullRequestReviewCommentType::Created]),
        Activity::PullRequestReview(vec![PullRequestReviewType::Submitted]),
        Activity::Issues(vec![IssuesType::Opened, IssuesType::Assigned]),
    ];
    let mut on = vec![On::from(comments).remark(
        "zizmor: ignore[dangerous-triggers,concurrency-limits] the job's condition requires a mention, and each mention gets its own run",
    )];
    on.extend(others.map(On::from));
    let mut work = Steps::new(vec![check_out(assistant.access), answer(assistant, secrets)]);
    work.timeout_minutes = assistant.timeout_minutes.map(|minutes| u64::from(minutes.0));
    let mut job = Job::new(work);
    job.comment = Some(format!(
        "Each event has its text in a different field; only events that mention {} start the job.",
        assistant.trigger_phrase
    ));
    job.condition = guard(assistant);
    Workflow::new(assistant.workflow.as_str(), on).job("claude", job)
}

/// Who may push keeps the job's token in the workspace.
fn check_out(may: RepositoryAccess) -> Step {
    let checkout = Checkout::new().fetch_depth(1).persist_credentials(may == RepositoryAccess::Write);
    let step = checkout.step("Check out the repository");
    match may {
        RepositoryAccess::Write => {
            step.remark("persist-credentials", "zizmor: ignore[artipacked] the assistant fetches and pushes with them")
        }
        RepositoryAccess::Comment => step.permission(Permission::read(Scope::Contents, "check out the repository")),
    }
}

/// Claude's own step. Without a token it asks for one of its application on GitHub, which may push whatever the job may.
///
/// Source: <https://github.com/anthropics/claude-code-action/blob/main/docs/security.md>
fn answer(assistant: &Assistant, secrets: Secrets<'_>) -> Step {
    let mut claude = ClaudeCode::new().claude_code_oauth_token(secrets.value(&assistant.token));
    if assistant.access == RepositoryAccess::Comment {
        claude = claude.github_token(run_token());
    }
    let step = claude
        .trigger_phrase(assistant.trigger_phrase.as_str())
        .claude_args(format!("--model {}", assistant.model))
        .step("Run Claude Code")
        .remark(
            "claude_code_oauth_token",
            "zizmor: ignore[secrets-outside-env] a secret of the repository: the assistant's job has no environment",
        );
    match assistant.access {
        RepositoryAccess::Write => step
            .permission(Permission::write(Scope::Contents, "push commits"))
            .permission(Permission::write(Scope::PullRequests, "open and comment on pull requests"))
            .permission(Permission::write(Scope::Issues, "comment on issues"))
            .permission(Permission::write(Scope::IdToken, "get an OIDC token")),
        RepositoryAccess::Comment => step
            .permission(Permission::write(Scope::PullRequests, "comment on pull requests"))
            .permission(Permission::write(Scope::Issues, "comment on issues")),
    }
}

/// The mention, in the place where each event carries its text; where only members are answered, by one of them.
fn guard(assistant: &Assistant) -> Option<Expr<bool, JobIf>> {
    use github::conversation::{comment_body, issue_body, issue_title, review_body};
    let mentioned = |text: Expr<String, JobIf>| function::contains(text, assistant.trigger_phrase.as_str());
    // Each event says in a place of its own how its author belongs to the repository.
    let of = |event: &str, part: &'static str, mentioned: Expr<bool, JobIf>| {
        let called = github::event_name().equals(event).and(mentioned);
        match assistant.allowed {
            Audience::Everyone => called,
            Audience::Members => called.and(is_member(github::payload([part, "author_association"]))),
        }
    };
    Expr::any([
        of("issue_comment", "comment", mentioned(comment_body())),
        of("pull_request_review_comment", "comment", mentioned(comment_body())),
        of("pull_request_review", "review", mentioned(review_body())),
        of("issues", "issue", mentioned(issue_body()).or(mentioned(issue_title()))),
    ])
}

/// Whether an author belongs to the repository. An association that is not known here does not.
/// Source: <https://docs.github.com/graphql/reference/enums#commentauthorassociation>
fn is_member(association: Expr<String, JobIf>) -> Expr<bool, JobIf> {
    function::contains_item(function::from_json(Expr::from(r#"["OWNER","MEMBER","COLLABORATOR"]"#)), association)
}
