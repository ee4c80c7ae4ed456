//! Whether every secret is declared, and held by the environment that uses it.

use super::problem::Nearest;
use super::{Place, Problem, repeated};
use crate::spec::{
    Deployment, EnvSource, EnvironmentName, Holder, Notification, Organization, Repository, Rollout, SecretName,
    Variable,
};

/// A secret where it is used.
struct Use<'a> {
    secret: &'a SecretName,
    place: Place,
    environment: Option<&'a EnvironmentName>,
}

/// The problems of a repository's secrets.
pub(super) fn problems(organization: &Organization, repository: &Repository) -> Vec<Problem> {
    let owner = Place::repository(repository);
    let declared_twice =
        repeated(&repository.secrets, |secret| &secret.name).into_iter().map(|(_, secret)| Problem::Repeated {
            what: "secret",
            name: secret.name.to_string(),
            first: owner.within("its secrets"),
            second: owner.within("its secrets"),
        });
    let used_wrongly = uses(organization, repository)
        .into_iter()
        .filter(|found| is_known(organization, found.environment))
        .filter_map(|found| problem(found, repository, &owner));
    declared_twice.chain(used_wrongly).collect()
}

/// An environment that does not exist is told once, by its own name; nothing can be said of who holds its secrets.
fn is_known(organization: &Organization, environment: Option<&EnvironmentName>) -> bool {
    environment.is_none_or(|name| organization.environments.iter().any(|known| known.name == *name))
}

fn problem(found: Use<'_>, repository: &Repository, owner: &Place) -> Option<Problem> {
    let Some(secret) = repository.secrets.iter().find(|secret| secret.name == *found.secret) else {
        let names = repository.secrets.iter().map(|secret| secret.name.as_str());
        return Some(Problem::UndeclaredSecret {
            secret: found.secret.to_string(),
            used_in: found.place,
            owner: owner.clone(),
            nearest: Nearest::of(found.secret.as_str(), names),
        });
    };
    let Holder::Environments(holders) = &secret.held_by else {
        return None;
    };
    if found.environment.is_some_and(|environment| holders.contains(environment)) {
        return None;
    }
    let holders: Vec<String> = holders.iter().map(|holder| format!("`{holder}`")).collect();
    Some(Problem::SecretOutOfReach {
        secret: found.secret.to_string(),
        used_in: found.place,
        environment: found.environment.map_or_else(
            || "a job without an environment".to_owned(),
            |environment| format!("the environment `{environment}`"),
        ),
        declared_in: owner.within("its secrets"),
        held_by: format!("only {} holds it", holders.join(" and ")),
    })
}

/// Every use of a secret, in the order of the description.
fn uses<'a>(organization: &'a Organization, repository: &'a Repository) -> Vec<Use<'a>> {
    let owner = Place::repository(repository);
    let mut uses = Vec::new();
    for service in &repository.services {
        for build in &service.builds {
            let place = owner.build(build);
            let arguments = build.arguments.iter().filter_map(Variable::held_in).map(|secret| (secret, "arguments"));
            let login = build.login.token().map(|secret| (secret, "login"));
            uses.extend(arguments.chain(login).map(|(secret, part)| Use {
                secret,
                place: place.within(part),
                environment: build.environment.as_ref(),
            }));
        }
        for deployment in &service.deployments {
            let place = owner.deployment(deployment);
            uses.extend(of_deployment(organization, deployment).into_iter().map(|(secret, part)| Use {
                secret,
                place: place.within(part),
                environment: Some(&deployment.to),
            }));
        }
    }
    uses.extend(repository.assistant.iter().map(|assistant| Use {
        secret: &assistant.token,
        place: owner.within("assistant"),
        environment: None,
    }));
    uses
}

/// The secrets of a deployment, each with the part that uses it.
fn of_deployment<'a>(
    organization: &'a Organization,
    deployment: &'a Deployment,
) -> Vec<(&'a SecretName, &'static str)> {
    let mut secrets = Vec::new();
    let environment = organization.environments.iter().find(|environment| environment.name == deployment.to);
    if let Some(environment) = environment {
        let server = &environment.server;
        let required = [&server.host, &server.user, &server.key, &server.port];
        secrets.extend(required.into_iter().chain(&server.fingerprint).map(|secret| (secret, "server")));
    }
    if let Some(env_file) = &deployment.env_file {
        match &env_file.from {
            EnvSource::Variables(variables) => {
                secrets
                    .extend(variables.iter().filter_map(Variable::held_in).map(|secret| (secret, "environment file")));
            }
            EnvSource::SecretsManager(manager) => {
                let access = [&manager.access_key_id, &manager.secret_access_key, &manager.region];
                secrets.extend(access.map(|secret| (secret, "AWS Secrets Manager")));
            }
        }
    }
    secrets.extend(deployment.login.token().map(|secret| (secret, "login")));
    if let Rollout::BlueGreen(rollout) = &deployment.rollout {
        let secret = rollout.notification.as_ref().and_then(Notification::secret);
        secrets.extend(secret.map(|secret| (secret, "notification")));
    }
    secrets
}
