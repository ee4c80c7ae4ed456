//! Whether every secret is declared, and held by the environment that uses it.

use super::names::variable_place;
use super::{Names, Nearest, Place, Problem, repeated};
use crate::spec::{
    Deployment, EnvSource, EnvironmentName, Holder, Login, Notification, Organization, Repository, Rollout, SecretName,
    Variable,
};

/// A secret where it is used.
struct Use<'a> {
    secret: &'a SecretName,
    place: Place,
    environment: Option<&'a EnvironmentName>,
    /// Where the environment is said, or would be.
    job: Place,
}

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
    let used_wrongly = uses(repository, owner)
        .into_iter()
        .filter(|found| is_known(organization, found.environment))
        .filter_map(|found| problem(found, repository, owner));
    declared_twice.chain(used_wrongly).chain(of_servers(organization, repository, owner)).collect()
}

/// Where a repository declares the secret at this index.
fn declared(repository: &Repository, index: usize, owner: &Place) -> Place {
    let place = owner.key("secrets").index(index).in_words("its secrets");
    place.written_at(repository.secrets[index].name.written_at())
}

/// The secrets of the servers that a repository's deployments reach. Naming them there declares them, held by that
/// environment; a repository that declares one itself must not say that others hold it.
fn of_servers(organization: &Organization, repository: &Repository, owner: &Place) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (index, service) in repository.services.iter().enumerate() {
        for (position, deployment) in service.deployments.iter().enumerate() {
            let environment = organization.environments.iter().find(|environment| environment.name == deployment.to);
            let place = owner.service(index).deployment(position, deployment).key("to").in_words("server");
            let secrets = environment.into_iter().flat_map(|environment| environment.server.secrets());
            problems.extend(secrets.filter_map(|secret| {
                let is_declared = repository.secrets.iter().any(|declared| declared.name == *secret);
                let found = Use { secret, place: place.clone(), environment: Some(&deployment.to), job: place.clone() };
                if is_declared { problem(found, repository, owner) } else { None }
            }));
        }
    }
    problems
}

/// An environment that does not exist is told once, by its own name; nothing can be said of who holds its secrets.
fn is_known(organization: &Organization, environment: Option<&EnvironmentName>) -> bool {
    environment.is_none_or(|name| organization.environments.iter().any(|known| known.name == *name))
}

fn problem(found: Use<'_>, repository: &Repository, owner: &Place) -> Option<Problem> {
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

/// Every use of a secret, in the order of the description.
fn uses<'a>(repository: &'a Repository, owner: &Place) -> Vec<Use<'a>> {
    let mut uses = Vec::new();
    for (index, service) in repository.services.iter().enumerate() {
        let owner = owner.service(index);
        for (index, build) in service.builds.iter().enumerate() {
            let place = owner.build(index, build);
            let inside = place.key("arguments").in_words("arguments");
            let arguments = of_variables(&build.arguments, &inside);
            let login = of_login(&build.login, &place);
            uses.extend(arguments.chain(login).map(|(secret, at)| Use {
                secret,
                place: at.written_at(secret.written_at()),
                environment: build.environment.as_ref(),
                job: place.key("environment"),
            }));
        }
        for (index, deployment) in service.deployments.iter().enumerate() {
            let place = owner.deployment(index, deployment);
            uses.extend(of_deployment(deployment, &place).into_iter().map(|(secret, at)| Use {
                secret,
                place: at.written_at(secret.written_at()),
                environment: Some(&deployment.to),
                job: place.key("to"),
            }));
        }
    }
    uses.extend(repository.assistant.iter().map(|assistant| Use {
        secret: &assistant.token,
        place: owner.assistant(assistant).key("token").written_at(assistant.token.written_at()),
        environment: None,
        job: owner.assistant(assistant).key("token"),
    }));
    uses
}

fn of_variables<'a>(variables: &'a [Variable], place: &Place) -> impl Iterator<Item = (&'a SecretName, Place)> {
    let held =
        variables.iter().enumerate().filter_map(|(index, variable)| Some((index, variable, variable.held_in()?)));
    held.map(|(index, variable, secret)| (secret, variable_place(variable, &place.index(index))))
}

fn of_login<'a>(login: &'a Login, place: &Place) -> Option<(&'a SecretName, Place)> {
    let variant = match login {
        Login::Run => return None,
        Login::Account { .. } => "account",
        Login::AccountOrRun { .. } => "account-or-run",
    };
    Some((login.token()?, place.key("login").key(variant).key("token").in_words("login")))
}

/// The secrets of a deployment, each with its place; those of its server aside.
fn of_deployment<'a>(deployment: &'a Deployment, place: &Place) -> Vec<(&'a SecretName, Place)> {
    let mut secrets = Vec::new();
    if let Some(env_file) = &deployment.env_file {
        let from = place.key("env-file").key("from");
        match &env_file.from {
            EnvSource::Variables(variables) => {
                secrets.extend(of_variables(variables, &from.key("variables").in_words("environment file")));
            }
            EnvSource::SecretsManager(manager) => {
                let from = from.key("secrets-manager").in_words("AWS Secrets Manager");
                secrets.extend([
                    (&manager.access_key_id, from.key("access-key-id")),
                    (&manager.secret_access_key, from.key("secret-access-key")),
                    (&manager.region, from.key("region")),
                ]);
            }
        }
    }
    secrets.extend(of_login(&deployment.login, place));
    if let Rollout::BlueGreen(rollout) = &deployment.rollout {
        let secret = rollout.notification.as_ref().and_then(Notification::secret);
        let place = place.key("rollout").key("blue-green").key("notification").key("slack").key("webhook");
        secrets.extend(secret.map(|secret| (secret, place.in_words("notification"))));
    }
    secrets
}
