//! The stage itself: what every other group relies on. A stage that merely looks like servers would prove nothing.

mod hosts;
mod images;
mod production;
mod services;

use anyhow::Result;
use std::time::Duration;

use crate::scenario::{Scenario, Shown};
use crate::stage::http::exchange;
use crate::stage::{API, Machine, Run, Stage, deadline};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("ssh", "each host lets the key's holder in, and lists its own containers only", hosts::ssh),
    scenario("wrong-key", "another key and root are refused, and nobody is asked for a password", hosts::wrong_key),
    scenario("registry", "every machine logs in, pushes and pulls; a wrong password does not", images::registry),
    scenario("sites", "nginx answers 502 for both services, and the builds once they run", images::sites),
    scenario("behaviours", "each image behaves as its tag says", images::behaviours),
    scenario(
        "environment",
        "the application tells its environment byte for byte, and misses its secret",
        images::environment,
    ),
    scenario(
        "secrets-manager",
        "a stored secret comes back byte for byte, another does not",
        services::secrets_manager,
    ),
    scenario("repositories", "what is committed to a branch is what git clones elsewhere", services::repositories),
    scenario("databases", "PostgreSQL has its users and Redis answers", services::databases),
    scenario("load", "load counts what each build answered, and what was lost", production::load),
    scenario("reboot", "after a reboot production's containers are back", production::reboot),
    scenario(
        "scripts",
        "the committed deploy.sh and rollback.sh run here as ubuntu, and lose no request",
        production::scripts,
    ),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("stage", name, shows, run)
}

const REPOSITORY: &str = "mas-mr-mentor/mr-mentor-backend";

fn run(machine: &Machine, name: &str, port: u16, image: &str) -> Result<()> {
    let mut docker = machine.docker();
    docker.args(["run", "--detach", "--name", name, "--restart", "unless-stopped", "--publish"]);
    docker.args([&format!("127.0.0.1:{port}:3000"), image]).succeed().map(drop)
}

fn remove(machine: &Machine, name: &str) {
    machine.docker().args(["rm", "--force", name]).answer().ok();
}

fn ask(stage: &Stage, site: &str, path: &str) -> Result<(u16, String)> {
    let answer = exchange((stage.production.address, 80).into(), "GET", site, path, "", b"")?;
    let build = answer.build().unwrap_or_default().to_owned();
    Ok((answer.status, build))
}

fn await_api(stage: &Stage) -> Result<()> {
    deadline::until_true("the backend's site answers", Duration::from_secs(30), || {
        ask(stage, API, "/").is_ok_and(|it| it.0 == 200)
    })
}

fn inspect(machine: &Machine, container: &str, format: &str) -> Result<String> {
    let mut docker = machine.docker();
    Ok(docker.args(["inspect", "--format", format, container]).succeed()?.trim().to_owned())
}

/// How many users PostgreSQL has.
fn query(machine: &Machine) -> Result<String> {
    deadline::until_true("PostgreSQL is ready", Duration::from_secs(20), || {
        let mut ready = machine.docker();
        ready.args(["exec", "mr-mentor-postgres", "pg_isready"]).answer().is_ok_and(|it| it.is_success())
    })?;
    let mut psql = machine.docker();
    psql.args(["exec", "mr-mentor-postgres", "psql", "--username", "shubham", "--dbname", "mas", "--tuples-only"]);
    psql.args(["--command", "SELECT COUNT(*) FROM users"]).succeed()
}
