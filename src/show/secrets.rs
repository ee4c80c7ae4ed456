//! Secrets: which step in which environment is given each, where it ends, and who must be told when it changes.

use super::{image, steps};
use crate::compile::{Compiled, CompiledRepository, WorkflowSource};
use crate::description::{
    self, AwsCredentials, Build, Deployment, EnvSource, Organization, RegistryLogin, Repository, SecretName, Server,
};
use serde::Serialize;

/// The name under which GitHub hands out a run's own token.
///
/// Source: <https://docs.github.com/actions/concepts/security/github_token>
const RUN_TOKEN: &str = "GITHUB_TOKEN";

/// A secret of a repository.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct SecretRow {
    /// Its name.
    pub secret: String,
    /// The repository whose workflows use it.
    pub repository: String,
    /// Who holds it.
    pub held_by: SecretHolder,
    /// What holds when it is missing; `None` where it must be set.
    pub when_missing: Option<String>,
    /// Every step that uses it: its value, or whether it is set.
    pub uses: Vec<SecretStep>,
    /// Every place where it stays when the run is over.
    pub ends_in: Vec<Ending>,
}

/// Who holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SecretHolder {
    /// The repository, or the organisation: every job can have it.
    Repository,
    /// These environments: only their jobs can have it.
    Environments(Vec<String>),
    /// GitHub makes one for each run, and it dies with it.
    Run,
}

/// A step that uses a secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SecretStep {
    /// The environment that its job runs in, if any.
    pub environment: Option<String>,
    /// The workflow.
    pub workflow: String,
    /// Its file below `.github/workflows`.
    pub file: String,
    /// The job's id.
    pub job: String,
    /// The step's name.
    pub step: String,
}

/// A place where a secret stays when the run is over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub struct Ending {
    /// The place.
    #[serde(flatten)]
    pub place: SecretPlace,
    /// The environment whose value ends there, if the job has one.
    pub environment: Option<String>,
    /// The workflow that brings it there.
    pub workflow: String,
    /// Who can read it there.
    pub read_by: String,
    /// What has to happen there when the secret changes.
    pub when_changed: String,
}

/// Where a secret stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum SecretPlace {
    /// In the layers of an image.
    Image {
        /// The image, without a tag.
        image: String,
        /// Its tags, `<sha>` for the short commit.
        tags: Vec<String>,
    },
    /// In a file of a server, and in the environment of the containers that are made from it.
    File {
        /// The server.
        host: String,
        /// The file.
        path: String,
    },
    /// In docker's stored login of a server.
    Login {
        /// The server.
        host: String,
        /// The registry.
        registry: String,
        /// The account.
        user: String,
    },
    /// Its public half lets a run in on a server.
    Key {
        /// The server.
        host: String,
    },
    /// It opens a secret of AWS Secrets Manager.
    Vault {
        /// The secret's name there.
        secret: String,
    },
}

impl SecretPlace {
    /// The place, for people.
    pub fn shown(&self) -> String {
        match self {
            Self::Image { image, tags } => format!("image {image}, tags {}", tags.join(", ")),
            Self::File { host, path } => format!("file {path} on {host}"),
            Self::Login { host, registry, user } => format!("docker's login to {registry} as {user} on {host}"),
            Self::Key { host } => format!("authorized_keys on {host} (its public half)"),
            Self::Vault { secret } => format!("AWS Secrets Manager: it opens {secret}"),
        }
    }
}

/// The table.
pub fn rows(compiled: &Compiled<'_>) -> Vec<SecretRow> {
    compiled.repositories.iter().flat_map(|repository| of_repository(compiled.organization, repository)).collect()
}

fn of_repository(organization: &Organization, compiled: &CompiledRepository<'_>) -> Vec<SecretRow> {
    let repository = compiled.repository;
    let mut rows: Vec<SecretRow> = repository.secrets.iter().map(|secret| declared(secret, repository)).collect();
    for workflow in &compiled.workflows {
        for (job, environment, step) in steps(&workflow.workflow) {
            for secret in step.secrets() {
                row(&mut rows, secret, repository, environment.as_deref()).uses.push(SecretStep {
                    environment: environment.clone(),
                    workflow: workflow.workflow.name.clone(),
                    file: workflow.file().to_owned(),
                    job: job.to_owned(),
                    step: step.name.to_string(),
                });
            }
        }
        let endings = match workflow.source {
            WorkflowSource::Build { build, .. } => of_build(organization, repository, build),
            WorkflowSource::Deployment { deployment, build, environment } => {
                of_deployment(deployment, build.registry.as_str(), &environment.server)
            }
            WorkflowSource::Assistant(_) => Vec::new(),
        };
        for (secret, ending) in endings {
            row(&mut rows, &secret, repository, ending.environment.as_deref()).ends_in.push(ending);
        }
    }
    // What nobody declares comes last, and the run's own token behind it.
    rows.sort_by_key(|row| row.held_by == SecretHolder::Run);
    rows
}

