//! What is asked of a server before and after a rollout.

use super::{Address, ContainerName, DatabaseName, Duration, UrlPath};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Checks around a blue-green rollout.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Checks {
    /// Before: when one fails, nothing is deployed.
    #[serde(default)]
    pub before: Vec<Check>,
    /// After, also when the rollout failed, so that the log says what state the server is in.
    #[serde(default)]
    pub after: Vec<Check>,
}

/// A question to a server; the answer no fails the deployment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Check {
    /// The rollout's own `health-check.sh` is run and what it says is printed. Bad news is no reason not to deploy: the
    /// deployment may be what mends it.
    HealthReport,
    /// The rollout's own `health-check.sh` says that the live color is well.
    HealthScript,
    /// The file that records the live color can be read; it is printed.
    CurrentColor,
    /// nginx runs.
    NginxActive,
    /// The port that nginx's file passes requests to is the live container's.
    NginxPort,
    /// The live container's published port answers on this path, with this text in the answer.
    LiveAnswer {
        /// The path.
        path: UrlPath,
        /// The text.
        contains: String,
    },
    /// An address answers with success, with time to come up.
    Address {
        /// The address.
        url: Address,
        /// How long it may take.
        timeout: Duration,
        /// What a status 500 means here. It is printed, with the container's log.
        #[serde(default)]
        status_500_means: Option<String>,
    },
    /// PostgreSQL accepts connections in this container.
    PostgresReady {
        /// The container.
        container: ContainerName,
    },
    /// PostgreSQL answers a query in this container.
    PostgresQuery {
        /// The container.
        container: ContainerName,
        /// The user.
        user: DatabaseName,
        /// The database.
        database: DatabaseName,
        /// The query.
        query: String,
    },
    /// Redis answers a ping in this container.
    RedisPing {
        /// The container.
        container: ContainerName,
    },
}

impl Check {
    /// PostgreSQL accepts connections in a container.
    #[track_caller]
    pub fn postgres_ready(container: &'static str) -> Self {
        Self::PostgresReady { container: ContainerName::new(container) }
    }

    /// PostgreSQL answers a query in a container.
    #[track_caller]
    pub fn postgres_query(container: &'static str, user: &str, database: &str, query: &str) -> Self {
        Self::PostgresQuery {
            container: ContainerName::new(container),
            user: DatabaseName::from(user.to_owned()),
            database: DatabaseName::from(database.to_owned()),
            query: query.to_owned(),
        }
    }

    /// Redis answers a ping in a container.
    #[track_caller]
    pub fn redis_ping(container: &'static str) -> Self {
        Self::RedisPing { container: ContainerName::new(container) }
    }

    /// The live container answers on a path, with a text in the answer.
    pub fn live_answer(path: &str, contains: &str) -> Self {
        Self::LiveAnswer { path: UrlPath::from(path.to_owned()), contains: contains.to_owned() }
    }

    /// An address answers with success, in time.
    pub fn address(url: &str, timeout: Duration) -> Self {
        Self::Address { url: Address::from(url.to_owned()), timeout, status_500_means: None }
    }

    /// An address answers with success, in time; a status 500 is given a meaning.
    pub fn address_where_500_means(url: &str, timeout: Duration, meaning: &str) -> Self {
        Self::Address { url: Address::from(url.to_owned()), timeout, status_500_means: Some(meaning.to_owned()) }
    }

    /// The container that is asked by its name, where one is.
    pub const fn container(&self) -> Option<&ContainerName> {
        match self {
            Self::PostgresReady { container }
            | Self::PostgresQuery { container, .. }
            | Self::RedisPing { container } => Some(container),
            Self::HealthReport
            | Self::HealthScript
            | Self::CurrentColor
            | Self::NginxActive
            | Self::NginxPort
            | Self::LiveAnswer { .. }
            | Self::Address { .. } => None,
        }
    }

    /// The word of data for it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::HealthReport => "health-report",
            Self::HealthScript => "health-script",
            Self::CurrentColor => "current-color",
            Self::NginxActive => "nginx-active",
            Self::NginxPort => "nginx-port",
            Self::LiveAnswer { .. } => "live-answer",
            Self::Address { .. } => "address",
            Self::PostgresReady { .. } => "postgres-ready",
            Self::PostgresQuery { .. } => "postgres-query",
            Self::RedisPing { .. } => "redis-ping",
        }
    }
}
