//! An event as GitHub sent it: the body of a webhook's delivery.
//!
//! Source: <https://docs.github.com/webhooks/webhook-events-and-payloads>

use super::event::{Conversation, EndedRun, Event, EventOrigin};
use super::outcome::Conclusion;
use serde_json::Value as Json;

/// The most bytes of a payload: GitHub sends no more.
///
/// Source: <https://docs.github.com/webhooks/webhook-events-and-payloads#payload-cap>
pub const LIMIT: u64 = 25 * 1024 * 1024;

/// Why a payload is no event.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PayloadError {
    /// It is larger than anything that GitHub sends.
    #[error("is larger than 25 MiB; GitHub sends no such event")]
    Huge,
    /// It is no JSON.
    #[error("is no JSON: {0}")]
    NotJson(String),
    /// A field is missing, or something else than it must be.
    #[error("has no `{field}`, which a {event} event has; save the body of the webhook's delivery as it is")]
    Missing {
        /// The field.
        field: &'static str,
        /// The event.
        event: &'static str,
    },
    /// A push of a tag, or of something else that is no branch.
    #[error("names `{0}`, which is no branch (`refs/heads/...`); a trace follows branches")]
    NoBranch(String),
    /// A word that GitHub does not use.
    #[error(
        "says that the run's conclusion is `{0}`; GitHub's are success, failure, cancelled, skipped, timed_out, action_required, neutral, stale, startup_failure"
    )]
    Conclusion(String),
    /// The branch was deleted: GitHub starts nothing of it.
    #[error("is the deletion of a branch, which starts no workflow")]
    Deleted,
    /// The run has not ended.
    #[error("says `{0}`: the run has not ended; a trace follows `completed`")]
    NotEnded(String),
}

/// Which event a payload is taken for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PayloadKind {
    /// `push`.
    Push,
    /// `workflow_dispatch`.
    Dispatch,
    /// A comment, a review or an issue: it says itself which.
    Conversation,
    /// `workflow_run`.
    RunEnded,
    /// `schedule`.
    Clock,
}

/// A payload whose fields are asked for.
struct Fields<'p> {
    payload: &'p Json,
    event: &'static str,
}

impl<'p> Fields<'p> {
    fn text(&self, field: &'static str) -> Result<&'p str, PayloadError> {
        self.optional(field).ok_or(PayloadError::Missing { field, event: self.event })
    }

    fn optional(&self, field: &str) -> Option<&'p str> {
        self.payload.pointer(&format!("/{}", field.replace('.', "/"))).and_then(Json::as_str)
    }

    fn at(&self) -> Result<EventOrigin, PayloadError> {
        Ok(EventOrigin {
            owner: self.text("repository.owner.login").or_else(|_| self.text("repository.owner.name"))?.to_owned(),
            repository: self.text("repository.name")?.to_owned(),
            default_branch: self.text("repository.default_branch")?.to_owned(),
            actor: self.text("sender.login")?.to_owned(),
        })
    }

    fn branch(&self) -> Result<&'p str, PayloadError> {
        let reference = self.text("ref")?;
        // The button's payload may name a branch by its short name.
        let is_short = self.event == "workflow_dispatch" && !reference.starts_with("refs/");
        let branch = if is_short { Some(reference) } else { reference.strip_prefix("refs/heads/") };
        branch.ok_or_else(|| PayloadError::NoBranch(reference.to_owned()))
    }
}

impl Event {
    /// The event that a payload tells of.
    ///
    /// # Errors
    /// The text is no such event.
    pub fn from_payload(text: &str, taken: PayloadKind) -> Result<Self, PayloadError> {
        if text.len() as u64 > LIMIT {
            return Err(PayloadError::Huge);
        }
        let payload: Json = serde_json::from_str(text).map_err(|error| PayloadError::NotJson(error.to_string()))?;
        let event = match taken {
            PayloadKind::Push => push(&payload)?,
            PayloadKind::Dispatch => dispatch(&payload)?,
            PayloadKind::Conversation => talk(&payload)?,
            PayloadKind::RunEnded => run_ended(&payload)?,
            PayloadKind::Clock => clock(&payload)?,
        };
        Ok(Self { payload, ..event })
    }
}

fn push(payload: &Json) -> Result<Event, PayloadError> {
    let fields = Fields { payload, event: "push" };
    if payload["deleted"].as_bool() == Some(true) {
        return Err(PayloadError::Deleted);
    }
    Ok(Event::push(fields.at()?, fields.branch()?, Some(fields.text("after")?)))
}

fn dispatch(payload: &Json) -> Result<Event, PayloadError> {
    let fields = Fields { payload, event: "workflow_dispatch" };
    let path = fields.text("workflow")?;
    let file = path.rsplit('/').next().unwrap_or(path);
    let inputs = payload["inputs"].as_object().into_iter().flatten();
    let inputs: Vec<(String, String)> = inputs
        .map(|(name, value)| (name.clone(), value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect();
    Ok(Event::dispatch(fields.at()?, file, fields.branch()?, None, &inputs))
}

fn talk(payload: &Json) -> Result<Event, PayloadError> {
    let on = if payload.get("review").is_some() {
        Conversation::PullRequestReview
    } else if payload.get("comment").is_some() {
        if payload.get("pull_request").is_some() {
            Conversation::PullRequestReviewComment
        } else {
            Conversation::IssueComment
        }
    } else {
        Conversation::Issues
    };
    let fields = Fields { payload, event: on.event() };
    let action = fields.text("action")?;
    match on {
        Conversation::IssueComment | Conversation::PullRequestReviewComment => drop(fields.text("comment.body")?),
        Conversation::Issues => drop(fields.text("issue.title")?),
        // A review without words has no body.
        Conversation::PullRequestReview => {}
    }
    Ok(Event::talk(fields.at()?, on, action, None, None))
}

fn run_ended(payload: &Json) -> Result<Event, PayloadError> {
    let fields = Fields { payload, event: "workflow_run" };
    let action = fields.text("action")?;
    if action != "completed" {
        return Err(PayloadError::NotEnded(action.to_owned()));
    }
    let word = fields.text("workflow_run.conclusion")?;
    let conclusion = Conclusion::named(word).ok_or_else(|| PayloadError::Conclusion(word.to_owned()))?;
    let ended = EndedRun {
        workflow: fields.text("workflow_run.name")?,
        branch: fields.text("workflow_run.head_branch")?,
        commit: fields.text("workflow_run.head_sha")?,
        event: fields.text("workflow_run.event")?,
        conclusion,
    };
    Ok(Event::run_ended(fields.at()?, &ended))
}

fn clock(payload: &Json) -> Result<Event, PayloadError> {
    let fields = Fields { payload, event: "schedule" };
    let line = fields.text("schedule")?;
    Ok(Event::clock(fields.at()?, Some(line)))
}
