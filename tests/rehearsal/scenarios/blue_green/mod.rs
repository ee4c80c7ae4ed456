//! Blue-green deployments of both services on the production host: alternation under load, everything that a build, a
//! host, nginx or a person can do to them, and after each the invariants of a production deploy.

mod alternation;
mod builds;
mod contenders;
mod host;
mod nginx;
mod pace;
pub mod rollout;
mod state;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("first", "an empty host: nothing to go back to, then the first deploys", builds::first),
    scenario("alternation", "deploys under load alternate the colours and lose no request", alternation::play).alone(),
    scenario("bad-builds", "no bad build comes to serve, and a rollback leaves what serves", builds::bad),
    scenario("stubborn", "a container that ignores SIGTERM is stopped all the same", builds::stubborn),
    scenario(
        "rollback",
        "back, once, and forth with the next deploy; never to what no longer starts",
        state::rollbacks,
    ),
    scenario("state", "a missing, empty or garbled .current_env is repaired", state::garbled),
    scenario("port-taken", "a stranger on the standby's port or name is named and left alone", host::strangers),
    scenario("environment", "a missing environment file stops the deploy; an awkward one arrives", host::environment),
    scenario("disk-full", "a full disk stops the deploy, and what serves goes on", host::disk_full),
    scenario("live-dead", "a dead live container does not keep the next build from serving", host::live_dead),
    scenario("engine-restart", "the Engine restarted in the middle: the next deploy converges", host::engine_restart),
    scenario("reboot", "a reboot in the middle of a deploy: the next one converges", host::reboot),
    scenario("nginx", "a broken, foreign or ambiguous configuration stops the deploy untouched", nginx::configuration),
    scenario("nginx-lies", "a reload that fails, or only says that it worked, is put back", nginx::reload),
    scenario("contenders", "two deploys and a rollback at once: one works, the others wait", contenders::together),
    scenario("signals", "TERM, HUP and INT before the flip undo; a closed pipe changes nothing", contenders::signals),
];

const fn scenario(name: &'static str, shows: &'static str, play: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("blue-green", name, shows, play)
}
