//! Services that share a host, and compose files that are more than one container which runs for ever: rolled out by what
//! pipewright generates from a description of somebody's (`pipelines.yml`).

mod host;
mod neighbors;
mod services;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario(
        "one-name",
        "two folders that end alike: neither deployment touches the other's containers",
        neighbors::one_name,
    ),
    scenario("overlap", "a rollout that is still at work: the next one waits, and then serves", neighbors::overlap),
    scenario("pruned", "somebody prunes all images during a rollout: it goes back all the same", neighbors::pruned),
    scenario("replicas", "a service of two containers: both come back after a failure", services::replicas),
    scenario("one-shot", "a migration beside the service: done when it ends well", services::one_shot),
    scenario("renamed", "a service with another name: the old one makes way, or comes back", services::renamed),
    scenario("slow-crash", "a container that dies every seven seconds: the run fails", services::slow_crash),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("shared-host", name, shows, run)
}
