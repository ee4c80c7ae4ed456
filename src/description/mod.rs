//! The language of delivery: what an organisation builds, where it deploys it, and with which secrets.
//!
//! Plain data. An [`Organization`] has [`Environment`]s, each with the [`Server`] that its deployments reach, and
//! [`Repository`]s, each with its [`Secret`]s and [`Service`]s. A service has [`Build`]s, which push images, and
//! [`Deployment`]s, which roll images out. The room knows nothing of YAML, of GitHub's job syntax or of shell; whether a
//! description is sound is asked by [`crate::check`], and what becomes of it is decided by [`crate::compile`].
//!
//! What is absent takes the recipe's default. Three kinds of value are never mixed up: a [`HeldValue::Secret`], which
//! nobody may read; a [`HeldValue::Public`], which is configured like a secret but readable by everybody once it is baked
//! into an image; and a [`VariableValue::Literal`], which stands in the description.

mod assistant;
mod build;
mod check;
mod compose_rollout;
mod deployment;
mod docker_run;
mod environment;
mod ignore;
mod name;
mod organization;
mod rollout;
pub mod rule;
mod schema;
mod secret;
mod variable;

pub use assistant::{Assistant, Audience, RepositoryAccess};
pub use build::{
    Build, BuildConcurrency, BuildSecret, CacheKind, CacheMode, CacheMount, LayerCache, Tag, Tagging, branch_as_tag,
};
pub use check::{Check, Checks};
pub use compose_rollout::{ComposeRollout, HealthyWait, OnFailure, Prune, Recreate, SmokeTest, Wait};
pub use deployment::{
    After, AwsAccessKey, AwsCredentials, AwsRole, AwsSecretsManager, Deployment, Dispatch, DispatchBranch, EnvFile,
    EnvSource, LoginFallback, RegistryLogin,
};
pub use docker_run::DockerRunRollout;
pub use environment::{DeployLock, Environment, Reviewer, Server, TimedLock};
pub use ignore::Ignore;
pub use name::{
    AccountName, Address, ApplicationName, AwsSecretName, Branch, BuildSecretId, CacheScope, ContainerName,
    ContainerOption, DatabaseName, Duration, EnvironmentName, FileName, FilePattern, GroupName, HostFile, HostPath,
    ImagePath, Interval, Minutes, ModelName, NetworkName, Platform, Port, Reason, Registry, RegistryUser,
    RepositoryName, RepositoryPath, RoleArn, RuleCode, SecretName, ServerName, StageName, TeamName, TriggerPhrase,
    UrlPath, VariableName, WorkflowName,
};
pub use organization::{Organization, Repository, Service};
pub use rollout::{BlueGreenRollout, Color, Colors, LoginBy, Notification, Rollout, Scripts, Switch, Timeouts};
pub use rule::Rule;
pub use schema::schema;
pub use secret::Secret;
pub use variable::{HeldValue, Variable, VariableValue, literal, public, secret};