fn declared(secret: &description::Secret, repository: &Repository) -> SecretRow {
    SecretRow {
        secret: secret.name.to_string(),
        repository: repository.name.to_string(),
        held_by: match secret.environments.as_slice() {
            [] => SecretHolder::Repository,
            names => SecretHolder::Environments(names.iter().map(ToString::to_string).collect()),
        },
        when_missing: match &secret.default {
            Some(value) => Some(format!("`{value}` holds")),
            None => (!secret.is_required()).then(|| "the run does without it".to_owned()),
        },
        uses: Vec::new(),
        ends_in: Vec::new(),
    }
}

/// The secret's row. One that nobody declares is the run's own token, or is declared by the server that it reaches.
fn row<'a>(
    rows: &'a mut Vec<SecretRow>,
    secret: &str,
    repository: &Repository,
    environment: Option<&str>,
) -> &'a mut SecretRow {
    let index = rows.iter().position(|row| row.secret == secret).unwrap_or_else(|| {
        let held_by = match environment {
            _ if secret == RUN_TOKEN => SecretHolder::Run,
            Some(_) => SecretHolder::Environments(Vec::new()),
            None => SecretHolder::Repository,
        };
        let (secret, repository) = (secret.to_owned(), repository.name.to_string());
        rows.push(SecretRow { secret, repository, held_by, when_missing: None, uses: Vec::new(), ends_in: Vec::new() });
        rows.len() - 1
    });
    let is_declared = repository.secrets.iter().any(|declared| declared.name.as_str() == secret);
    let row = &mut rows[index];
    if let (SecretHolder::Environments(holders), Some(environment), false) =
        (&mut row.held_by, environment, is_declared)
        && !holders.iter().any(|holder| holder == environment)
    {
        holders.push(environment.to_owned());
    }
    row
}

/// Where a build leaves the secrets that it is given.
fn of_build(organization: &Organization, repository: &Repository, build: &Build) -> Vec<(String, Ending)> {
    let image = image(organization, repository, build);
    let tags: Vec<String> = super::images::tags(build).into_iter().map(|tag| tag.name).collect();
    let ending = Ending {
        place: SecretPlace::Image { image, tags },
        environment: build.environment.as_ref().map(ToString::to_string),
        workflow: build.workflow.to_string(),
        read_by: "everybody who can pull the image".to_owned(),
        when_changed: format!("run {} again, then deploy; older images keep the old value", build.workflow),
    };
    build.build_args.iter().filter_map(|variable| Some((variable.held_in()?.to_string(), ending.clone()))).collect()
}

fn of_deployment(deployment: &Deployment, registry: &str, server: &Server) -> Vec<(String, Ending)> {
    let mut found = Vec::new();
    let mut add = |secret: &dyn ToString, place: SecretPlace, read_by: &str, when_changed: String| {
        let (environment, workflow) = (Some(deployment.environment.to_string()), deployment.workflow.to_string());
        found.push((
            secret.to_string(),
            Ending { place, environment, workflow, read_by: read_by.to_owned(), when_changed },
        ));
    };
    let host = || server.name.to_string();
    let again = format!("run {} again", deployment.workflow);
    add(
        &server.key,
        SecretPlace::Key { host: host() },
        "nobody: the private half stays in GitHub",
        "put the new public half there first, and take the old one away afterwards".to_owned(),
    );
    match deployment.environment_file().map(|file| (file, file.from)) {
        Some((file, EnvSource::Variables(variables))) => {
            let path = format!("{}/{}", deployment.rollout.directory(), file.file);
            for secret in variables.iter().filter_map(description::Variable::held_in) {
                let place = SecretPlace::File { host: host(), path: path.clone() };
                let readers = "the server's user, root, and everybody who may use docker there";
                add(secret, place, readers, again.clone());
            }
        }
        Some((_, EnvSource::SecretsManager(manager))) => {
            let keys = match &manager.credentials {
                AwsCredentials::Key(key) => vec![&key.access_key_id, &key.secret_access_key],
                AwsCredentials::Role(_) => Vec::new(),
            };
            for secret in keys {
                let place = SecretPlace::Vault { secret: manager.secret_id.to_string() };
                let changed = "make the new key in AWS first, and delete the old one afterwards".to_owned();
                add(secret, place, "whoever has the key reads what it opens", changed);
            }
        }
        None => {}
    }
    let by = format!("{} logs in again", deployment.rollout.recipe().logs_in_by().unwrap_or("it"));
    let login = |user: &str| SecretPlace::Login { host: host(), registry: registry.to_owned(), user: user.to_owned() };
    let readers = "the server's user and root";
    let of_account = |token: &SecretName, user: &str| (token.to_string(), login(user), format!("{again}: {by}"));
    let of_run = |user: &str| (RUN_TOKEN.to_owned(), login(user), "nothing: it dies with the run".to_owned());
    let logins = match &deployment.registry_login {
        None => vec![of_run("whoever started the run")],
        Some(RegistryLogin { username, password, fallback: None }) => vec![of_account(password, username.as_str())],
        Some(RegistryLogin { username: user, password: token, .. }) => {
            vec![
                of_account(token, user.as_str()),
                of_run(&format!("whoever started the run, where {token} is not set")),
            ]
        }
    };
    for (secret, place, changed) in logins {
        add(&secret, place, readers, changed);
    }
    found
}
