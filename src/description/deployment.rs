//! How an image gets to a server.

use super::{
    AwsSecretName, Branch, EnvironmentName, FileName, HostFile, Ignore, Minutes, RegistryUser, RoleArn, Rollout,
    SecretName, Tag, Variable, WorkflowName,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A workflow that rolls an image out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Deployment {
    /// The workflow's name.
    pub workflow: WorkflowName,
    /// The workflow's file; the workflow's name in small letters with `.yml` when absent.
    #[serde(default)]
    pub file: FileName,
    /// The environment that it deploys to.
    pub environment: EnvironmentName,
    /// The build whose success starts it.
    pub after: After,
    /// What holds when somebody starts it by hand.
    #[serde(default)]
    pub workflow_dispatch: Dispatch,
    /// The tag that the server pulls.
    #[serde(default)]
    pub image_tag: Tag,
    /// The environment of the running service. It is written to a file of mode 0600 in the rollout's directory.
    #[serde(default, with = "super::variable::mapping")]
    #[schemars(with = "super::variable::mapping::Schema")]
    pub env: Vec<Variable>,
    /// The environment of the running service, where AWS Secrets Manager holds it.
    #[serde(default)]
    pub aws_secrets_manager: Option<AwsSecretsManager>,
    /// The name of the file with the environment; `.env` when absent.
    #[serde(default)]
    pub env_file: Option<HostFile>,
    /// The account as which the server logs in to the registry; `GITHUB_TOKEN` logs in when absent.
    #[serde(default)]
    pub registry_login: Option<RegistryLogin>,
    /// How the running service is replaced.
    pub rollout: Rollout,
    /// The deployment is ended after so many minutes.
    #[serde(default)]
    pub timeout_minutes: Option<Minutes>,
    /// Whether the registry is asked for the image first: without it, a missing image fails at the server's pull.
    #[serde(default)]
    pub verify_image: bool,
    /// What is known of it and lived with.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

impl Deployment {
    /// A deployment with its name, its file, where it goes, what it follows and how; everything else takes its default.
    #[track_caller]
    pub fn new(
        workflow: &'static str,
        file: &'static str,
        environment: EnvironmentName,
        after: After,
        rollout: Rollout,
    ) -> Self {
        Self {
            workflow: WorkflowName::new(workflow),
            file: FileName::new(file),
            environment,
            after,
            workflow_dispatch: Dispatch::default(),
            image_tag: Tag::default(),
            env: Vec::new(),
            aws_secrets_manager: None,
            env_file: None,
            registry_login: None,
            rollout,
            timeout_minutes: None,
            verify_image: false,
            ignore: Vec::new(),
        }
    }
}

/// The name of a file with the environment, where none is given.
static ENV_FILE: HostFile = HostFile::new(".env");

impl Deployment {
    /// The file with the environment of the running service, if it has one.
    pub fn environment_file(&self) -> Option<EnvFile<'_>> {
        let from = match &self.aws_secrets_manager {
            Some(manager) => EnvSource::SecretsManager(manager),
            None if self.env.is_empty() => return None,
            None => EnvSource::Variables(&self.env),
        };
        Some(EnvFile { file: self.env_file.as_ref().unwrap_or(&ENV_FILE), from })
    }

    /// The concurrency group of its runs: its file's name, without `.yml`. No other deployment of the repository has it.
    pub fn group(&self) -> &str {
        let file = self.file.as_str();
        file.strip_suffix(".yml").unwrap_or(file)
    }
}

/// A build's success on a branch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct After {
    /// The build's workflow.
    pub build: WorkflowName,
    /// The branch.
    pub branch: Branch,
}

/// What holds when somebody starts a deployment by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Dispatch {
    /// Which branch is deployed.
    #[serde(default)]
    pub branch: DispatchBranch,
}

impl Dispatch {
    /// Deploys this branch.
    pub const fn of(branch: DispatchBranch) -> Self {
        Self { branch }
    }
}

/// Which branch is deployed when somebody starts a deployment by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DispatchBranch {
    /// The one that is selected in GitHub's form.
    #[default]
    Selected,
    /// The one that is typed into the input `branch`.
    Input,
    /// Always the one whose builds are deployed, at the chosen commit.
    Fixed,
}

/// The file with the environment of the running service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EnvFile<'a> {
    /// The file's name in the rollout's directory.
    pub file: &'a HostFile,
    /// Where the values come from.
    pub from: EnvSource<'a>,
}

/// Where the values of an environment file come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EnvSource<'a> {
    /// A secret of AWS Secrets Manager.
    SecretsManager(&'a AwsSecretsManager),
    /// Values of the description and of GitHub's secrets.
    Variables(&'a [Variable]),
}

/// A secret of AWS Secrets Manager that holds a JSON object, and how to get at it.
///
/// The run's log hides what it holds, whoever prints it, but for values of fewer than six characters and the words
/// `development`, `localhost` and `production`: GitHub would strike them out wherever they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AwsSecretsManager {
    /// The secret's name there, or its ARN.
    pub secret_id: AwsSecretName,
    /// The GitHub secret that holds the region.
    pub region: SecretName,
    /// As whom the run reads it.
    pub credentials: AwsCredentials,
}

/// As whom a run reaches AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum AwsCredentials {
    /// As a user, with an access key.
    Key(AwsAccessKey),
    /// As a role.
    Role(AwsRole),
}

/// An access key of AWS, which is valid until somebody deletes it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AwsAccessKey {
    /// The GitHub secret that holds the access key's id.
    pub access_key_id: SecretName,
    /// The GitHub secret that holds the access key.
    pub secret_access_key: SecretName,
}

/// A role in AWS that trusts the repository's runs (OpenID Connect). AWS gives the run credentials for an hour; GitHub holds none.
///
/// Source: <https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct AwsRole {
    /// The role's ARN.
    pub role_to_assume: RoleArn,
}

impl AwsCredentials {
    /// An access key, held in these secrets.
    pub const fn key(access_key_id: SecretName, secret_access_key: SecretName) -> Self {
        Self::Key(AwsAccessKey { access_key_id, secret_access_key })
    }

    /// A role.
    #[track_caller]
    pub const fn role(arn: &'static str) -> Self {
        Self::Role(AwsRole { role_to_assume: RoleArn::new(arn) })
    }
}

/// An account of a registry, with a token that outlives the run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RegistryLogin {
    /// The account.
    pub username: RegistryUser,
    /// The secret that holds its token.
    pub password: SecretName,
    /// What logs in when the secret is not set; the login fails when absent.
    #[serde(default)]
    pub fallback: Option<LoginFallback>,
}

/// What logs in to the registry when an account's token is not set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LoginFallback {
    /// `GITHUB_TOKEN`, as whoever started the run. It is valid until the run ends.
    #[serde(rename = "github-token")]
    GitHubToken,
}

impl RegistryLogin {
    /// An account with a long-lived token.
    #[track_caller]
    pub const fn new(username: &'static str, password: SecretName) -> Self {
        Self { username: RegistryUser::new(username), password, fallback: None }
    }

    /// Falls back to `GITHUB_TOKEN` when the account's token is not set.
    #[must_use]
    pub const fn or_github_token(mut self) -> Self {
        self.fallback = Some(LoginFallback::GitHubToken);
        self
    }
}
