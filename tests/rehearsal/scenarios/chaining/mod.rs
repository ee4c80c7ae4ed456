//! What follows what: which ends of a build lead to a deployment, and how runs make way for each other.

mod outcomes;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;
use anyhow::Result;

/// The group.
pub const SCENARIOS: &[Scenario] = &[scenario(
    "cancelled",
    "a cancelled deployment still says in what state it leaves the server",
    outcomes::cancelled,
)];

const fn scenario(name: &'static str, shows: &'static str, play: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("chaining", name, shows, play)
}
