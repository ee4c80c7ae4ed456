//! `trace`: what an event sets in motion, end to end.

mod events;

use super::answer::Answer;
use super::project::Project;
use crate::description::Color;
use crate::trace::{Conclusion, Conversation, NameIndex, Scenario, Trace, human, mermaid, trace};
use clap::{Subcommand, ValueEnum};
use events::{EventNames, events};
use std::fmt::Display;
use std::path::PathBuf;

/// Show what an event starts, up to the end of the chain
///
/// Which workflows start, which do not, and why; their jobs and steps, run or skipped; images, files and secrets; what runs
/// on the servers afterwards; and what the workflows start next. Nothing is executed: conditions are evaluated as on GitHub.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples: pipewright trace push --repository shop --branch main
          pipewright trace push --repository shop --branch main --fail Deploy
          pipewright trace push --payload delivery.json --format json

Exit status: 0; 1 invalid description; 2 no answer.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    event: EventCommand,
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Human, global = true)]
    format: Format,
    /// The step of this name fails; may be repeated
    #[arg(long, value_name = "STEP", global = true)]
    fail: Vec<String>,
    /// The run is cancelled during the step of this name; may be repeated
    #[arg(long, value_name = "STEP", global = true)]
    cancel: Vec<String>,
    /// The optional secret of this name is not set; may be repeated
    #[arg(long, value_name = "SECRET", global = true)]
    without: Vec<String>,
    /// The color that serves before a blue-green rollout
    #[arg(long, value_enum, default_value_t = LiveColor::Blue, global = true)]
    live: LiveColor,
    /// Accept a branch that no workflow names
    #[arg(long, global = true)]
    any_branch: bool,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A tree for a terminal.
    Human,
    /// One object: `assumed`, and `happenings` with `runs` and `idle`.
    Json,
    /// A sequence diagram in Mermaid's language.
    Mermaid,
}

