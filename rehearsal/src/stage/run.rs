//! Running a program to its end, within a limit, with what it said kept for the error.

use anyhow::{Context, Result, bail};
use std::io::{Read, Write};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::deadline;

/// How long a program may take when nobody says otherwise.
pub const LIMIT: Duration = Duration::from_mins(2);

/// How a program ended, and what it said.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The exit status, or the signal.
    pub status: ExitStatus,
    /// What it printed.
    pub output: String,
    /// What it complained about.
    pub complaint: String,
}

impl Answer {
    /// Whether it ended with 0.
    pub fn is_success(&self) -> bool {
        self.status.success()
    }

    /// Output and complaint, one after the other.
    pub fn text(&self) -> String {
        format!("{}{}", self.output, self.complaint)
    }
}

/// Runs a command to its end.
pub trait Run {
    /// Whatever the exit status; an error only when it could not be run or took longer than `limit`.
    fn answer_within(&mut self, limit: Duration) -> Result<Answer>;
    /// The same with bytes for its standard input.
    fn answer_to(&mut self, input: &[u8]) -> Result<Answer>;
    /// The same within the usual limit.
    fn answer(&mut self) -> Result<Answer> {
        self.answer_within(LIMIT)
    }
    /// What it printed; any exit status but 0 is an error that holds what it said.
    fn succeed(&mut self) -> Result<String>;
    /// The same with bytes for its standard input.
    fn succeed_with(&mut self, input: &[u8]) -> Result<String>;
}

impl Run for Command {
    fn answer_within(&mut self, limit: Duration) -> Result<Answer> {
        self.stdin(Stdio::null());
        finish(self, None, limit)
    }

    fn answer_to(&mut self, input: &[u8]) -> Result<Answer> {
        finish(self, Some(input.to_vec()), LIMIT)
    }

    fn succeed(&mut self) -> Result<String> {
        let answer = self.answer()?;
        printed(self, answer)
    }

    fn succeed_with(&mut self, input: &[u8]) -> Result<String> {
        let answer = self.answer_to(input)?;
        printed(self, answer)
    }
}

fn printed(command: &Command, answer: Answer) -> Result<String> {
    if !answer.is_success() {
        bail!("{}: {}\n{}", told(command), answer.status, answer.text().trim_end());
    }
    Ok(answer.output)
}

/// The command as a person would type it.
fn told(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

fn finish(command: &mut Command, input: Option<Vec<u8>>, limit: Duration) -> Result<Answer> {
    if input.is_some() {
        command.stdin(Stdio::piped());
    }
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("{} could not be started", told(command)))?;
    if let (Some(mut pipe), Some(input)) = (child.stdin.take(), input) {
        // A program that does not want its input closes it; that is its own affair.
        thread::spawn(move || pipe.write_all(&input).ok());
    }
    let output = child.stdout.take().map(collect);
    let complaint = child.stderr.take().map(collect);
    let start = Instant::now();
    let status = exit(&mut child, limit);
    // What it left running in the background may hold the pipes open for ever.
    let rest = limit.saturating_sub(start.elapsed()).min(Duration::from_secs(5)).max(Duration::from_millis(200));
    let [output, complaint] = [output, complaint].map(|pipe| pipe.map_or_else(String::new, |pipe| drain(&pipe, rest)));
    match status? {
        Some(status) => Ok(Answer { status, output, complaint }),
        None => bail!("{} took longer than {}s\n{output}{complaint}", told(command), limit.as_secs()),
    }
}

fn exit(child: &mut Child, limit: Duration) -> Result<Option<ExitStatus>> {
    let start = Instant::now();
    let mut pause = Duration::from_millis(1);
    while start.elapsed() < limit {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        thread::sleep(pause);
        pause = (pause * 2).min(deadline::PAUSE);
    }
    child.kill()?;
    child.wait()?;
    Ok(None)
}

fn collect(mut pipe: impl Read + Send + 'static) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut part = vec![0; 16 * 1024];
        while let Ok(length) = pipe.read(&mut part) {
            if length == 0 || sender.send(part[..length].to_vec()).is_err() {
                break;
            }
        }
    });
    receiver
}

fn drain(parts: &Receiver<Vec<u8>>, limit: Duration) -> String {
    let end = Instant::now() + limit;
    let mut bytes = Vec::new();
    while let Ok(part) = parts.recv_timeout(end.saturating_duration_since(Instant::now())) {
        bytes.extend(part);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
