//! What the Engine of production says of its containers: when they start, end, and are found healthy.

use anyhow::{Context, Result, ensure};
use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Stdio};
use std::time::Duration;

use super::rollout::Service;
use crate::stage::{Machine, Run, Stage, deadline};

const PATIENCE: Duration = Duration::from_mins(1);
const FORMAT: &str = "{{.TimeNano}} {{.Actor.Attributes.name}} \
                      {{or (index .Actor.Attributes \"pipewright.image\") .Actor.Attributes.image}} {{.Action}}";

/// All that happens to containers from now on.
#[derive(Debug)]
pub struct Events {
    listener: Child,
    file: PathBuf,
}

struct Event {
    time: u64,
    name: String,
    image: String,
    action: String,
}

impl Events {
    /// Begins to listen.
    pub fn of(stage: &Stage) -> Result<Self> {
        let file = stage.folder.join("events");
        let mut docker = stage.production.docker();
        docker.args(["events", "--filter", "type=container", "--filter", "event=start", "--filter", "event=die"]);
        docker.args(["--filter", "event=health_status", "--format", FORMAT]);
        let listener = docker.stdin(Stdio::null()).stdout(File::create(&file)?).stderr(Stdio::null()).spawn()?;
        let events = Self { listener, file };
        events.await_listener(&stage.production)?;
        Ok(events)
    }

    /// Only what happens after the Engine took the listener is told.
    fn await_listener(&self, machine: &Machine) -> Result<()> {
        deadline::until_true("the Engine tells what happens", PATIENCE, || {
            let listeners = machine.docker().args(["info", "--format", "{{.NEventsListener}}"]).succeed();
            listeners.is_ok_and(|count| count.trim() != "0") && self.file.exists()
        })
    }

    fn all(&self) -> Result<Vec<Event>> {
        let text = fs::read_to_string(&self.file)?;
        let event = |line: &str| {
            let mut words = line.splitn(4, ' ');
            let time = words.next()?.parse().ok()?;
            let mut word = || Some(words.next()?.to_owned());
            Some(Event { time, name: word()?, image: word()?, action: word()? })
        };
        // The last line may be half written.
        let whole = text.rsplit_once('\n').map_or("", |(whole, _)| whole);
        whole.lines().map(|line| event(line).with_context(|| format!("the Engine told {line:?}"))).collect()
    }

    /// From the latest start of a container of that image until it was first found healthy.
    pub fn time_to_health(&self, image: &str) -> Result<Duration> {
        deadline::until(&format!("{image} is healthy"), PATIENCE, || {
            let (mut start, mut healthy) = (None, None);
            for event in self.all()?.iter().filter(|event| event.image == image) {
                match event.action.as_str() {
                    "start" => (start, healthy) = (Some(event.time), None),
                    "health_status: healthy" => healthy = healthy.or(Some(event.time)),
                    _ => {}
                }
            }
            let span = start.zip(healthy).map(|(start, healthy)| healthy.saturating_sub(start));
            Ok(span.map(Duration::from_nanos))
        })
    }

    /// So many runs moved a service from one container to another, one run after the other: each container that was
    /// started was followed by the end of another one before the next was started.
    pub fn expect_turns(&self, service: Service, turns: usize) -> Result<()> {
        deadline::until_true(&format!("{turns} containers ended"), PATIENCE, || {
            self.all().is_ok_and(|all| all.iter().filter(|event| event.action == "die").count() >= turns)
        })?;
        let moves: Vec<(String, String)> = self
            .all()?
            .into_iter()
            .filter(|event| event.name.starts_with(service.app) && matches!(event.action.as_str(), "start" | "die"))
            .map(|event| (event.action, event.name))
            .collect();
        let one_at_a_time = moves.chunks(2).all(|pair| {
            matches!(pair, [(start, started), (die, ended)] if start == "start" && die == "die" && started != ended)
        });
        ensure!(
            one_at_a_time && moves.len() == 2 * turns,
            "{turns} runs one after the other, but docker saw {moves:?}"
        );
        Ok(())
    }
}

impl Drop for Events {
    fn drop(&mut self) {
        self.listener.kill().ok();
        self.listener.wait().ok();
    }
}
