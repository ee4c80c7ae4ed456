//! Every use of a secret: where it stands, in which job's environment, and what happens where the secret is not set.

use crate::description::{
    AwsCredentials, Build, Deployment, EnvironmentName, FileName, Notification, Organization, RegistryLogin,
    Repository, Rollout, SecretName, Variable,
};
use crate::diagnostic::Place;

/// A secret where it is used.
#[derive(Debug, Clone)]
pub struct SecretUse<'a> {
    /// The secret.
    pub secret: &'a SecretName,
    /// Where it is used.
    pub place: Place,
    /// The environment of the job that uses it.
    pub environment: Option<&'a EnvironmentName>,
    /// Where that environment is said, or would be.
    pub job: Place,
    /// The workflow's file.
    pub file: &'a FileName,
    /// What it is used for.
    pub purpose: Purpose,
}

/// What a secret is used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Its value is taken as it is, also where it is empty.
    Value,
    /// It logs in to the registry; where it is not set, the run's own token does.
    LoginOrRun,
    /// It reaches a server. Naming it there declares it, held by that environment.
    Server,
}

/// Every use of a secret in a repository, in the order of the description: of each build, of each deployment and the server
/// that it reaches, of the assistant.
pub fn secret_uses<'a>(
    organization: &'a Organization,
    repository: &'a Repository,
    owner: &Place,
) -> Vec<SecretUse<'a>> {
    let mut uses = Vec::new();
    for (index, service) in repository.services.iter().enumerate() {
        let owner = owner.service(index);
        for (index, build) in service.builds.iter().enumerate() {
            let place = owner.build(index, build);
            let job = (build.environment.as_ref(), place.key("environment"), &build.file);
            uses.extend(of_build(build, &place).into_iter().map(|found| found.in_job(&job)));
        }
        for (index, deployment) in service.deployments.iter().enumerate() {
            let place = owner.deployment(index, deployment);
            let job = (Some(&deployment.environment), place.key("environment"), &deployment.file);
            let own = of_deployment(deployment, &place);
            uses.extend(
                own.into_iter().chain(of_server(organization, deployment, &place)).map(|found| found.in_job(&job)),
            );
        }
    }
    uses.extend(repository.assistant.iter().map(|assistant| {
        let place = owner.assistant(assistant).key("token");
        Found::new(&assistant.token, place.clone()).in_job(&(None, place, &assistant.file))
    }));
    uses
}

/// A secret, where it stands, and what for.
struct Found<'a> {
    secret: &'a SecretName,
    place: Place,
    purpose: Purpose,
}

/// The environment of a job, where that is said, and the workflow's file.
type JobOf<'a> = (Option<&'a EnvironmentName>, Place, &'a FileName);

impl<'a> Found<'a> {
    const fn new(secret: &'a SecretName, place: Place) -> Self {
        Self { secret, place, purpose: Purpose::Value }
    }

    fn in_job(self, (environment, job, file): &JobOf<'a>) -> SecretUse<'a> {
        let Self { secret, place, purpose } = self;
        // Where a server's is used says the deployment; where it was written says the environment.
        let place = if purpose == Purpose::Server { place } else { place.written_at(secret.written_at()) };
        SecretUse { secret, place, environment: *environment, job: job.clone(), file, purpose }
    }
}

fn of_build<'a>(build: &'a Build, place: &Place) -> Vec<Found<'a>> {
    let (arguments, mounts) =
        (place.key("build-args").in_words("build arguments"), place.key("build-secrets").in_words("build secrets"));
    let mounted = build.build_secrets.iter().enumerate();
    let mounted = mounted.map(|(index, mount)| Found::new(&mount.secret, mounts.index(index).key("secret")));
    of_variables(&build.build_args, &arguments)
        .chain(mounted)
        .chain(of_login(build.registry_login.as_ref(), place))
        .collect()
}

fn of_variables<'a>(variables: &'a [Variable], place: &Place) -> impl Iterator<Item = Found<'a>> {
    variables.iter().filter_map(|variable| {
        let held_in = variable.held_in()?;
        let key = if variable.is_secret() { "secret" } else { "public" };
        Some(Found::new(held_in, place.variable(variable).key(key)))
    })
}

fn of_login<'a>(login: Option<&'a RegistryLogin>, place: &Place) -> Option<Found<'a>> {
    let login = login?;
    let purpose = if login.fallback.is_some() { Purpose::LoginOrRun } else { Purpose::Value };
    let place = place.key("registry-login").key("password").in_words("registry login");
    Some(Found { purpose, ..Found::new(&login.password, place) })
}

/// The secrets of a deployment; those of its server aside.
fn of_deployment<'a>(deployment: &'a Deployment, place: &Place) -> Vec<Found<'a>> {
    let mut secrets = Vec::new();
    secrets.extend(of_variables(&deployment.env, &place.key("env").in_words("environment of the service")));
    if let Some(manager) = &deployment.aws_secrets_manager {
        let place = place.key("aws-secrets-manager").in_words("AWS Secrets Manager");
        if let AwsCredentials::Key(key) = &manager.credentials {
            let credentials = place.key("credentials");
            secrets.push(Found::new(&key.access_key_id, credentials.key("access-key-id")));
            secrets.push(Found::new(&key.secret_access_key, credentials.key("secret-access-key")));
        }
        secrets.push(Found::new(&manager.region, place.key("region")));
    }
    secrets.extend(of_login(deployment.registry_login.as_ref(), place));
    if let Rollout::BlueGreen(rollout) = &deployment.rollout {
        let secret = rollout.notification.as_ref().and_then(Notification::secret);
        let place = place.key("rollout").key("blue-green").key("notification").key("slack").key("webhook");
        secrets.extend(secret.map(|secret| Found::new(secret, place.in_words("notification"))));
    }
    secrets
}

fn of_server<'a>(organization: &'a Organization, deployment: &Deployment, place: &Place) -> Vec<Found<'a>> {
    let environments =
        organization.environments.iter().filter(|environment| environment.name == deployment.environment);
    let secrets = environments.take(1).flat_map(|environment| environment.server.secrets());
    let place = place.key("environment").in_words("server");
    secrets.map(|secret| Found { purpose: Purpose::Server, ..Found::new(secret, place.clone()) }).collect()
}
