//! Environment files: what is kept in Secrets Manager and in GitHub's secrets arrives byte for byte in the environment of
//! the running process, whoever reads the file; what a line of such a file cannot carry stops the deployment, by name,
//! before anything has changed on the host.

mod backend;
mod frontend;
mod untouched;
pub mod values;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario(
        "backend-development",
        "Secrets Manager's values arrive through compose; bad ones stop",
        backend::development,
    ),
    scenario("backend-production", "Secrets Manager's values arrive blue-green; bad ones stop", backend::production),
    scenario("frontend-development", "GitHub's secrets arrive through compose; bad ones stop", frontend::development),
    scenario("frontend-production", "GitHub's secrets arrive blue-green; bad ones stop", frontend::production),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("environment-files", name, shows, run)
}
