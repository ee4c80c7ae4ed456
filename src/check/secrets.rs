//! Whether every secret is declared, and held by environments that exist, the one that uses it among them.

use super::delivery::unknown_environment;
use super::uses::{Purpose, SecretUse, secret_uses};
use super::{repeated, secret_instead_of, two_of};
use crate::description::{EnvironmentName, Organization, Repository, rule};
use crate::diagnostic::{Diagnostic, Fix, Names, Nearest, Place};

/// The problems of a repository's secrets.
pub(super) fn problems(organization: &Organization, repository: &Repository, owner: &Place) -> Vec<Diagnostic> {
    let each = |index: usize| declared(repository, index, owner).key("name");
    let declared_twice = repeated(&repository.secrets, |secret| &secret.name).into_iter().map(|(first, second)| {
        let fix = (
            "declare it once; several environments hold it by `environments: [...]`",
            "declare it once; several environments hold it by `Secret::of(&[...], ...)`",
        );
        two_of("secret", repository.secrets[second].name.as_str(), &each(first), &each(second), fix)
    });
    let (of_servers, others): (Vec<_>, Vec<_>) =
        secret_uses(organization, repository, owner).into_iter().partition(|found| found.purpose == Purpose::Server);
    let others = others.into_iter().filter(|found| is_known(organization, found.environment));
    // Naming a server's secrets there declares them, held by that environment; a repository that declares one itself must
    // not say that others hold it.
    let of_servers = of_servers.into_iter().filter(|found| {
        let mut declared = repository.secrets.iter();
        declared.any(|declared| declared.name == *found.secret)
    });
    let used_wrongly = others.chain(of_servers).filter_map(|found| problem(organization, &found, repository, owner));
    let contradictions = (0..repository.secrets.len()).filter_map(|index| contradiction(repository, index, owner));
    let held_wrongly = (0..repository.secrets.len()).flat_map(|index| holders(organization, repository, index, owner));
    declared_twice.chain(contradictions).chain(held_wrongly).chain(used_wrongly).collect()
}

/// What is wrong with the environments that hold the secret at this index: one does not exist, one stands twice.
fn holders(organization: &Organization, repository: &Repository, index: usize, owner: &Place) -> Vec<Diagnostic> {
    let secret = &repository.secrets[index];
    let holders = &secret.environments;
    let place = declared(repository, index, owner).key("environments");
    let each = |index: usize| place.index(index).written_at(holders[index].written_at());
    let unknown = holders.iter().enumerate();
    let unknown = unknown.filter_map(|(index, name)| unknown_environment(organization, name, &each(index)));
    let twice = repeated(holders, |name| name).into_iter().map(|(first, second)| {
        let fix = "name each environment that holds the secret once";
        two_of("environment", holders[second].as_str(), &each(first), &each(second), fix)
    });
    unknown.chain(twice).collect()
}

/// A secret that must be set, and has a default for when it is not.
fn contradiction(repository: &Repository, index: usize, owner: &Place) -> Option<Diagnostic> {
    let secret = &repository.secrets[index];
    (secret.required == Some(true) && secret.default.is_some()).then(|| {
        let declared = declared(repository, index, owner);
        let message = format!("the secret `{}` is required, and has a default", secret.name);
        let fix = "remove `required`, and the default holds when the secret is not set; or remove `default`";
        Diagnostic::new(message, &declared.key("required"), "so the default never holds", fix)
            .related(&declared.key("default"), "the default")
    })
}

/// Where a repository declares the secret at this index.
fn declared(repository: &Repository, index: usize, owner: &Place) -> Place {
    let place = owner.key("secrets").index(index).in_words("its secrets");
    place.written_at(repository.secrets[index].name.written_at())
}

/// An environment that does not exist is told once, by its own name; nothing can be said of who holds its secrets.
fn is_known(organization: &Organization, environment: Option<&EnvironmentName>) -> bool {
    environment.is_none_or(|name| organization.environments.iter().any(|known| known.name == *name))
}

