//! What a deployment that stops leaves as it was.

use anyhow::{Result, ensure};
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use crate::stage::Machine;

/// An environment file and the container that runs with it, as they were.
#[derive(Debug)]
pub struct Untouched<'stage> {
    machine: &'stage Machine,
    file: String,
    container: String,
    was: State,
}

#[derive(Debug, PartialEq, Eq)]
struct State {
    bytes: Vec<u8>,
    written: SystemTime,
    incarnation: String,
}

impl<'stage> Untouched<'stage> {
    /// As they are now.
    pub fn now(machine: &'stage Machine, file: &str, container: &str) -> Result<Self> {
        let was = state(machine, &machine.file(file), container)?;
        Ok(Self { machine, file: file.to_owned(), container: container.to_owned(), was })
    }

    /// They still are.
    pub fn expect(&self) -> Result<()> {
        let is = state(self.machine, &self.machine.file(&self.file), &self.container)?;
        ensure!(
            (&is.bytes, is.written) == (&self.was.bytes, self.was.written),
            "{} was written again, {} bytes",
            self.file,
            is.bytes.len()
        );
        ensure!(
            is.incarnation == self.was.incarnation,
            "the container was {}, is {}",
            self.was.incarnation,
            is.incarnation
        );
        Ok(())
    }
}

fn state(machine: &Machine, file: &Path, container: &str) -> Result<State> {
    Ok(State {
        bytes: fs::read(file)?,
        written: fs::metadata(file)?.modified()?,
        incarnation: machine.incarnation(container)?,
    })
}
