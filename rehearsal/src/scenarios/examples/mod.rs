//! The examples: what pipewright generates from a description that another organisation has written as data is
//! pushed, built, delivered and served, on servers as that organisation would have them. Each commit of ours runs one of
//! them; `--only examples` runs all.

mod go_service;
mod rails_monolith;

use anyhow::Result;
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::github::{GitHub, Organization, Secrets};
use crate::scenario::{Scenario, Shown};
use crate::stage::{Machine, Provision, ROOT, Run, Site, Stage, USER};

/// Not the usual one: the port's secret has to arrive.
const SSH_PORT: u16 = 2222;

/// What the servers have: the monolith alone asks for a site and an account.
const PROVISION: Provision = Provision {
    ssh_port: SSH_PORT,
    accounts: &[rails_monolith::DEPLOYER],
    sites: &[Site {
        file: rails_monolith::APP,
        names: &[rails_monolith::SITE],
        port: rails_monolith::PORTS[0],
        locations: &["/"],
    }],
    databases: false,
};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario(
        "rails-monolith",
        "staging and main reach their own hosts; a flip loses no request, a bad build is rolled back",
        rails_monolith::run,
    ),
    scenario("go-service", "each push to main serves, with its secrets byte for byte", go_service::run),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("examples", name, shows, run).taking_turns("an example").on(&PROVISION)
}

/// GitHub with an organisation whose description is `examples/NAME`, and no secrets but a run's own token.
fn described<'stage>(stage: &'stage Stage, name: &str, organization: &'static Organization) -> Result<GitHub<'stage>> {
    let generated = stage.folder.join("examples").join(name);
    let mut pipewright = Command::new(&stage.product.pipewright);
    pipewright.current_dir(ROOT).args(["--spec", &format!("examples/{name}"), "generate", "--out"]).arg(&generated);
    pipewright.succeed()?;
    let mut github = GitHub::of(stage, organization, generated, Secrets::of_runs(stage)?)?;
    github.description = Some(PathBuf::from("examples").join(name));
    Ok(github)
}

/// What opens a server, as these descriptions name it: `LIVE_HOST` and its like.
fn keys(stage: &Stage, environment: &str, machine: &Machine) -> Result<BTreeMap<String, String>> {
    let key = fs::read_to_string(&stage.ssh_key)?;
    let held = [
        ("HOST", machine.address.to_string()),
        ("USER", USER.to_owned()),
        ("KEY", key),
        ("PORT", SSH_PORT.to_string()),
    ];
    Ok(held.into_iter().map(|(name, value)| (format!("{}_{name}", environment.to_uppercase()), value)).collect())
}

/// What the descriptions ask of a compose host: the service's folder is there, empty, and the user's.
fn empty_folder(machine: &Machine, folder: &str) -> Result<()> {
    fs::remove_dir_all(machine.file(folder)).ok();
    fs::create_dir_all(machine.file(folder))?;
    machine.give(folder)
}
