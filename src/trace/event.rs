//! What happened, as GitHub tells it in the event's payload.
//!
//! A commit that nobody named is written `<sha>`, and its first seven digits `<shortsha>`; who did it is `<actor>`.
//!
//! Source: <https://docs.github.com/webhooks/webhook-events-and-payloads>

use super::outcome::Conclusion;
use serde_json::{Map, Value as Json, json};

/// The branch that a repository is taken to begin with, where nobody says another.
pub const DEFAULT_BRANCH: &str = "main";

/// Something that happened in a repository.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// What.
    pub kind: EventKind,
    /// Where.
    pub at: EventOrigin,
    /// The branch that `github.ref` names.
    pub branch: String,
    /// The commit that `github.sha` names.
    pub commit: String,
    /// What GitHub sends with it.
    pub payload: Json,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EventKind {
    /// Commits were pushed to a branch.
    Push,
    /// Somebody pressed the button of a workflow.
    Dispatch {
        /// The workflow's file.
        file: String,
        /// What was entered.
        inputs: Vec<(String, String)>,
    },
    /// Somebody said something.
    Conversation {
        /// Where.
        on: Conversation,
        /// GitHub's word for what happened to it, such as `created`.
        action: String,
    },
    /// A run of a workflow ended.
    RunEnded {
        /// The workflow's name.
        workflow: String,
        /// The branch that the run was for.
        branch: String,
        /// How it ended.
        conclusion: Conclusion,
    },
    /// The clock struck.
    Clock {
        /// The cron line; any, where it is not said.
        line: Option<String>,
    },
}

/// Where somebody says something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conversation {
    /// A comment on an issue or a pull request.
    IssueComment,
    /// A comment on a line of a pull request.
    PullRequestReviewComment,
    /// A review of a pull request.
    PullRequestReview,
    /// An issue.
    Issues,
}

/// Where it happened, and who did it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventOrigin {
    /// Who owns the repository.
    pub owner: String,
    /// The repository.
    pub repository: String,
    /// The branch whose workflow files count where the event names no branch.
    pub default_branch: String,
    /// Who did it.
    pub actor: String,
}

/// A run that ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EndedRun<'a> {
    /// The workflow's name.
    pub workflow: &'a str,
    /// The branch that the run was for.
    pub branch: &'a str,
    /// Its commit.
    pub commit: &'a str,
    /// How it ended.
    pub conclusion: Conclusion,
    /// The event that started it.
    pub event: &'a str,
}

impl Conversation {
    /// The event's name.
    pub const fn event(self) -> &'static str {
        match self {
            Self::IssueComment => "issue_comment",
            Self::PullRequestReviewComment => "pull_request_review_comment",
            Self::PullRequestReview => "pull_request_review",
            Self::Issues => "issues",
        }
    }

    /// What happens to one when somebody says something there.
    pub const fn action(self) -> &'static str {
        match self {
            Self::IssueComment | Self::PullRequestReviewComment => "created",
            Self::PullRequestReview => "submitted",
            Self::Issues => "opened",
        }
    }

    /// The part of the payload that holds what was said.
    pub const fn part(self) -> &'static str {
        match self {
            Self::IssueComment | Self::PullRequestReviewComment => "comment",
            Self::PullRequestReview => "review",
            Self::Issues => "issue",
        }
    }
}

impl EventKind {
    /// GitHub's name of the event.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Push => "push",
            Self::Dispatch { .. } => "workflow_dispatch",
            Self::Conversation { on, .. } => on.event(),
            Self::RunEnded { .. } => "workflow_run",
            Self::Clock { .. } => "schedule",
        }
    }
}

impl EventOrigin {
    /// A repository of an owner, where nothing else is known.
    pub fn new(owner: &str, repository: &str) -> Self {
        Self {
            owner: owner.to_owned(),
            repository: repository.to_owned(),
            default_branch: DEFAULT_BRANCH.to_owned(),
            actor: "<actor>".to_owned(),
        }
    }

    fn payload(&self, own: Json) -> Json {
        let common = json!({
            "repository": {
                "name": self.repository,
                "full_name": format!("{}/{}", self.owner, self.repository),
                "default_branch": self.default_branch,
                "owner": { "login": self.owner },
            },
            "sender": { "login": self.actor },
        });
        let mut all = Map::new();
        for part in [own, common] {
            if let Json::Object(fields) = part {
                all.extend(fields);
            }
        }
        Json::Object(all)
    }

