//! What a command answers, and how that reaches whoever asked.

use crate::diagnostic::{Diagnostic, Format, Language};
use std::fmt::Write as _;
use std::io::{self, Write};
use std::process::ExitCode;

/// The exit status of a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Status {
    /// All is well.
    Fine,
    /// The answer is no.
    No,
    /// There is no answer.
    Unanswered,
}

/// What a command answers.
#[derive(Debug)]
pub(super) struct Answer {
    status: Status,
    /// What was asked for: it is printed also to those who want quiet.
    document: String,
    /// What was found or done.
    stdout: String,
    /// What to do.
    talk: String,
    /// Why there is no answer, or why the description is refused.
    errors: String,
    /// Why the description is refused, until it is told in a format.
    refused: Box<[Diagnostic]>,
}

impl Answer {
    fn empty(status: Status) -> Self {
        let [document, stdout, talk, errors] = [const { String::new() }; 4];
        Self { status, document, stdout, talk, errors, refused: Box::default() }
    }

    /// All is well, and this was found or done.
    pub(super) fn fine(stdout: String) -> Self {
        Self { stdout, ..Self::empty(Status::Fine) }
    }

    /// All is well, and this is what was asked for.
    pub(super) fn document(document: String) -> Self {
        Self { document, ..Self::empty(Status::Fine) }
    }

    /// The answer is no, and this says why; `talk` says what to do.
    pub(super) fn no(stdout: String, talk: &str) -> Self {
        Self { stdout, talk: format!("{talk}\n"), ..Self::empty(Status::No) }
    }

    /// The description is refused.
    pub(super) fn refused(diagnostics: Vec<Diagnostic>) -> Self {
        Self { refused: diagnostics.into(), ..Self::empty(Status::No) }
    }

    /// The answer with its diagnostics, where the description is refused, in the format that the command was asked for: for
    /// people an error, for programs the answer.
    pub(super) fn in_format(mut self, format: Format, language: Language) -> Self {
        let refused = std::mem::take(&mut self.refused);
        if !refused.is_empty() {
            let text = format.text(&refused, language);
            match format {
                Format::Human => self.errors += &text,
                _ => self.document += &text,
            }
        }
        self
    }

    /// There is no answer.
    pub(super) fn unanswered(reason: &impl std::fmt::Display) -> Self {
        let mut errors = String::new();
        for line in reason.to_string().lines() {
            error(&mut errors, &line);
        }
        Self { errors, ..Self::empty(Status::Unanswered) }
    }

    /// What clap says of the arguments: help is an answer, bad usage is none.
    pub(super) fn usage(usage: &clap::Error) -> Self {
        let text = usage.render().ansi().to_string();
        if usage.use_stderr() { Self { errors: text, ..Self::empty(Status::Unanswered) } } else { Self::document(text) }
    }

    /// The answer for those who look at the exit status alone: what was asked for, and errors.
    pub(super) fn quietly(self) -> Self {
        Self { stdout: String::new(), talk: String::new(), ..self }
    }

    #[cfg(test)]
    pub(super) const fn status(&self) -> Status {
        self.status
    }

    #[cfg(test)]
    pub(super) fn errors(&self) -> &str {
        &self.errors
    }

    /// Prints the answer. Colors appear on a terminal alone, and never with `NO_COLOR`; a reader who has gone is no error.
    pub(super) fn give(self) -> ExitCode {
        let printed = print(&mut anstream::stdout().lock(), &[self.document, self.stdout].concat());
        // Where stderr cannot be written, nobody listens.
        let _ = print(&mut anstream::stderr().lock(), &[self.talk, self.errors].concat());
        let status = match printed {
            Ok(()) => self.status,
            Err(reason) => {
                let _ = writeln!(anstream::stderr(), "error: the answer cannot be printed: {reason}");
                Status::Unanswered
            }
        };
        ExitCode::from(match status {
            Status::Fine => 0,
            Status::No => 1,
            Status::Unanswered => 2,
        })
    }
}

impl From<Vec<Diagnostic>> for Answer {
    fn from(refused: Vec<Diagnostic>) -> Self {
        Self::refused(refused)
    }
}

fn error(into: &mut String, message: &impl std::fmt::Display) {
    // Writing into a string cannot fail.
    let _ = writeln!(into, "\u{1b}[1;31merror\u{1b}[0m: {message}");
}

fn print(to: &mut impl Write, text: &str) -> io::Result<()> {
    let result = to.write_all(text.as_bytes()).and_then(|()| to.flush());
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
