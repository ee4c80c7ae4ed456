//! One sweep: a script, a signal, and all or some of its points.

use anyhow::{Context, Result, bail, ensure};
use std::fs;
use std::process::Command;

use crate::scenario::Shown;
use crate::scenarios::blue_green::rollout::{BACKEND, Ended, Rollout};
use crate::stage::{ROOT, Run, Stage};

const COMMAND: &str = include_str!("command.sh");
const COMMANDS: [&str; 24] = [
    "awk", "cat", "chmod", "cp", "curl", "docker", "flock", "mktemp", "mount", "mv", "nginx", "pgrep", "readlink",
    "rm", "sed", "setsid", "sleep", "ss", "stat", "sudo", "sync", "tee", "timeout", "unshare",
];

/// Is there when a point was reached.
const STRUCK: &str = "/sweep/struck";

/// How many points a plain rehearsal takes of each sweep.
const SAMPLE: usize = 5;

/// What is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// deploy.sh
    Deploy,
    /// rollback.sh
    Rollback,
}

/// How it is ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// Without a word.
    Kill,
    /// It may tidy up.
    Term,
}

impl Signal {
    const fn name(self) -> &'static str {
        match self {
            Self::Kill => "KILL",
            Self::Term => "TERM",
        }
    }
}

/// Where a script is ended: at its Nth command, before it or after it.
#[derive(Debug, Clone, Copy)]
struct Point {
    command: usize,
    after: bool,
}

impl Point {
    /// A prelude that ends the script there.
    fn prelude(self, signal: Signal) -> String {
        let Self { command, after } = self;
        let when = if after { "after" } else { "before" };
        let point = format!("SWEEP_POINT={command} SWEEP_WHEN={when} SWEEP_SIGNAL={}", signal.name());
        format!("export PATH=/sweep/commands:$PATH {point}; : >/sweep/trace; rm -f {STRUCK}; echo $$ >/sweep/pid; ")
    }
}

/// Plays the sweep on the backend.
pub fn sweep(stage: &mut Stage, script: Script, signal: Signal) -> Result<Shown> {
    let mut rollout = Rollout::with_two_builds(stage, BACKEND)?;
    place_commands(&rollout)?;
    rollout.image("three")?;
    let mut builds = Builds { live: "two", previous: "one", next: "three" };

    // A good run, in which no point is reached, tells how many there are.
    rollout.prelude = Point { command: 0, after: false }.prelude(signal);
    run(&mut rollout, script, builds)?.expect(0)?;
    builds = builds.after(script);
    let trace = fs::read_to_string(rollout.host().file("/sweep/trace"))?;
    let commands = trace.lines().count();
    ensure!(commands > 20, "only {commands} commands were seen");
    rollout.prelude.clear();
    builds = ready(&mut rollout, builds)?;

    let points = chosen(commands)?;
    let mut struck = 0;
    for point in &points {
        builds = strike(&mut rollout, script, signal, *point, builds)
            .with_context(|| format!("{point:?}: {}", trace.lines().nth(point.command - 1).unwrap_or_default()))?;
        struck += usize::from(fs::exists(rollout.host().file(STRUCK))?);
    }
    // How often a run polls depends on the moment, so that its last commands are not always reached.
    ensure!(struck * 10 >= points.len() * 8, "of {} points only {struck} were reached", points.len());
    Ok(format!("{commands} commands, {struck} of {} points reached, 0 violations", points.len()))
}

/// Which build is what.
#[derive(Debug, Clone, Copy)]
struct Builds {
    live: &'static str,
    previous: &'static str,
    next: &'static str,
}

impl Builds {
    /// After the script has succeeded.
    fn after(self, script: Script) -> Self {
        match script {
            Script::Deploy => Self { live: self.next, previous: self.live, next: self.previous },
            Script::Rollback => Self { live: self.previous, previous: self.live, next: self.next },
        }
    }

    /// When `live` serves and `previous` is kept.
    fn named(live: &str, previous: &str) -> Option<Self> {
        let known = ["one", "two", "three"];
        let find = |name: &str| known.into_iter().find(|known| *known == name);
        let (live, previous) = (find(live)?, find(previous)?);
        let next = known.into_iter().find(|known| *known != live && *known != previous)?;
        Some(Self { live, previous, next })
    }
}

