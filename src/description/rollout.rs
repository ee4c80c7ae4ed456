//! How a running service is replaced.

use super::{
    Address, ApplicationName, Checks, ComposeRollout, ContainerOption, DockerRunRollout, Duration, HostPath, Interval,
    NetworkName, Port, RepositoryPath, SecretName, UrlPath,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a running service is replaced.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Rollout {
    /// Docker compose replaces one container; the service is away for a moment.
    Compose(ComposeRollout),
    /// `docker run` replaces one container; the service is away for a moment.
    DockerRun(DockerRunRollout),
    /// A second container is proved healthy before nginx turns to it.
    BlueGreen(Box<BlueGreenRollout>),
}

/// A second container is proved healthy before nginx turns to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BlueGreenRollout {
    /// The containers' common name; `-blue` and `-green` are added.
    pub app: ApplicationName,
    /// The folder on the server that holds the scripts, the environment file and `.current_env`.
    pub directory: HostPath,
    /// How the scripts get there.
    #[serde(default)]
    pub scripts: Scripts,
    /// The ports on the server.
    pub ports: Colors<Port>,
    /// The port in the container.
    #[serde(default = "BlueGreenRollout::default_container_port")]
    pub container_port: Port,
    /// The nginx file whose `proxy_pass` names the live port.
    pub nginx_file: HostPath,
    /// The path that must answer 200 before nginx turns to the new container.
    #[serde(default = "BlueGreenRollout::default_smoke_test")]
    pub smoke_test: UrlPath,
    /// An address of the service that the server's own nginx answers; asked before and after nginx turns to the new
    /// container. Nothing is asked when it is absent.
    #[serde(default)]
    pub live_url: Option<Address>,
    /// A docker network for the containers; it is made where it is missing.
    #[serde(default)]
    pub network: Option<NetworkName>,
    /// Further options of `docker run`: each argument is an entry, an option and its value two.
    #[serde(default)]
    pub container_options: Vec<ContainerOption>,
    /// Who logs in to the registry.
    #[serde(default)]
    pub login_by: LoginBy,
    /// How long things may take.
    #[serde(default)]
    pub timeouts: Timeouts,
    /// What is asked before and after.
    #[serde(default)]
    pub checks: Checks,
    /// Who is told of success.
    #[serde(default)]
    pub notification: Option<Notification>,
}

impl BlueGreenRollout {
    /// A rollout of an application in a folder of the server; everything else is asked for, or takes its default.
    #[track_caller]
    pub fn new(app: &'static str, directory: &'static str, ports: Colors<Port>, nginx_file: &'static str) -> Self {
        Self {
            app: ApplicationName::new(app),
            directory: HostPath::new(directory),
            scripts: Scripts::OnServer,
            ports,
            container_port: Self::default_container_port(),
            nginx_file: HostPath::new(nginx_file),
            smoke_test: Self::default_smoke_test(),
            live_url: None,
            network: None,
            container_options: Vec::new(),
            login_by: LoginBy::Workflow,
            timeouts: Timeouts::default(),
            checks: Checks::default(),
            notification: None,
        }
    }

    const fn default_container_port() -> Port {
        Port(3000)
    }

    const fn default_smoke_test() -> UrlPath {
        UrlPath::new("/")
    }
}

/// A color of a blue-green rollout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Color {
    /// Blue.
    #[default]
    Blue,
    /// Green.
    Green,
}

impl Color {
    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Blue => Self::Green,
            Self::Green => Self::Blue,
        }
    }

    /// As the host's scripts write it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blue => "blue",
            Self::Green => "green",
        }
    }
}

/// A value for each color.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Colors<T> {
    /// The value for blue.
    pub blue: T,
    /// The value for green.
    pub green: T,
}

impl<T> Colors<T> {
    /// The value for a color.
    pub const fn of(&self, color: Color) -> &T {
        match color {
            Color::Blue => &self.blue,
            Color::Green => &self.green,
        }
    }
}

impl Colors<Port> {
    /// A port for each color.
    pub const fn ports(blue: u16, green: u16) -> Self {
        Self { blue: Port(blue), green: Port(green) }
    }
}

/// How a blue-green rollout's scripts get to the server.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Scripts {
    /// They live on the server; they are generated below `hosts/`, and somebody puts them there.
    #[default]
    OnServer,
    /// They live in the repository, in this folder, and each deployment uploads them.
    InRepository(RepositoryPath),
}

/// Who logs in to the registry on the server.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum LoginBy {
    /// A step of the workflow, before the rollout.
    #[default]
    Workflow,
    /// `deploy.sh` itself.
    DeployScript,
}

/// How long the parts of a blue-green rollout may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
pub struct Timeouts {
    /// Until another deployment on the same server gives way.
    pub lock: Duration,
    /// Until the image is pulled.
    pub pull: Duration,
    /// Until docker calls the new container healthy.
    pub health: Duration,
    /// Until the new container answers the smoke test.
    pub smoke_test: Duration,
    /// Until nginx has taken its new configuration.
    pub reload: Duration,
    /// Until nginx's old workers have finished their requests.
    pub drain: Duration,
    /// Until a stopped container is killed.
    pub stop: Duration,
    /// Between two looks at something that is waited for.
    pub poll: Interval,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            lock: Duration::new("5m"),
            pull: Duration::new("5m"),
            health: Duration::new("2m"),
            smoke_test: Duration::new("10s"),
            reload: Duration::new("15s"),
            drain: Duration::new("1m"),
            stop: Duration::new("30s"),
            poll: Interval::new("200ms"),
        }
    }
}

/// Who is told of success.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", rename_all_fields = "kebab-case")]
pub enum Notification {
    /// A channel of Slack, through a webhook.
    Slack {
        /// The secret that holds the webhook's address.
        webhook: SecretName,
        /// Whether it is sent, or stands in the workflow as a comment.
        #[serde(default)]
        switch: Switch,
    },
}

/// Whether something happens, or is only prepared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Switch {
    /// It happens.
    #[default]
    On,
    /// It is commented out.
    CommentedOut,
}

impl Notification {
    /// The secret that it uses; none while it is commented out.
    pub const fn secret(&self) -> Option<&SecretName> {
        match self {
            Self::Slack { webhook, switch: Switch::On } => Some(webhook),
            Self::Slack { .. } => None,
        }
    }
}