    /// What stands for the head of the default branch.
    fn head(&self) -> String {
        format!("<sha of {}>", self.default_branch)
    }
}

impl Event {
    /// A push to a branch.
    pub fn push(at: EventOrigin, branch: &str, commit: Option<&str>) -> Self {
        let commit = commit.unwrap_or("<sha>");
        let payload = at.payload(json!({
            "ref": format!("refs/heads/{branch}"), "after": commit, "head_commit": { "id": commit },
        }));
        Self { kind: EventKind::Push, at, branch: branch.to_owned(), commit: commit.to_owned(), payload }
    }

    /// The button of a workflow, on a branch.
    pub fn dispatch(
        at: EventOrigin,
        file: &str,
        branch: &str,
        commit: Option<&str>,
        inputs: &[(String, String)],
    ) -> Self {
        let entered: Map<String, Json> = inputs.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
        let payload = at.payload(json!({
            "ref": format!("refs/heads/{branch}"),
            "workflow": format!(".github/workflows/{file}"),
            "inputs": entered,
        }));
        let kind = EventKind::Dispatch { file: file.to_owned(), inputs: inputs.to_vec() };
        let commit = commit.unwrap_or("<sha>").to_owned();
        Self { kind, at, branch: branch.to_owned(), commit, payload }
    }

    /// Somebody says something; of a review or an issue the text may be missing, and an issue has a title.
    pub fn talk(at: EventOrigin, on: Conversation, action: &str, text: Option<&str>, title: Option<&str>) -> Self {
        let mut said = json!({ "body": text });
        if on == Conversation::Issues {
            said["title"] = json!(title.unwrap_or_default());
        }
        let payload = at.payload(json!({ "action": action, on.part(): said }));
        let kind = EventKind::Conversation { on, action: action.to_owned() };
        Self { kind, branch: at.default_branch.clone(), commit: at.head(), at, payload }
    }

    /// A run ended, in whatever way.
    pub fn run_ended(at: EventOrigin, ended: &EndedRun<'_>) -> Self {
        let payload = at.payload(json!({
            "action": "completed",
            "workflow": { "name": ended.workflow },
            "workflow_run": {
                "name": ended.workflow,
                "event": ended.event,
                "status": "completed",
                "conclusion": ended.conclusion,
                "head_branch": ended.branch,
                "head_sha": ended.commit,
                "head_commit": { "id": ended.commit },
                "head_repository": { "full_name": format!("{}/{}", at.owner, at.repository) },
                "actor": { "login": at.actor },
                "triggering_actor": { "login": at.actor },
            },
        }));
        let kind = EventKind::RunEnded {
            workflow: ended.workflow.to_owned(),
            branch: ended.branch.to_owned(),
            conclusion: ended.conclusion,
        };
        Self { kind, branch: at.default_branch.clone(), commit: at.head(), at, payload }
    }

    /// The clock strikes.
    pub fn clock(at: EventOrigin, line: Option<&str>) -> Self {
        let payload = at.payload(json!({ "schedule": line }));
        let kind = EventKind::Clock { line: line.map(str::to_owned) };
        Self { kind, branch: at.default_branch.clone(), commit: at.head(), at, payload }
    }

    /// The event in words.
    pub fn words(&self) -> String {
        let Self { kind, at, branch, .. } = self;
        let repository = &at.repository;
        match kind {
            EventKind::Push => format!("push to {branch} of {repository}"),
            EventKind::Dispatch { file, inputs } => {
                let inputs: Vec<String> = inputs.iter().map(|(name, value)| format!("{name}={value}")).collect();
                let with = if inputs.is_empty() { String::new() } else { format!(" with {}", inputs.join(", ")) };
                format!("the button of {file} on {branch} of {repository}{with}")
            }
            EventKind::Conversation { on, action } => format!("{} ({action}) in {repository}", on.event()),
            EventKind::RunEnded { workflow, branch, conclusion } => {
                format!("`{workflow}` ended on {branch} of {repository}: {conclusion}")
            }
            EventKind::Clock { line } => {
                let line = line.as_ref().map(|line| format!(" `{line}`")).unwrap_or_default();
                format!("the clock{line} in {repository}")
            }
        }
    }
}
