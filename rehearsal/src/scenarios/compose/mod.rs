//! Rollouts by docker compose on the development host, of a service in one container. The reference orders
//! `down && pull && up`, so a pull that fails leaves nothing running; whatever can be found out before stops the deployment
//! while the old container serves.

mod broken;
mod disk;
mod refusals;
mod rollouts;
pub mod service;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("rollouts", "an empty host, the same build again, another: each serves, no image is left", rollouts::run),
    scenario("refusals", "token, host, key, compose file: the old container serves all the while", refusals::run),
    scenario(
        "missing-tag",
        "an image that was never built: the run fails; the next needs no help",
        broken::missing_tag,
    )
    .taking_turns("a broken image"),
    scenario("never-starts", "an image that cannot serve: the run fails; the next needs no help", broken::never_starts)
        .taking_turns("a broken image"),
    scenario(
        "disk-full",
        "no room for a deployment's files: the old container serves; with room it goes on",
        disk::full,
    ),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("compose", name, shows, run)
}
