//! The rehearsal itself, as whoever starts it sees it: it leaves nothing behind, it clears what a crash left, and it says in
//! one line why it cannot run.

mod interruption;
mod refusal;
mod side_by_side;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("interrupted", "Ctrl-C, and being told to stop, takes the stage down", interruption::told),
    scenario("killed", "what a killed rehearsal left is cleared by the next one", interruption::killed),
    scenario(
        "refused",
        "not root, a missing tool, no space, no network, an unknown scenario: one line, and 2",
        refusal::run,
    ),
    scenario("side-by-side", "two stages stand side by side and do not meet", side_by_side::run),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("runner", name, shows, run)
}
