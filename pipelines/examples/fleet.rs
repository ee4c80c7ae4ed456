//! An organisation of any size, for `scripts/bench`: `fleet SERVICES COMMAND...` runs a command on that many services of the
//! kinds that `pipelines/` describes, each in a repository of its own.
#![allow(clippy::wildcard_imports, reason = "as in pipelines/")]

use pipewright::cli::{Project, run};
use pipewright::prelude::*;
use std::process::ExitCode;

/// The nth repository: the kinds take turns.
fn repository(kinds: &[Repository], number: usize) -> Repository {
    let mut repository = kinds[number % kinds.len()].clone();
    let name = format!("{}-{number}", repository.name);
    for deployment in repository.services.iter_mut().flat_map(|service| &mut service.deployments) {
        if let Rollout::BlueGreen(rollout) = &mut deployment.rollout {
            // Scripts that lie on a server lie in its folder there: each service has its own.
            rollout.directory = HostPath::from(format!("/srv/{name}"));
        }
    }
    repository.name = RepositoryName::from(name);
    repository
}

fn main() -> ExitCode {
    let mut arguments = std::env::args_os();
    let program = arguments.next().unwrap_or_default();
    let services = arguments.next().and_then(|number| number.to_str()?.parse::<usize>().ok());
    let Some(services) = services else {
        eprintln!("error: say how many services: fleet SERVICES COMMAND...");
        return ExitCode::from(2);
    };
    let mas = pipelines::organization();
    let organization = Organization {
        name: "fleet".to_owned(),
        repositories: (0..services).map(|number| repository(&mas.repositories, number)).collect(),
        ..mas
    };
    run(std::iter::once(program).chain(arguments), Some(&Project::new(organization)), None)
}
