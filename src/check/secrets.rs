//! Whether every secret is declared, and held by environments that exist, the one that uses it among them.

use super::delivery::unknown_environment;
use super::uses::{Purpose, SecretUse, secret_uses};
use super::{Problem, repeated};
use crate::description::{EnvironmentName, Holder, Organization, Repository};
use crate::diagnostic::{Names, Nearest, Place};

/// The problems of a repository's secrets.
pub(super) fn problems(organization: &Organization, repository: &Repository, owner: &Place) -> Vec<Problem> {
    let each = |index: usize| declared(repository, index, owner).key("name");
    let declared_twice =
        repeated(&repository.secrets, |secret| &secret.name).into_iter().map(|(first, second)| Problem::Repeated {
            what: "secret",
            name: repository.secrets[second].name.to_string(),
            first: each(first),
            second: each(second),
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
    let used_wrongly = others.chain(of_servers).filter_map(|found| problem(organization, found, repository, owner));
    let held_wrongly = (0..repository.secrets.len()).flat_map(|index| holders(organization, repository, index, owner));
    declared_twice.chain(held_wrongly).chain(used_wrongly).collect()
}

/// What is wrong with the environments that hold the secret at this index: there is none, one does not exist, one stands twice.
fn holders(organization: &Organization, repository: &Repository, index: usize, owner: &Place) -> Vec<Problem> {
    let secret = &repository.secrets[index];
    let Holder::Environments(holders) = &secret.held_by else {
        return Vec::new();
    };
    let place = declared(repository, index, owner).key("held-by").key("environments");
    if holders.is_empty() {
        return vec![Problem::Missing {
            place: place.in_words(format!("secret `{}`", secret.name)),
            what: "environment that holds it",
            remedy: "name those whose jobs use it, such as `environments: [production]`, or let every job have it, \
                `held-by: repository`",
        }];
    }
    let each = |index: usize| place.index(index).written_at(holders[index].written_at());
    let unknown = holders.iter().enumerate();
    let unknown = unknown.filter_map(|(index, name)| unknown_environment(organization, name, &each(index)));
    let twice = repeated(holders, |name| name).into_iter().map(|(first, second)| Problem::Repeated {
        what: "holder",
        name: holders[second].to_string(),
        first: each(first),
        second: each(second),
    });
    unknown.chain(twice).collect()
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
    found: SecretUse<'_>,
    repository: &Repository,
    owner: &Place,
) -> Option<Problem> {
    let Some(index) = repository.secrets.iter().position(|secret| secret.name == *found.secret) else {
        let names = repository.secrets.iter().map(|secret| secret.name.as_str());
        return Some(Problem::UndeclaredSecret {
            secret: found.secret.to_string(),
            used_in: found.place,
            owner: owner.clone(),
            nearest: Nearest::of(found.secret.as_str(), names),
        });
    };
    let Holder::Environments(holders) = &repository.secrets[index].held_by else {
        return None;
    };
    // Held by nobody, or by one that does not exist: that is told where it is declared, and who was meant is not known.
    if holders.is_empty() || holders.iter().any(|holder| !is_known(organization, Some(holder))) {
        return None;
    }
    if found.environment.is_some_and(|environment| holders.contains(environment)) {
        return None;
    }
    let names: Names = holders.iter().map(EnvironmentName::as_str).collect();
    let way_out = match found.environment {
        Some(environment) => {
            let all: Vec<&str> = holders.iter().chain([environment]).map(EnvironmentName::as_str).collect();
            format!("let that environment hold it too, `held-by: {{ environments: [{}] }}`", all.join(", "))
        }
        None if found.job.path().ends_with("environment") => {
            let environment = holders.first().map_or("...", EnvironmentName::as_str);
            format!("let the build run in that environment, `environment: {environment}`")
        }
        None => "let every job have it, `held-by: repository`".to_owned(),
    };
    Some(Problem::SecretOutOfReach {
        secret: found.secret.to_string(),
        used_in: found.place,
        environment: found.environment.map_or_else(
            || "a job without an environment".to_owned(),
            |environment| format!("the environment `{environment}`"),
        ),
        declared_in: declared(repository, index, owner),
        job: found.job,
        held_by: format!("only {} {} it", names.joined(" and "), if holders.len() == 1 { "holds" } else { "hold" }),
        way_out,
    })
}
