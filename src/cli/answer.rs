//! What a command answers, and how that reaches whoever asked.

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
    stdout: String,
    stderr: String,
}

impl Answer {
    /// All is well, and this is the answer.
    pub(super) fn fine(stdout: String) -> Self {
        Self { status: Status::Fine, stdout, stderr: String::new() }
    }

    /// The answer is no, and this says why; `talk` says what to do.
    pub(super) fn no(stdout: String, talk: &str) -> Self {
        Self { status: Status::No, stdout, stderr: format!("{talk}\n") }
    }

    /// The description is refused.
    pub(super) fn refused(problems: impl IntoIterator<Item = impl std::fmt::Display>) -> Self {
        let mut stderr = String::new();
        for problem in problems {
            error(&mut stderr, &problem);
        }
        Self { status: Status::No, stdout: String::new(), stderr }
    }

    /// There is no answer.
    pub(super) fn unanswered(reason: &impl std::fmt::Display) -> Self {
        let mut stderr = String::new();
        for line in reason.to_string().lines() {
            error(&mut stderr, &line);
        }
        Self { status: Status::Unanswered, stdout: String::new(), stderr }
    }

    /// What clap says of the arguments: help is an answer, bad usage is none.
    pub(super) fn usage(usage: &clap::Error) -> Self {
        let text = usage.render().ansi().to_string();
        if usage.use_stderr() {
            Self { status: Status::Unanswered, stdout: String::new(), stderr: text }
        } else {
            Self::fine(text)
        }
    }

    #[cfg(test)]
    pub(super) const fn status(&self) -> Status {
        self.status
    }

    #[cfg(test)]
    pub(super) fn talk(&self) -> &str {
        &self.stderr
    }

    /// Prints the answer. Colours appear on a terminal alone, and never with `NO_COLOR`; a reader who has gone is no error.
    pub(super) fn give(self) -> ExitCode {
        let printed = print(&mut anstream::stdout().lock(), &self.stdout);
        // Where stderr cannot be written, nobody listens.
        let _ = print(&mut anstream::stderr().lock(), &self.stderr);
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
