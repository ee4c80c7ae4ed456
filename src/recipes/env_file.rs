//! The environment of the running service, written on the runner and copied to the server.

use super::secrets::Secrets;
use super::template::{TemplateError, render};
use crate::description::{AwsCredentials, AwsSecretsManager, EnvFile, EnvSource, Variable};
use actions::action::{Action, ConfigureAwsCredentials};
use actions::{Permission, Scope, Step};
use minijinja::context;

/// Who reads the file: the same line means different values to each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// Docker compose, in `env_file` or by itself.
    Compose,
    /// `docker run --env-file`.
    DockerRun,
}

impl Reader {
    const fn word(self) -> &'static str {
        match self {
            Self::Compose => "compose",
            Self::DockerRun => "docker-run",
        }
    }
}

/// The steps that write the file into the runner's delivery folder.
///
/// # Errors
/// A template cannot be rendered.
pub fn steps(env_file: EnvFile<'_>, reader: Reader, secrets: Secrets<'_>) -> Result<Vec<Step>, TemplateError> {
    match env_file.from {
        EnvSource::SecretsManager(manager) => from_secrets_manager(env_file, manager, reader, secrets),
        EnvSource::Variables(variables) => from_variables(env_file, variables, reader, secrets).map(|step| vec![step]),
    }
}

fn from_secrets_manager(
    env_file: EnvFile<'_>,
    manager: &AwsSecretsManager,
    reader: Reader,
    secrets: Secrets<'_>,
) -> Result<Vec<Step>, TemplateError> {
    let script = render("env_file/from_secrets_manager.sh", context! { reader => reader.word() })?;
    let credentials = credentials(manager, secrets);
    let fetch = Step::run(format!("Fetch {} from AWS Secrets Manager", env_file.file), script)
        .env("SECRET_ID", manager.secret_id.as_str())
        .env("ENV_FILE", env_file.file.as_str());
    Ok(vec![credentials, fetch])
}

/// The step after which the runner may read the secret in AWS.
fn credentials(manager: &AwsSecretsManager, secrets: Secrets<'_>) -> Step {
    let action = ConfigureAwsCredentials::new(secrets.value(&manager.region));
    let name = "Configure AWS credentials";
    match &manager.credentials {
        AwsCredentials::Key(key) => action
            .aws_access_key_id(secrets.value(&key.access_key_id))
            .aws_secret_access_key(secrets.value(&key.secret_access_key))
            .step(name),
        AwsCredentials::Role(role) => action
            .role_to_assume(role.role_to_assume.as_str())
            .step(name)
            .comment("The run assumes this role with an OIDC token, for one hour: no AWS key is stored.")
            .permission(Permission::write(Scope::IdToken, "get an OIDC token for AWS")),
    }
}

fn from_variables(
    env_file: EnvFile<'_>,
    variables: &[Variable],
    reader: Reader,
    secrets: Secrets<'_>,
) -> Result<Step, TemplateError> {
    let script = render("env_file/from_variables.sh", context! { reader => reader.word() })?;
    let names: Vec<&str> = variables.iter().map(Variable::name).collect();
    let may_be_empty: Vec<&str> = variables
        .iter()
        .filter(|variable| match (variable.literal(), variable.held_in()) {
            (Some(value), _) => value.is_empty(),
            (None, secret) => secret.is_some_and(|secret| !secrets.is_required(secret)),
        })
        .map(Variable::name)
        .collect();
    let values = variables.iter().map(|variable| (variable.name().to_owned(), secrets.variable(variable)));
    Ok(Step::run(format!("Assemble {}", env_file.file), script)
        .env("ENV_FILE", env_file.file.as_str())
        .env("VARIABLES", names.join(" "))
        .envs((!may_be_empty.is_empty()).then(|| ("MAY_BE_EMPTY", may_be_empty.join(" "))))
        .envs(values))
}
