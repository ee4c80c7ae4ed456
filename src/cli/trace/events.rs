//! The events that the arguments of `trace` mean, held against the names of the description.

use super::{EventCommand, EventSource, message};
use crate::trace::event::DEFAULT_BRANCH;
use crate::trace::{
    Conversation, EndedRun, Event, EventKind, EventOrigin, LIMIT, NameIndex, PayloadError, PayloadKind,
};
use std::fmt::Display;
use std::fs::File;
use std::io::Read;
use std::path::Path;

/// What the arguments are checked against.
pub(super) struct EventNames<'k> {
    /// The names.
    pub known: &'k NameIndex<'k, 'k>,
    /// Who owns the repositories.
    pub owner: &'k str,
    /// Whether a branch is taken also when no workflow names it.
    pub any_branch: bool,
}

impl EventNames<'_> {
    fn at(&self, repository: Option<&String>) -> Result<EventOrigin, String> {
        let name = repository.map_or("", String::as_str);
        Ok(EventOrigin::new(self.owner, self.known.repository(name).map_err(message)?))
    }

    /// The named repository, or all.
    fn everywhere(&self, repository: Option<&String>) -> Result<Vec<EventOrigin>, String> {
        match repository {
            Some(_) => Ok(vec![self.at(repository)?]),
            None => Ok(self.known.repositories().map(|name| EventOrigin::new(self.owner, name)).collect()),
        }
    }

    fn branch<'b>(&self, at: &EventOrigin, branch: Option<&'b String>) -> Result<&'b str, String> {
        let branch = branch.map_or(DEFAULT_BRANCH, String::as_str);
        if !self.any_branch {
            self.known.branch(&at.repository, branch, &at.default_branch).map_err(message)?;
        }
        Ok(branch)
    }

    /// Whether the button of a workflow takes these inputs.
    fn button(&self, repository: &str, file: &str, inputs: &[(String, String)]) -> Result<(), String> {
        let form = self.known.button(repository, file);
        let form = form
            .ok_or_else(|| format!("{file} of {repository} has no button: it does not listen to workflow_dispatch"))?;
        NameIndex::inputs(form, file, inputs).map_err(message)
    }

    /// An event from a file; its repository and workflow must be described.
    fn payload(&self, file: &Path, taken: PayloadKind) -> Result<Vec<Event>, String> {
        let in_file = |reason: &dyn Display| format!("{} {reason}", file.display());
        let text = read(file)?.ok_or_else(|| in_file(&PayloadError::Huge))?;
        let mut event = Event::from_payload(&text, taken).map_err(|error| in_file(&error))?;
        self.known.repository(&event.at.repository).map_err(message)?.clone_into(&mut event.at.repository);
        if let EventKind::Dispatch { file, inputs } = &event.kind {
            self.known.workflow(&event.at.repository, file).map_err(message)?;
            self.button(&event.at.repository, file, inputs)?;
        }
        Ok(vec![event])
    }
}

/// The text of a file; nothing where it is larger than any payload.
fn read(file: &Path) -> Result<Option<String>, String> {
    let cannot = |error: std::io::Error| format!("{} cannot be read: {error}", file.display());
    let mut bytes = Vec::new();
    File::open(file).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes)).map_err(cannot)?;
    if bytes.len() as u64 > LIMIT {
        return Ok(None);
    }
    String::from_utf8(bytes).map(Some).map_err(|_| format!("{} is no text in UTF-8", file.display()))
}

/// The events that are meant.
///
/// # Errors
/// Something is named that is not there, or a payload is no event.
pub(super) fn events(what: &EventCommand, asked: &EventNames<'_>) -> Result<Vec<Event>, String> {
    match what {
        EventCommand::Push { place: EventSource { payload: Some(file), .. }, .. } => {
            asked.payload(file, PayloadKind::Push)
        }
        EventCommand::Dispatch { place: EventSource { payload: Some(file), .. }, .. } => {
            asked.payload(file, PayloadKind::Dispatch)
        }
        EventCommand::Comment { payload: Some(file), .. } => asked.payload(file, PayloadKind::Conversation),
        EventCommand::WorkflowRun { place: EventSource { payload: Some(file), .. }, .. } => {
            asked.payload(file, PayloadKind::RunEnded)
        }
        EventCommand::Cron { payload: Some(file), .. } => asked.payload(file, PayloadKind::Clock),
        EventCommand::Push { place, branch, commit } => {
            let at = asked.at(place.repository.as_ref())?;
            let branch = asked.branch(&at, branch.as_ref())?;
            Ok(vec![Event::push(at, branch, commit.as_deref())])
        }
        EventCommand::Dispatch { place, workflow, branch, commit, input } => {
            let at = asked.at(place.repository.as_ref())?;
            let branch = asked.branch(&at, branch.as_ref())?;
            let name = workflow.as_deref().unwrap_or_default();
            let (file, _) = asked.known.workflow(&at.repository, name).map_err(message)?;
            asked.button(&at.repository, file, input)?;
            Ok(vec![Event::dispatch(at, file, branch, commit.as_deref(), input)])
        }
        EventCommand::Comment { repository, text, title, on, action, payload: None } => {
            let on = Conversation::from(*on);
            let action = action.as_deref().unwrap_or(on.action());
            let said = |at| Event::talk(at, on, action, text.as_deref(), title.as_deref());
            Ok(asked.everywhere(repository.as_ref())?.into_iter().map(said).collect())
        }
        EventCommand::WorkflowRun { place, workflow, branch, commit, conclusion } => {
            let at = asked.at(place.repository.as_ref())?;
            let branch = asked.branch(&at, branch.as_ref())?;
            let name = workflow.as_deref().unwrap_or_default();
            let (_, workflow) = asked.known.workflow(&at.repository, name).map_err(message)?;
            let commit = commit.as_deref().unwrap_or("<sha>");
            let ended = EndedRun { workflow, branch, commit, conclusion: *conclusion, event: "push" };
            Ok(vec![Event::run_ended(at, &ended)])
        }
        EventCommand::Cron { repository, line, payload: None } => {
            let strikes = |at| Event::clock(at, line.as_deref());
            Ok(asked.everywhere(repository.as_ref())?.into_iter().map(strikes).collect())
        }
    }
}
