//! Whether every secret is declared, and held by the environment that uses it.

use super::uses::{Purpose, SecretUse, secret_uses};
use super::{Names, Nearest, Place, Problem, repeated};
use crate::spec::{EnvironmentName, Holder, Organization, Repository};

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
    let used_wrongly = others.chain(of_servers).filter_map(|found| problem(found, repository, owner));
    declared_twice.chain(used_wrongly).collect()
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

fn problem(found: SecretUse<'_>, repository: &Repository, owner: &Place) -> Option<Problem> {
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
        held_by: format!("only {} holds it", names.joined(" and ")),
        way_out,
    })
}
