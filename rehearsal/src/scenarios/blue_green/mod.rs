//! Blue-green deployments of both services on the production host: alternation under load, everything that a build, a
//! host, nginx or a person can do to them, and after each the invariants of a production deploy.

mod alternation;
mod answerers;
mod aside;
mod builds;
mod clock;
mod containers;
mod contenders;
mod cut_short;
mod drain;
mod events;
mod frontend;
mod generations;
mod hanging;
mod health;
mod host;
mod identity;
mod impostor;
mod mentions;
mod moved_tag;
mod neighbors;
mod nginx;
mod registry;
pub mod rollout;
mod signals;
mod state;
mod truth;
mod undoing;
mod versions;

use anyhow::Result;

use crate::scenario::{Scenario, Shown};
use crate::stage::Stage;
use rollout::{BACKEND, FRONTEND};

// What is shown of both services: the scripts are one recipe's, so that a plain rehearsal runs one of the two.
const BAD_BUILDS: &str = "no bad build comes to serve, and a rollback leaves what serves";
const REFUSED: &str = "without the right login nothing changes";
const ENVIRONMENT: &str = "a missing environment file stops the deploy; an awkward one arrives";

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("first", "an empty host: nothing to go back to, then the first deploys", builds::first),
    scenario("alternation", "deploys under load alternate the colors and lose no request", alternation::run).alone(),
    scenario("drain", "a request that is under way at the flip is answered by the build that has it", drain::run),
    scenario("bad-builds", BAD_BUILDS, |stage| builds::bad(stage, BACKEND)).taking_turns(BAD_BUILDS),
    scenario("starting", "a build that is still starting is given up, and serves with more time", builds::starting),
    scenario("registry-refuses", REFUSED, |stage| registry::refuses(stage, BACKEND)).taking_turns(REFUSED),
    scenario("network-cut", "a network cut within the pull is given up, and what serves goes on", |stage| {
        registry::cut(stage, BACKEND)
    }),
    scenario("stubborn", "a container that ignores SIGTERM is stopped all the same", builds::stubborn),
    scenario(
        "unstoppable",
        "an old container that cannot be stopped is said, and stopped later",
        containers::unstoppable,
    ),
    scenario("standby-runs", "a standby that somebody started is stopped, not served", containers::standby_runs),
    scenario("rollback", "back, once, and forth with the next deploy; never to what is gone", state::rollbacks),
    scenario("no-way-back", "a rollback to what no longer starts leaves what serves", containers::no_way_back),
    scenario("state", "a missing, empty or garbled .current_env is repaired", state::garbled),
    scenario("unwritable", "a folder that nobody can write in stops the deploy", state::unwritable),
    scenario("port-taken", "a stranger on the standby's port or name is named and left alone", host::strangers),
    scenario("environment", ENVIRONMENT, |stage| host::environment(stage, BACKEND)).taking_turns(ENVIRONMENT),
    scenario("disk-full", "a full disk stops the deploy, and what serves goes on", host::disk_full),
    scenario("live-dead", "a dead live container does not keep the next build from serving", host::live_dead),
    scenario("engine-restart", "the Engine restarted in the middle: the next deploy converges", host::engine_restart),
    scenario("reboot", "a reboot in the middle of a deploy: the next one converges", host::reboot),
    scenario("nginx", "a broken, foreign or ambiguous configuration stops the deploy untouched", nginx::configuration),
    scenario("nginx-lies", "a reload that fails, or only says that it worked, is put back", nginx::reload),
    scenario("two-at-once", "two deploys, then a deploy and a rollback: the second waits, and works", contenders::two),
    scenario("contenders", "two deploys and a rollback at once: one works, the others wait", contenders::three),
    scenario("lock-held", "whoever waits in vain says who holds the lock, and touches nothing", contenders::in_vain),
    scenario("signals", "TERM, HUP and INT before the flip undo; a closed pipe changes nothing", signals::told),
    scenario("mentions", "a port that would not be switched is refused, with its place", mentions::run),
    scenario("identity", "a file that nginx reads under another name, or not as written, is left", identity::run),
    scenario("another-reload", "workers of somebody else's reload are not taken for ours", generations::another_reload),
    scenario("nginx-upgrade", "while two nginx run, nothing is deployed", generations::upgrade),
    scenario("answerers", "a smoke test that somebody else answers is none", answerers::wrong),
    scenario(
        "dies-when-used",
        "a build that dies of its first users gives way to the old one",
        answerers::dies_when_used,
    ),
    scenario("ill", "health-check.sh finds what users find", health::ill),
    scenario("well", "health-check.sh asks nginx as users do, and says when it cannot", health::well),
    scenario("undoing", "a rollback keeps what answers, and calls an older version that", undoing::run),
    scenario("clock", "a clock that jumps ends no wait and prolongs none", clock::run),
    scenario("moved-tag", "what was pulled is run, wherever its tag went", moved_tag::run),
    scenario("aside", "a folder in a file's place is moved aside", aside::folders),
    scenario("immutable", "a record that cannot be changed blocks nothing", aside::immutable),
    scenario("docker-hangs", "a docker that hangs is given up", hanging::run),
    scenario("docker-hangs-signal", "a signal is heard while docker hangs", hanging::told),
    scenario("neighbors", "a neighbor's images stay; an older image is called that", neighbors::run),
    scenario("hidden-processes", "where nobody sees others' processes the scripts work", truth::hidden_processes),
    scenario("by-hand", "an application that was started by hand is seen, and said", truth::started_by_hand),
    scenario("versions", "scripts that do not belong together are refused", versions::run),
    scenario("cut-short", "a script that is cut off anywhere never ends with 0", cut_short::run),
    frontend("session", "the smoke test asks for the session, and 500 keeps a build from serving", frontend::session),
    frontend("network", "the network is made when it is not there", frontend::network),
    frontend("bad-builds", BAD_BUILDS, |stage| builds::bad(stage, FRONTEND)).taking_turns(BAD_BUILDS),
    frontend("registry-refuses", REFUSED, |stage| registry::refuses(stage, FRONTEND)).taking_turns(REFUSED),
    frontend("environment", ENVIRONMENT, |stage| host::environment(stage, FRONTEND)).taking_turns(ENVIRONMENT),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("blue-green", name, shows, run)
}

const fn frontend(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("blue-green-frontend", name, shows, run)
}
