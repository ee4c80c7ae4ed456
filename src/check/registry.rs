//! Whether the run's own token goes to GitHub's registries alone.

use crate::description::{Build, RegistryLogin, Service};
use crate::diagnostic::{Diagnostic, Place};

/// The builds of a service, and the deployments of what they push, that log in to somebody else's registry as the run.
pub(super) fn problems(service: &Service, owner: &Place) -> Vec<Diagnostic> {
    let builds = || service.builds.iter().enumerate();
    let by_builds = builds().filter_map(|(index, build)| {
        let place = owner.build(index, build);
        problem(build.registry_login.as_ref(), build, &place, &place)
    });
    let by_deployments = service.deployments.iter().enumerate().filter_map(|(index, deployment)| {
        let (of, build) = builds().find(|(_, build)| build.workflow == deployment.after.build)?;
        problem(
            deployment.registry_login.as_ref(),
            build,
            &owner.deployment(index, deployment),
            &owner.build(of, build),
        )
    });
    by_builds.chain(by_deployments).collect()
}

/// The problem of one login, where it would send the run's own token to a registry that is not GitHub's.
fn problem(login: Option<&RegistryLogin>, build: &Build, place: &Place, source: &Place) -> Option<Diagnostic> {
    if login.is_some_and(|login| login.fallback.is_none()) {
        return None;
    }
    (!build.registry.takes_run_token()).then(|| {
        let chosen_in = source.key("registry").written_at(build.registry.written_at());
        foreign(&place.key("registry-login"), build.registry.as_str(), &chosen_in, login.is_some())
    })
}

/// A login with the token of the run at somebody else's registry.
fn foreign(used_in: &Place, registry: &str, chosen_in: &Place, falls_back: bool) -> Diagnostic {
    let fix = if falls_back {
        (
            "remove `fallback: github-token`, and declare the secret as required".to_owned(),
            "remove `.or_github_token()`, and declare the secret as required".to_owned(),
        )
    } else {
        (
            format!(
                "log in with an account of `{registry}`: `registry-login: {{ username: ..., password: REGISTRY_TOKEN }}`, \
                 with the secret `REGISTRY_TOKEN` declared in the repository"
            ),
            format!(
                "log in with an account of `{registry}`: `registry_login: Some(RegistryLogin::new(\"...\", REGISTRY_TOKEN))`, with that \
                 secret declared in the repository"
            ),
        )
    };
    Diagnostic::new(
        format!("the run's own token is not valid for the registry `{registry}`"),
        used_in,
        "GitHub's token would be sent to somebody else",
        fix,
    )
    .related(chosen_in, "not a registry of GitHub's")
    .rests_on([chosen_in.path().clone()])
}
