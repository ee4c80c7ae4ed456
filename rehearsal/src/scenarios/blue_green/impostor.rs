//! A program that stands before the real one of the production host, for as long as it is held.

use anyhow::Result;
use std::fs;

use crate::stage::Machine;

/// One such program.
#[derive(Debug)]
pub struct Impostor<'stage> {
    host: &'stage Machine,
    path: String,
}

impl<'stage> Impostor<'stage> {
    /// `script` is run instead of the program of that name, by everybody and also through sudo; it finds the real one in
    /// `/usr/bin` or `/usr/sbin`.
    pub fn of(host: &'stage Machine, name: &str, script: &str) -> Result<Self> {
        let path = format!("/usr/local/sbin/{name}");
        for path in [path.clone(), format!("/usr/local/bin/{name}")] {
            host.install(&path, script)?;
            host.make_executable(&path)?;
        }
        Ok(Self { host, path })
    }
}

impl Drop for Impostor<'_> {
    fn drop(&mut self) {
        for path in [self.path.clone(), self.path.replace("sbin", "bin")] {
            fs::remove_file(self.host.file(&path)).ok();
        }
    }
}
