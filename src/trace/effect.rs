//! What a step does to the world, as far as its action and its inputs say it.

use crate::description::{Deployment, Organization};
use actions::action::{
    Action, ActionReference, BuildPush, Checkout, ClaudeCode, ConfigureAwsCredentials, Login, Scp, Ssh,
};
use actions::{Step, StepWork};
use indexmap::IndexMap;
use serde::Serialize;

/// Something that a step does to the world.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "does", rename_all = "kebab-case")]
pub enum Effect {
    /// A commit is checked out on the runner.
    CheckOut {
        /// Which: a commit or a ref.
        reference: String,
    },
    /// The runner, or a host, logs in to a registry.
    LogIn {
        /// The registry.
        registry: String,
        /// As whom.
        user: String,
        /// Where; the runner, where it is not said.
        #[serde(skip_serializing_if = "Option::is_none")]
        host: Option<String>,
    },
    /// Values of these names are handed to a build and can stand in its image.
    Bake {
        /// The build arguments.
        names: Vec<String>,
    },
    /// Secrets are there for a build that asks for them, and in no image.
    Mount {
        /// The ids by which the Dockerfile asks.
        ids: Vec<String>,
    },
    /// An image is pushed.
    Push {
        /// With its tag.
        image: String,
    },
    /// A store of secrets is read.
    Read {
        /// The store.
        store: &'static str,
        /// The secret in it.
        secret: String,
    },
    /// Files are copied to a host.
    Copy {
        /// The files.
        files: Vec<String>,
        /// The host.
        host: String,
        /// The folder on it.
        directory: String,
    },
    /// A script runs on a host.
    Command {
        /// The host.
        host: String,
    },
    /// A host pulls an image.
    Pull {
        /// With its tag.
        image: String,
        /// The host.
        host: String,
    },
    /// A deployment waits until no other changes anything on the host.
    TakeTurn {
        /// The host.
        host: String,
        /// The lock's file on it.
        lock: String,
        /// After so many seconds it fails, and has changed nothing.
        within: u32,
    },
    /// What runs on a host is changed.
    Change {
        /// The host.
        host: String,
        /// What happens to it.
        what: String,
    },
    /// The run ends here, before anything is changed.
    Refuse {
        /// Why.
        why: String,
    },
    /// Somebody outside is asked.
    Ask {
        /// Who.
        whom: &'static str,
        /// With which settings.
        with: String,
    },
}

/// A step with the values of its texts.
#[derive(Debug)]
pub struct EvaluatedStep<'a> {
    /// The step.
    pub step: &'a Step,
    /// Its variables.
    pub env: IndexMap<String, String>,
    /// Its inputs.
    pub with: IndexMap<String, String>,
    /// What the run deploys.
    pub deployment: Option<&'a Deployment>,
    /// The registry that its image comes from.
    pub registry: Option<&'a str>,
    /// The commit of the event.
    pub commit: &'a str,
}

impl EvaluatedStep<'_> {
    fn input(&self, name: &str) -> &str {
        self.with.get(name).map_or("", String::as_str)
    }

    fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        self.input(name).lines().map(str::trim).filter(|line| !line.is_empty())
    }

    /// The host that a step goes to: the one whose address it reads.
    pub fn host(&self, organization: &Organization) -> Option<String> {
        let StepWork::Uses { with, .. } = &self.step.work else { return None };
        let address = with.get("host")?;
        let read = address.secrets();
        let environments = organization.environments.iter();
        let mut servers = environments.map(|environment| &environment.server);
        let server = servers.find(|server| read.contains(&server.host.as_str()));
        Some(server.map_or_else(|| self.input("host").to_owned(), |server| server.name.to_string()))
    }

    /// What the step does, where it succeeds.
    pub fn effects(&self, organization: &Organization) -> Vec<Effect> {
        let mut effects = Vec::new();
        let host = self.host(organization);
        if let (Some(user), Some(registry), true) = (self.user(), self.registry, host.is_some()) {
            effects.push(LogIn { registry: registry.to_owned(), user, host: host.clone() });
        }
        match (self.action(), host) {
            (Some(Checkout::NAME), _) => {
                let asked = self.input("ref");
                let reference = if asked.is_empty() { self.commit } else { asked };
                effects.push(CheckOut { reference: reference.to_owned() });
            }
            (Some(Login::NAME), _) => effects.push(LogIn {
                registry: self.input("registry").to_owned(),
                user: self.input("username").to_owned(),
                host: None,
            }),
            (Some(BuildPush::NAME), _) => effects.extend(self.built()),
            (Some(ClaudeCode::NAME), _) => {
                effects.push(Ask { whom: "Anthropic", with: self.input("claude_args").to_owned() });
            }
            (Some(ConfigureAwsCredentials::NAME), _) if !self.input("role-to-assume").is_empty() => {
                effects.push(Ask { whom: "AWS", with: self.input("role-to-assume").to_owned() });
            }
            (Some(Scp::NAME), Some(host)) => effects.push(Copy {
                files: self.input("source").split(',').map(str::to_owned).collect(),
                host,
                directory: self.input("target").to_owned(),
            }),
            (Some(Ssh::NAME), Some(host)) => effects.push(Command { host }),
            (None, _) => effects.extend(self.read()),
            _ => {}
        }
        effects
    }

    /// What is checked out, where this is the step that does it; nothing where the input is empty.
    pub fn checked_out(&self) -> Option<&str> {
        (self.action() == Some(Checkout::NAME)).then(|| self.input("ref"))
    }

    /// The action's name; a script has none.
    fn action(&self) -> Option<&str> {
        match &self.step.work {
            StepWork::Uses { action: ActionReference::Pinned { name, .. }, .. } => Some(name),
            _ => None,
        }
    }

    /// As whom a script on a host logs in: it takes the token from a file, and the name from a variable.
    fn user(&self) -> Option<String> {
        self.env.get("TOKEN_FILE")?;
        self.env.iter().find(|(name, _)| name.ends_with("USERNAME")).map(|(_, user)| user.clone())
    }

    fn built(&self) -> Vec<Effect> {
        let names: Vec<String> = self
            .lines("build-args")
            .map(|argument| argument.split_once('=').map_or(argument, |(name, _)| name).to_owned())
            .collect();
        let mut effects = Vec::new();
        if !names.is_empty() {
            effects.push(Bake { names });
        }
        let ids: Vec<String> =
            self.lines("secret-envs").filter_map(|mount| Some(mount.split_once('=')?.0.to_owned())).collect();
        if !ids.is_empty() {
            effects.push(Mount { ids });
        }
        if self.input("push") == "true" {
            effects.extend(self.lines("tags").map(|image| Push { image: image.to_owned() }));
        }
        effects
    }

    /// The secret that AWS holds, where this is the step that fetches it.
    fn read(&self) -> Option<Effect> {
        let manager = self.deployment?.aws_secrets_manager.as_ref()?;
        let asked = self.env.get("SECRET_ID")?;
        (asked == manager.secret_id.as_str()).then(|| Read { store: "AWS Secrets Manager", secret: asked.clone() })
    }
}

use Effect::{Ask, Bake, CheckOut, Command, Copy, LogIn, Mount, Push, Read};
