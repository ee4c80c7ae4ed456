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
    /// Which branch is deployed when somebody starts it by hand.
    #[serde(default)]
    pub by_hand: DispatchBranch,
    /// The tag that the server pulls.
    #[serde(default)]
    pub image_tag: Tag,
    /// The environment of the running service.
    #[serde(default)]
    pub env_file: Option<EnvFile>,
    /// How the server logs in to the registry.
    #[serde(default)]
    pub login: Login,
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
            by_hand: DispatchBranch::default(),
            image_tag: Tag::default(),
            env_file: None,
            login: Login::default(),
            rollout,
            timeout_minutes: None,
            verify_image: false,
            ignore: Vec::new(),
        }
    }
}

impl Deployment {
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

/// Which branch is deployed when somebody starts a deployment by hand.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DispatchBranch {
    /// The one that is chosen beside the button.
    #[default]
    Chosen,
    /// The one that is entered in a field of its own, named `branch`.
    Entered,
    /// Always the one whose builds are deployed, at the chosen commit.
    Fixed,
}

/// A file with the environment of the running service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnvFile {
    /// The file's name in the rollout's folder.
    #[serde(default = "EnvFile::default_file")]
    pub file: HostFile,
    /// Where the values come from.
    pub from: EnvSource,
}

/// Where the values of an environment file come from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EnvSource {
    /// A secret of AWS Secrets Manager that holds a JSON object.
    SecretsManager(SecretsManager),
    /// Values of the description and of GitHub's secrets.
    Variables(Vec<Variable>),
}

/// A secret of AWS Secrets Manager, and how to get at it.
///
/// The run's log hides what it holds, whoever prints it, but for values of fewer than six characters and the words
/// `development`, `localhost` and `production`: GitHub would strike them out wherever they stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct SecretsManager {
    /// The secret's name there.
    pub secret: AwsSecretName,
    /// As whom the run reads it.
    pub access: AwsAccess,
    /// The GitHub secret that holds the region.
    pub region: SecretName,
}

/// As whom a run reaches AWS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum AwsAccess {
    /// As a user, with an access key that is valid until somebody deletes it.
    Keys {
        /// The GitHub secret that holds the access key's id.
        access_key_id: SecretName,
        /// The GitHub secret that holds the access key.
        secret_access_key: SecretName,
    },
    /// As a role that trusts the repository's runs (OpenID Connect). AWS gives the run credentials for an hour; GitHub holds none.
    ///
    /// Source: <https://docs.github.com/actions/how-tos/secure-your-work/security-harden-deployments/oidc-in-aws>
    Role(RoleArn),
}

/// How a build, or a server, logs in to the registry.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Login {
    /// As whoever started the run, with the run's own token, which dies with it.
    #[default]
    Run,
    /// As an account with a long-lived token.
    Account {
        /// The account.
        user: RegistryUser,
        /// The secret that holds its token.
        token: SecretName,
    },
    /// As an account where its token is set, else as whoever started the run.
    AccountOrRun {
        /// The account.
        user: RegistryUser,
        /// The secret that holds its token.
        token: SecretName,
    },
}

impl Login {
    /// As an account with a long-lived token.
    #[track_caller]
    pub const fn account(user: &'static str, token: SecretName) -> Self {
        Self::Account { user: RegistryUser::new(user), token }
    }

    /// The account, and the word of data for this login; none where the run itself logs in.
    pub const fn account_name(&self) -> Option<(&'static str, &RegistryUser)> {
        match self {
            Self::Run => None,
            Self::Account { user, .. } => Some(("account", user)),
            Self::AccountOrRun { user, .. } => Some(("account-or-run", user)),
        }
    }

    /// The secret that holds the account's token, if there is one.
    pub const fn token(&self) -> Option<&SecretName> {
        match self {
            Self::Run => None,
            Self::Account { token, .. } | Self::AccountOrRun { token, .. } => Some(token),
        }
    }

    /// Falls back to the run's own token when the account's is not set.
    #[must_use]
    pub fn or_run_token(self) -> Self {
        match self {
            Self::Account { user, token } => Self::AccountOrRun { user, token },
            other => other,
        }
    }
}

impl EnvFile {
    const fn default_file() -> HostFile {
        HostFile::new(".env")
    }

    /// A file with values of the description and of GitHub's secrets.
    #[track_caller]
    pub fn of(file: &'static str, variables: Vec<Variable>) -> Self {
        Self { file: HostFile::new(file), from: EnvSource::Variables(variables) }
    }
}
