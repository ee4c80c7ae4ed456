//! Whole processes, side by side: how long each takes, and the ratio between them.

use super::table::Row;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// A command with what it works on.
pub(crate) struct Subject {
    program: PathBuf,
    arguments: Vec<String>,
    /// Where it runs, when that matters.
    place: Option<PathBuf>,
    /// The folder that it writes, removed before each run.
    writes: Option<PathBuf>,
    /// A file as it must be before each run.
    finds: Option<(PathBuf, Vec<u8>)>,
    /// The exit status of an answer.
    answers: i32,
}

impl Subject {
    /// A program with its arguments, between spaces.
    pub(crate) fn new(program: impl Into<PathBuf>, arguments: &str) -> Self {
        let arguments = arguments.split_whitespace().map(str::to_owned).collect();
        Self { program: program.into(), arguments, place: None, writes: None, finds: None, answers: 0 }
    }

    /// The folder that it writes is its last argument, and is not there before.
    pub(crate) fn writing(self, folder: &Path) -> Self {
        let mut arguments = self.arguments;
        arguments.push(folder.display().to_string());
        Self { arguments, writes: Some(folder.to_owned()), ..self }
    }

    /// It runs in this folder.
    pub(crate) fn standing_in(self, place: &Path) -> Self {
        Self { place: Some(place.to_owned()), ..self }
    }

    /// It finds this file as it is said here.
    pub(crate) fn finding(self, file: &Path, contents: Vec<u8>) -> Self {
        Self { finds: Some((file.to_owned(), contents)), ..self }
    }

    /// Its answer is no: it exits with 1.
    pub(crate) fn answering_no(self) -> Self {
        Self { answers: 1, ..self }
    }

    fn command(&self) -> io::Result<Command> {
        if let Some(folder) = self.writes.as_deref().filter(|folder| folder.exists()) {
            fs::remove_dir_all(folder)?;
        }
        if let Some((file, contents)) = &self.finds {
            fs::write(file, contents)?;
        }
        let mut command = Command::new(&self.program);
        command.args(&self.arguments).stdin(Stdio::null());
        if let Some(place) = &self.place {
            command.current_dir(place);
        }
        Ok(command)
    }

    fn refused(&self, why: impl std::fmt::Display) -> io::Error {
        io::Error::other(format!("{} {}: {why}", self.program.display(), self.arguments.join(" ")))
    }

    /// Runs it once; how long it took.
    pub(crate) fn run(&self) -> io::Result<Duration> {
        self.watch(|_| ()).map(|(took, ())| took)
    }

    /// Runs it once; how long it took, and the most memory that it had, in KiB.
    pub(crate) fn run_watching_memory(&self) -> io::Result<(Duration, u64)> {
        self.watch(|child| {
            let mut most = 0;
            while matches!(child.try_wait(), Ok(None)) {
                most = peak(child.id()).unwrap_or(most);
                std::thread::sleep(Duration::from_millis(2));
            }
            most
        })
    }

    fn watch<W>(&self, watch: impl FnOnce(&mut std::process::Child) -> W) -> io::Result<(Duration, W)> {
        let mut command = self.command()?;
        command.stdout(Stdio::null()).stderr(Stdio::null());
        let started = Instant::now();
        let mut child = command.spawn().map_err(|error| self.refused(error))?;
        let seen = watch(&mut child);
        let status = child.wait()?;
        let took = started.elapsed();
        if status.code() == Some(self.answers) { Ok((took, seen)) } else { Err(self.refused(status)) }
    }

    /// Runs it once; what it says.
    pub(crate) fn answer(&self) -> io::Result<String> {
        let output = self.command()?.output().map_err(|error| self.refused(error))?;
        if !output.status.success() {
            return Err(self.refused(String::from_utf8_lossy(&output.stderr)));
        }
        String::from_utf8(output.stdout).map_err(io::Error::other)
    }
}

/// The most memory that a process has had, in KiB.
fn peak(process: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse().ok()
}

/// The value in the middle.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Runs two in turns, so that whatever else the machine does meets both; the row is the median of the pairs' ratios.
pub(crate) fn pair(row: Row, runs: usize, ours: &Subject, theirs: &Subject) -> io::Result<Row> {
    let (mut our_times, mut their_times) = (Vec::new(), Vec::new());
    // The first turn warms what is read from disk, and does not count.
    for turn in 0..=runs {
        let (our, their) = if turn % 2 == 0 {
            let our = ours.run()?;
            (our, theirs.run()?)
        } else {
            let their = theirs.run()?;
            (ours.run()?, their)
        };
        if turn > 0 {
            our_times.push(our.as_secs_f64());
            their_times.push(their.as_secs_f64());
        }
    }
    let ratios = our_times.iter().zip(&their_times).map(|(our, their)| our / their).collect();
    Ok(row.of(median(our_times), median(their_times)).value(median(ratios)))
}
