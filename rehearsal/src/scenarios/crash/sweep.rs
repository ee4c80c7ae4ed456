//! One part of a sweep: a script, a signal, and some of its points.

use anyhow::{Context, Result, bail, ensure};

use super::points::{self, Part, Script, Signal};
use crate::scenario::Shown;
use crate::scenarios::blue_green::rollout::{BACKEND, Ended, Rollout};
use crate::stage::Stage;
use crate::stage::load::{Load, Target};

/// Runs a part of a sweep on the backend, while somebody uses its site.
pub fn sweep(stage: &mut Stage, script: Script, signal: Signal, part: Part) -> Result<Shown> {
    let mut rollout = Rollout::on_empty_host(stage, BACKEND)?;
    rollout.set(&[("POLL_INTERVAL", "0.1")])?;
    for build in ["one", "two"] {
        rollout.deploy(build)?.expect(0)?;
    }
    rollout.expect_world("two", Some("one"))?;
    points::place_commands(&rollout)?;
    rollout.image("three")?;
    let mut builds = Builds { live: "two", previous: "one", next: "three" };

    // A good run, in which no point is reached, tells which there are.
    points::PRELUDE.clone_into(&mut rollout.prelude);
    run(&mut rollout, script, builds)?.expect(0)?;
    rollout.prelude.clear();
    builds = builds.after(script);
    let (points, wanted) = points::traced(&rollout, part)?;
    if script == Script::Rollback {
        // There is nothing to go back to now.
        rollout.deploy(builds.next)?.expect(0)?;
        builds = builds.after(Script::Deploy);
    }

    let load = Load::start(&Target::light(rollout.host(), BACKEND.site));
    let (mut reached, mut tried) = (0, 0);
    for (number, point) in points.iter().enumerate() {
        if !crate::is_full() && reached == wanted {
            break;
        }
        tried += 1;
        let recovery = if number % 4 == 3 { Recovery::RollbackThenDeploy } else { Recovery::Deploy };
        point.set(&rollout, signal)?;
        let done = strike(&mut rollout, script, signal, recovery, builds);
        builds = done.with_context(|| format!("{point:?}, {signal:?}, then {recovery:?}"))?;
        reached += usize::from(points::was_reached(&rollout)?);
        let tally = load.tally();
        ensure!(tally.lost() == 0, "{point:?}, {signal:?}, then {recovery:?}: {tally}, {:?}", tally.losses);
    }
    let tally = load.stop();
    ensure!(reached >= wanted, "of {tried} points only {reached} were reached, not {wanted}");
    Ok(format!("{reached} of {tried} points reached, 0 violations; {} requests, 0 lost", tally.requests))
}

/// What comes after a script that was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recovery {
    Deploy,
    RollbackThenDeploy,
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

    /// As the world has it: what serves, and what is kept.
    fn seen(rollout: &Rollout<'_>) -> Result<Self> {
        let (_, live) = rollout.answer()?;
        let kept = rollout.containers()?.into_values().find(|(state, _)| state != "running");
        let kept = kept.map(|(_, tag)| tag).unwrap_or_default();
        let known = ["one", "two", "three"];
        let find = |name: &str| known.into_iter().find(|known| *known == name);
        let builds = find(&live).zip(find(&kept)).and_then(|(live, previous)| {
            let next = known.into_iter().find(|known| *known != live && *known != previous)?;
            Some(Self { live, previous, next })
        });
        match builds {
            Some(builds) => Ok(builds),
            None => bail!("{live} serves and {kept:?} is kept"),
        }
    }
}

fn run(rollout: &mut Rollout<'_>, script: Script, builds: Builds) -> Result<Ended> {
    match script {
        Script::Deploy => rollout.deploy(builds.next),
        Script::Rollback => rollout.roll_back(),
    }
}

/// Ends the script at the point that was set, and lets the next run find its way.
fn strike(
    rollout: &mut Rollout<'_>,
    script: Script,
    signal: Signal,
    recovery: Recovery,
    builds: Builds,
) -> Result<Builds> {
    let meant = builds.after(script).live;
    points::PRELUDE.clone_into(&mut rollout.prelude);
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
    if recovery == Recovery::RollbackThenDeploy {
        let back = rollout.roll_back()?;
        let (status, served) = rollout.answer()?;
        ensure!(status == 200, "the site answers {status} after the rollback\n{}", back.text());
        ensure!(back.status() == 0 || served == build, "{}\n{served} serves", back.text());
        rollout.expect_world(&served, None)?;
    }
    let next = unused(rollout)?;
    rollout.deploy(next)?.expect(0)?;
    rollout.expect_world(next, None)?;
    Builds::seen(rollout)
}

/// A build that does not serve and is not kept.
fn unused(rollout: &Rollout<'_>) -> Result<&'static str> {
    let (_, live) = rollout.answer()?;
    let kept: Vec<String> = rollout.containers()?.into_values().map(|(_, tag)| tag).collect();
    let free = ["one", "two", "three"].into_iter().find(|build| *build != live && !kept.iter().any(|tag| tag == build));
    Ok(free.unwrap_or(if live == "one" { "two" } else { "one" }))
}
