//! The crash sweep: deploy.sh and rollback.sh are ended before and after the external commands that they run. The points
//! are found by tracing a good run; after each the site answers with a build that was meant to serve, and the next run
//! converges without help. Each sweep is split into parts, which lanes share.

mod points;
mod sweep;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;
use points::{Part, Script, Signal};
use sweep::sweep;

const DEPLOY_KILLED: &str = "deploy.sh killed at its commands: the next run converges";
const DEPLOY_TERMINATED: &str = "deploy.sh told to stop at its commands: it undoes or finishes";
const ROLLBACK_KILLED: &str = "rollback.sh killed at its commands: the next run converges";
const ROLLBACK_TERMINATED: &str = "rollback.sh told to stop at its commands: it undoes or finishes";

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    part("deploy-killed-1", DEPLOY_KILLED, deploy_killed::<0>),
    part("deploy-killed-2", DEPLOY_KILLED, deploy_killed::<1>),
    part("deploy-killed-3", DEPLOY_KILLED, deploy_killed::<2>),
    part("deploy-terminated-1", DEPLOY_TERMINATED, deploy_terminated::<0>),
    part("deploy-terminated-2", DEPLOY_TERMINATED, deploy_terminated::<1>),
    part("deploy-terminated-3", DEPLOY_TERMINATED, deploy_terminated::<2>),
    part("rollback-killed-1", ROLLBACK_KILLED, rollback_killed::<0>),
    part("rollback-killed-2", ROLLBACK_KILLED, rollback_killed::<1>),
    part("rollback-terminated-1", ROLLBACK_TERMINATED, rollback_terminated::<0>),
    part("rollback-terminated-2", ROLLBACK_TERMINATED, rollback_terminated::<1>),
];

/// A part of a sweep; the parts of one show the same, and take turns.
const fn part(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("crash", name, shows, run).taking_turns(shows)
}

fn deploy_killed<const INDEX: usize>(stage: &mut Stage) -> Result<Shown> {
    sweep(stage, Script::Deploy, Signal::Kill, Part { index: INDEX, of: 3 })
}

fn deploy_terminated<const INDEX: usize>(stage: &mut Stage) -> Result<Shown> {
    sweep(stage, Script::Deploy, Signal::Term, Part { index: INDEX, of: 3 })
}

fn rollback_killed<const INDEX: usize>(stage: &mut Stage) -> Result<Shown> {
    sweep(stage, Script::Rollback, Signal::Kill, Part { index: INDEX, of: 2 })
}

fn rollback_terminated<const INDEX: usize>(stage: &mut Stage) -> Result<Shown> {
    sweep(stage, Script::Rollback, Signal::Term, Part { index: INDEX, of: 2 })
}