impl Arguments {
    /// Whether the answer is JSON.
    pub(super) const fn is_json(&self) -> bool {
        matches!(self.format, Format::Json)
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum LiveColor {
    /// The blue container serves.
    Blue,
    /// The green container serves.
    Green,
}

#[derive(Debug, Subcommand)]
enum EventCommand {
    /// Commits are pushed to a branch
    Push {
        #[command(flatten)]
        place: EventSource,
        /// The branch
        #[arg(long, required_unless_present = "payload", conflicts_with = "payload")]
        branch: Option<String>,
        /// The commit [default: `<sha>`]
        #[arg(long, value_name = "SHA", conflicts_with = "payload")]
        commit: Option<String>,
    },
    /// A workflow is started manually
    Dispatch {
        #[command(flatten)]
        place: EventSource,
        /// The workflow, by its name or its file
        #[arg(long, required_unless_present = "payload", conflicts_with = "payload")]
        workflow: Option<String>,
        /// The branch [default: main]
        #[arg(long, conflicts_with = "payload")]
        branch: Option<String>,
        /// The commit [default: `<sha>`]
        #[arg(long, value_name = "SHA", conflicts_with = "payload")]
        commit: Option<String>,
        /// An input; may be repeated
        #[arg(long, value_name = "NAME=VALUE", value_parser = entered, conflicts_with = "payload")]
        input: Vec<(String, String)>,
    },
    /// A comment, a review or an issue is written
    Comment {
        /// The repository [default: all]
        #[arg(long, conflicts_with = "payload")]
        repository: Option<String>,
        /// The text
        #[arg(long, required_unless_present_any = ["payload", "title"], conflicts_with = "payload")]
        text: Option<String>,
        /// The title of an issue
        #[arg(long, conflicts_with = "payload")]
        title: Option<String>,
        /// Where it is written
        #[arg(long, value_enum, default_value_t = CommentPlace::IssueComment, conflicts_with = "payload")]
        on: CommentPlace,
        /// The activity type [default: `created`, `submitted` or `opened`]
        #[arg(long, conflicts_with = "payload")]
        action: Option<String>,
        /// Read the event from this file: the body of a webhook delivery
        #[arg(long, value_name = "FILE")]
        payload: Option<PathBuf>,
    },
    /// A workflow run has finished
    WorkflowRun {
        #[command(flatten)]
        place: EventSource,
        /// The workflow, by its name or its file
        #[arg(long, required_unless_present = "payload", conflicts_with = "payload")]
        workflow: Option<String>,
        /// The branch of the run
        #[arg(long, required_unless_present = "payload", conflicts_with = "payload")]
        branch: Option<String>,
        /// The commit of the run [default: `<sha>`]
        #[arg(long, value_name = "SHA", conflicts_with = "payload")]
        commit: Option<String>,
        /// Its conclusion, as GitHub names it
        #[arg(long, default_value = "success", value_parser = conclusion, conflicts_with = "payload")]
        conclusion: Conclusion,
    },
    /// A schedule starts
    Cron {
        /// The repository [default: all]
        #[arg(long, conflicts_with = "payload")]
        repository: Option<String>,
        /// The cron line [default: any]
        #[arg(long, conflicts_with = "payload")]
        line: Option<String>,
        /// Read the event from this file: the content of `github.event`
        #[arg(long, value_name = "FILE")]
        payload: Option<PathBuf>,
    },
}

#[derive(Debug, clap::Args)]
struct EventSource {
    /// The repository, with or without its owner
    #[arg(long, required_unless_present = "payload", conflicts_with = "payload")]
    repository: Option<String>,
    /// Read the event from this file: the body of a webhook delivery
    #[arg(long, value_name = "FILE")]
    payload: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum CommentPlace {
    /// A comment on an issue or a pull request.
    IssueComment,
    /// A comment on a line of a pull request.
    ReviewComment,
    /// A review of a pull request.
    Review,
    /// An issue.
    Issue,
}

impl From<CommentPlace> for Conversation {
    fn from(on: CommentPlace) -> Self {
        match on {
            CommentPlace::IssueComment => Self::IssueComment,
            CommentPlace::ReviewComment => Self::PullRequestReviewComment,
            CommentPlace::Review => Self::PullRequestReview,
            CommentPlace::Issue => Self::Issues,
        }
    }
}

fn entered(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

fn conclusion(word: &str) -> Result<Conclusion, String> {
    let known = || Conclusion::ALL.map(Conclusion::word).join(", ");
    Conclusion::named(word).ok_or_else(|| format!("GitHub's words are {}", known()))
}

pub(super) fn run(arguments: &Arguments, project: &Project) -> Result<Answer, Answer> {
    let trace = traced(arguments, project)?;
    Ok(Answer::document(match arguments.format {
        Format::Human => human::text(&trace),
        Format::Mermaid => mermaid::text(&trace),
        Format::Json => serde_json::to_string_pretty(&trace).unwrap_or_default() + "\n",
    }))
}

fn traced(arguments: &Arguments, project: &Project) -> Result<Trace, Answer> {
    let lock = project.parsed_lock()?;
    let compiled = project.compile(&lock)?;
    let known = NameIndex::of(&compiled);
    let named = scenario(arguments, &known).and_then(|scenario| {
        let owner = &compiled.organization.name;
        let events = events(&arguments.event, &EventNames { known: &known, owner, any_branch: arguments.any_branch })?;
        Ok((scenario, events))
    });
    let (scenario, events) = named.map_err(|reason| Answer::unanswered(&reason))?;
    trace(&compiled, &events, &scenario).map_err(|error| Answer::unanswered(&error))
}

#[allow(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn message(error: impl Display) -> String {
    error.to_string()
}

fn scenario(arguments: &Arguments, known: &NameIndex<'_, '_>) -> Result<Scenario, String> {
    arguments.fail.iter().chain(&arguments.cancel).try_for_each(|step| known.step(step)).map_err(message)?;
    arguments.without.iter().try_for_each(|secret| known.optional_secret(secret)).map_err(message)?;
    Ok(Scenario {
        fail: arguments.fail.iter().cloned().collect(),
        cancel: arguments.cancel.iter().cloned().collect(),
        without: arguments.without.iter().cloned().collect(),
        live: match arguments.live {
            LiveColor::Blue => Color::Blue,
            LiveColor::Green => Color::Green,
        },
    })
}
