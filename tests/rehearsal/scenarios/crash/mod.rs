//! The crash sweep: deploy.sh and rollback.sh are ended before and after the external commands that they run. The points
//! are found by tracing a good run; after each the site answers with a build that was meant to serve, and the next run
//! converges without help.

mod sweep;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;
use sweep::{Script, Signal, sweep};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("deploy-killed", "deploy.sh killed at its commands: the next run converges", |stage| {
        sweep(stage, Script::Deploy, Signal::Kill)
    }),
    scenario("rollback-killed", "rollback.sh killed at its commands: the next run converges", |stage| {
        sweep(stage, Script::Rollback, Signal::Kill)
    }),
    scenario("deploy-terminated", "deploy.sh told to stop at its commands: it undoes or finishes", |stage| {
        sweep(stage, Script::Deploy, Signal::Term)
    }),
    scenario("rollback-terminated", "rollback.sh told to stop at its commands: it undoes or finishes", |stage| {
        sweep(stage, Script::Rollback, Signal::Term)
    }),
];

const fn scenario(name: &'static str, shows: &'static str, play: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("crash", name, shows, play)
}
