//! How long a deploy takes to bring a build before its users, beside what the build's own container takes to be healthy.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::stage::{Machine, Run, Stage, patience};

const PATIENCE: Duration = Duration::from_mins(1);
const FORMAT: &str = "{{.TimeNano}} {{.Actor.Attributes.image}} {{.Action}}";

/// What the Engine of production says of its containers from now on: when each was started, and when it was found healthy.
#[derive(Debug)]
pub struct Events {
    listener: Child,
    file: PathBuf,
}

impl Events {
    /// Begins to listen.
    pub fn of(stage: &Stage) -> Result<Self> {
        let file = stage.folder.join("events");
        let mut docker = stage.production.docker();
        docker.args(["events", "--filter", "type=container", "--filter", "event=start"]);
        docker.args(["--filter", "event=health_status", "--format", FORMAT]);
        let listener = docker.stdin(Stdio::null()).stdout(File::create(&file)?).stderr(Stdio::null()).spawn()?;
        let events = Self { listener, file };
        events.await_listener(&stage.production)?;
        Ok(events)
    }

    /// Only what happens after the Engine took the listener is told.
    fn await_listener(&self, machine: &Machine) -> Result<()> {
        patience::until_true("the Engine tells what happens", PATIENCE, || {
            let known = machine.docker().args(["info", "--format", "{{.NEventsListener}}"]).succeed();
            known.is_ok_and(|count| count.trim() != "0") && self.file.exists()
        })
    }

    /// From the latest start of a container of that image until it was first found healthy.
    pub fn time_to_health(&self, image: &str) -> Result<Duration> {
        patience::until(&format!("{image} is healthy"), PATIENCE, || {
            let text = fs::read_to_string(&self.file)?;
            let mut start = None;
            let mut healthy = None;
            for line in text.lines() {
                let mut words = line.splitn(3, ' ');
                let (Some(time), Some(of), Some(action)) = (words.next(), words.next(), words.next()) else { continue };
                let time: u64 = time.parse().context("a time of the Engine")?;
                match action {
                    "start" if of == image => (start, healthy) = (Some(time), None),
                    "health_status: healthy" if of == image => healthy = healthy.or(Some(time)),
                    _ => {}
                }
            }
            let span = start.zip(healthy).map(|(start, healthy)| healthy.saturating_sub(start));
            Ok(span.map(Duration::from_nanos))
        })
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.listener.kill().ok();
        self.listener.wait().ok();
    }
}

/// Times, in the order of their length.
#[derive(Debug, Default)]
pub struct Times(Vec<Duration>);

impl Times {
    /// One more.
    pub fn add(&mut self, time: Duration) {
        self.0.insert(self.0.partition_point(|have| *have < time), time);
    }

    /// The one in the middle.
    pub fn median(&self) -> Duration {
        self.0.get(self.0.len() / 2).copied().unwrap_or_default()
    }

    /// The longest.
    pub fn worst(&self) -> Duration {
        self.0.last().copied().unwrap_or_default()
    }
}