fn problem(
    organization: &Organization,
    found: &SecretUse<'_>,
    repository: &Repository,
    owner: &Place,
) -> Option<Diagnostic> {
    let Some(index) = repository.secrets.iter().position(|secret| secret.name == *found.secret) else {
        return Some(undeclared(found, repository, owner));
    };
    let holders = &repository.secrets[index].environments;
    // One that does not exist is reported where the secret is declared, and which was meant is not known.
    if holders.is_empty() || holders.iter().any(|holder| !is_known(organization, Some(holder))) {
        return None;
    }
    if found.environment.is_some_and(|environment| holders.contains(environment)) {
        return None;
    }
    let names: Names = holders.iter().map(EnvironmentName::as_str).collect();
    let used_in = found.environment.map_or_else(
        || "a job without an environment".to_owned(),
        |environment| format!("the environment `{environment}`"),
    );
    let declared = declared(repository, index, owner);
    let held = format!("only {} {} it", names.joined(" and "), if holders.len() == 1 { "holds" } else { "hold" });
    let declaration = declared.path().clone();
    Some(
        Diagnostic::new(
            format!("the secret `{}` is not available here", found.secret),
            &found.place,
            format!("used in {used_in}"),
            within_reach(found, holders),
        )
        .related(&declared, held)
        .rests_on([declaration.clone().key("name"), declaration.key("environments"), found.job.path().clone()]),
    )
}

/// How a secret that only these environments hold comes within reach of a job.
fn within_reach(found: &SecretUse<'_>, holders: &[EnvironmentName]) -> Fix {
    match found.environment {
        Some(environment) => {
            let all: Vec<&str> = holders.iter().chain([environment]).map(EnvironmentName::as_str).collect();
            let all = all.join(", ");
            Fix::from((
                format!("let that environment hold it too, `environments: [{all}]`, or use another secret"),
                format!("let that environment hold it too, `Secret::of(&[{all}], ...)`, or use another secret"),
            ))
        }
        None if found.job.path().ends_with("environment") => {
            let environment = holders.first().map_or("...", EnvironmentName::as_str);
            Fix::from((
                format!("let the build run in that environment, `environment: {environment}`, or use another secret"),
                format!(
                    "let the build run in that environment, `environment: Some(\"{environment}\".into())`, or use another \
                     secret"
                ),
            ))
        }
        None => Fix::from((
            "let every job have it, without `environments` in its declaration, or use another secret",
            "let every job have it, `Secret::of_repository(...)`, or use another secret",
        )),
    }
}

/// A secret that is used, and that the repository does not declare.
fn undeclared(found: &SecretUse<'_>, repository: &Repository, owner: &Place) -> Diagnostic {
    let secret = found.secret.as_str();
    let names = repository.secrets.iter().map(|secret| secret.name.as_str());
    let nearest = Nearest::of(secret, names);
    let fix = match secret {
        "GITHUB_TOKEN" => Fix::from((
            "the run's own token needs no name: remove `registry-login`",
            "the run's own token needs no name: remove `registry_login`",
        )),
        name if !rule::SECRET.holds(name) => {
            let instead = secret_instead_of(name, found.place.path().last_key());
            Fix::from(format!("it is not a valid secret name either; {instead}"))
        }
        _ => Fix::from((
            nearest.or_else(|| format!("declare it among the repository's `secrets`: `- name: {secret}`")),
            nearest.or_else(|| {
                format!("declare it among the repository's `secrets`: `Secret::of_repository(\"{secret}\".into())`")
            }),
        )),
    };
    Diagnostic::new(format!("the secret `{secret}` is used, but not declared"), &found.place, "used here", fix)
        .related(owner, "this repository does not declare it")
        .rests_on([owner.path().clone().key("secrets").every().key("name")])
}
