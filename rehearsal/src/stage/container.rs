//! A container as it is seen from outside: what its process finds in its environment, whether it is still the same one,
//! and who answers on the port it publishes.

use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::process::{Child, Stdio};
use std::time::Duration;

use super::deadline;
use super::machine::Machine;
use super::run::Run;

/// How a watch calls it when no application answers.
const NOBODY: &str = "nobody";
const PATIENCE: Duration = Duration::from_secs(20);

impl Machine {
    /// What the process of a running container finds in its environment, byte for byte.
    pub fn environment_of(&self, container: &str) -> Result<BTreeMap<String, Vec<u8>>> {
        let process = self.inspect(container, "{{.State.Pid}}")?;
        let environment = fs::read(self.file(&format!("/proc/{process}/environ")))?;
        let variable = |line: &[u8]| {
            let at = line.iter().position(|byte| *byte == b'=')?;
            Some((String::from_utf8_lossy(&line[..at]).into_owned(), line[at + 1..].to_vec()))
        };
        Ok(environment.split(|byte| *byte == 0).filter_map(variable).collect())
    }

    /// What tells a container from its successors, and from itself after it was started again.
    pub fn incarnation(&self, container: &str) -> Result<String> {
        self.inspect(container, "{{.Id}} {{.State.StartedAt}} {{.State.Status}}")
    }

    fn inspect(&self, container: &str, what: &str) -> Result<String> {
        Ok(self.docker().args(["inspect", "--format", what, container]).succeed()?.trim().to_owned())
    }

    /// The build that answers on a port of the machine itself; nothing when no application does.
    pub fn build_at(&self, port: u16) -> Result<Option<String>> {
        let answer = self.command("bash").args(["-c", &ask(port)]).succeed()?;
        Ok(Some(answer.trim().to_owned()).filter(|build| build != NOBODY))
    }

    /// Asks on a port of the machine itself, again and again, until the watch is stopped.
    pub fn watch(&self, port: u16) -> Result<Watch<'_>> {
        let path = format!("/tmp/watch-{port}");
        let mut command = self.command("bash");
        command.args(["-c", &format!("while :; do {}; sleep 0.1; done >{path}", ask(port))]);
        let process = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        Ok(Watch { machine: self, path, process })
    }
}

/// Shell that prints which build answers on a port.
fn ask(port: u16) -> String {
    let url = format!("http://127.0.0.1:{port}/");
    format!(
        "build=$(curl -s --max-time 5 -o /dev/null -w '%header{{x-build}}' {url} || true); echo \"${{build:-{NOBODY}}}\""
    )
}

/// Somebody who asks a service all the while.
#[derive(Debug)]
pub struct Watch<'stage> {
    machine: &'stage Machine,
    path: String,
    process: Child,
}

impl Watch<'_> {
    /// How often which build answered since the watch began. It has seen what is true now, too.
    pub fn stop(mut self) -> Result<BTreeMap<String, usize>> {
        let seen = self.answers().len();
        deadline::until_true("the watch asks once more", PATIENCE, || self.answers().len() > seen + 1)?;
        self.end();
        let mut counts = BTreeMap::new();
        for answer in self.answers() {
            *counts.entry(answer).or_default() += 1;
        }
        Ok(counts)
    }

    /// The answers so far: none before it has begun.
    fn answers(&self) -> Vec<String> {
        let text = fs::read_to_string(self.machine.file(&self.path)).unwrap_or_default();
        text.lines().map(str::to_owned).collect()
    }

    fn end(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Drop for Watch<'_> {
    fn drop(&mut self) {
        self.end();
    }
}