fn run(rollout: &mut Rollout<'_>, script: Script, builds: Builds) -> Result<Ended> {
    match script {
        Script::Deploy => rollout.deploy(builds.next),
        Script::Rollback => rollout.roll_back(),
    }
}

/// A world in which either script has something to do: the last run was a deploy.
fn ready(rollout: &mut Rollout<'_>, builds: Builds) -> Result<Builds> {
    rollout.deploy(builds.next)?.expect(0)?;
    let builds = builds.after(Script::Deploy);
    rollout.expect_world(builds.live, None)?;
    Ok(builds)
}

/// Ends the script at a point, and lets the next run find its way.
fn strike(rollout: &mut Rollout<'_>, script: Script, signal: Signal, point: Point, builds: Builds) -> Result<Builds> {
    let meant = builds.after(script).live;
    rollout.prelude = point.prelude(signal);
    let ended = run(rollout, script, builds)?;
    rollout.prelude.clear();
    let (status, build) = rollout.answer()?;
    ensure!(status == 200, "the site answers {status} after it");
    ensure!(build == builds.live || build == meant, "{build} serves, neither {} nor {meant}", builds.live);
    if signal == Signal::Term {
        let told = match ended.status() {
            0 => build == meant,
            1 | 2 => build == builds.live,
            _ => false,
        };
        ensure!(told, "it ended with {} and {build} serves\n{}", ended.status(), ended.text());
    }
    // The next run is a deploy, or, for every other point, a rollback and then a deploy.
    if point.command.is_multiple_of(2) && script == Script::Deploy && build == builds.live {
        let back = rollout.roll_back()?;
        let (_, build) = rollout.answer()?;
        ensure!(back.status() == 0 || build == builds.live, "{}\n{build} serves", back.text());
        rollout.expect_world(&build, None)?;
    }
    rollout.deploy(meant_next(rollout)?)?.expect(0)?;
    let (_, live) = rollout.answer()?;
    rollout.expect_world(&live, None)?;
    let kept = rollout.containers()?.into_values().find(|(state, _)| state != "running");
    let kept = kept.map(|(_, tag)| tag).unwrap_or_default();
    match Builds::named(&live, &kept) {
        Some(builds) => Ok(builds),
        None => bail!("{live} serves and {kept:?} is kept"),
    }
}

/// A build that does not serve and is not kept.
fn meant_next(rollout: &Rollout<'_>) -> Result<&'static str> {
    let (_, live) = rollout.answer()?;
    let kept: Vec<String> = rollout.containers()?.into_values().map(|(_, tag)| tag).collect();
    let free = ["one", "two", "three"].into_iter().find(|build| *build != live && !kept.iter().any(|tag| tag == build));
    Ok(free.unwrap_or(if live == "one" { "two" } else { "one" }))
}

/// Every point, or a sample that another commit takes elsewhere.
fn chosen(commands: usize) -> Result<Vec<Point>> {
    let all = (1..=commands).flat_map(|command| [false, true].map(|after| Point { command, after }));
    let all: Vec<Point> = all.collect();
    if crate::is_full() {
        return Ok(all);
    }
    let head = Command::new("git").args(["-C", ROOT, "rev-parse", "HEAD"]).succeed()?;
    let offset = usize::from_str_radix(head.get(..6).unwrap_or("0"), 16)?;
    let stride = all.len().div_ceil(SAMPLE).max(1);
    Ok(all.into_iter().skip(offset % stride).step_by(stride).collect())
}

/// Each command of the scripts gets one before it that counts.
fn place_commands(rollout: &Rollout<'_>) -> Result<()> {
    let host = rollout.host();
    host.command("mkdir").args(["-p", "/sweep/commands"]).succeed()?;
    for name in COMMANDS {
        let path = format!("/sweep/commands/{name}");
        host.install(&path, COMMAND)?;
        host.make_executable(&path)?;
    }
    host.command("chmod").args(["-R", "a+rwX", "/sweep"]).succeed().map(drop)
}
