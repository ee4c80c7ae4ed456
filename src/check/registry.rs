//! Whether the run's own token goes to GitHub's registries alone.

use super::{Finding, Problem};
use crate::description::{Build, Login, Service};
use crate::diagnostic::Place;

/// The builds of a service, and the deployments of what they push, that log in to somebody else's registry as the run.
pub(super) fn problems(service: &Service, owner: &Place) -> Vec<Problem> {
    let builds = || service.builds.iter().enumerate();
    let by_builds = builds().filter_map(|(index, build)| {
        let place = owner.build(index, build);
        problem(&build.login, build, &place, &place)
    });
    let by_deployments = service.deployments.iter().enumerate().filter_map(|(index, deployment)| {
        let (of, build) = builds().find(|(_, build)| build.workflow == deployment.after.build)?;
        problem(&deployment.login, build, &owner.deployment(index, deployment), &owner.build(of, build))
    });
    by_builds.chain(by_deployments).collect()
}

/// The problem of one login, where it would send the run's own token to a registry that is not GitHub's.
fn problem(login: &Login, build: &Build, place: &Place, source: &Place) -> Option<Problem> {
    let falls_back = match login {
        Login::Account { .. } => return None,
        Login::Run => false,
        Login::AccountOrRun { .. } => true,
    };
    (!build.registry.takes_run_token()).then(|| Problem::ForeignRegistry {
        used_in: place.key("login"),
        registry: build.registry.to_string(),
        chosen_in: source.key("registry").written_at(build.registry.written_at()),
        falls_back,
    })
}

/// The problem so that it can be pointed at.
pub(super) fn finding(used_in: &Place, registry: &str, chosen_in: &Place, falls_back: bool) -> Finding {
    let (help, in_rust) = if falls_back {
        (
            "write `account` in place of `account-or-run`, and declare its secret as required".to_owned(),
            "take `.or_run_token()` away, and declare the secret as required".to_owned(),
        )
    } else {
        (
            format!(
                "log in with an account of `{registry}`: `login: {{ account: {{ user: ..., token: REGISTRY_TOKEN }} }}`, \
                 with the secret `REGISTRY_TOKEN` declared in the repository"
            ),
            format!(
                "log in with an account of `{registry}`: `login: Login::account(\"...\", REGISTRY_TOKEN)`, with that \
                 secret declared in the repository"
            ),
        )
    };
    Finding::new(
        format!("the run's own token is not valid for the registry `{registry}`"),
        used_in,
        "GitHub's token would be sent to somebody else",
        help,
    )
    .in_rust(in_rust)
    .beside(chosen_in, "not a registry of GitHub's")
}
