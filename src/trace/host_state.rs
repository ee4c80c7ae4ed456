//! What a rollout does to its host, and what it leaves running, by how its step ends.
//!
//! This is what the scripts of the recipes promise; the rehearsal plays each of these endings on real servers.

use super::effect::Effect;
use super::outcome::Conclusion;
use super::scenario::Color;
use crate::description::{
    BlueGreenRollout, ComposeRollout, DeployLock, OnFailure, Prune, Recreate, Rollout, Scripts, Wait,
};
use serde::Serialize;

/// What stands on a host in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HostState {
    /// The host.
    pub host: String,
    /// The container, or the containers of a compose file.
    pub container: String,
    /// How it stands.
    pub state: ContainerState,
    /// The image; none where it is the one from before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// What is to be said of it.
    pub note: String,
}

/// How a container stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ContainerState {
    /// It serves.
    Serves,
    /// It is stopped and can be started again.
    Stopped,
    /// It is removed.
    Removed,
    /// Nobody can say before it happens.
    Unknown,
}

impl ContainerState {
    /// The word for people.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Serves => "serves",
            Self::Stopped => "stopped",
            Self::Removed => "removed",
            Self::Unknown => "unknown",
        }
    }
}

/// A rollout of an image on a host.
#[derive(Debug, Clone, Copy)]
pub struct HostRollout<'a> {
    /// How.
    pub rollout: &'a Rollout,
    /// What.
    pub image: &'a str,
    /// Where.
    pub host: &'a str,
    /// The color that serves before.
    pub live: Color,
    /// Whether deployments take turns there.
    pub turns: Option<&'a DeployLock>,
}

impl HostRollout<'_> {
    /// What the step does to the host, and what it leaves there.
    pub fn ends(&self, how: Conclusion) -> (Vec<Effect>, Vec<HostState>) {
        let (effects, left) = match (self.rollout, how) {
            (_, Conclusion::Skipped) => return (Vec::new(), vec![self.untouched()]),
            (Rollout::Compose(rollout), how) => self.compose(rollout, how),
            (Rollout::BlueGreen(rollout), how) => self.blue_green(rollout, how),
        };
        (self.turn().into_iter().chain(effects).collect(), left)
    }

    /// The wait for the server's turn, before anything there is changed.
    fn turn(&self) -> Option<Effect> {
        let lock = self.turns?;
        Some(Effect::TakeTurn { host: self.host.to_owned(), lock: lock.file().to_string(), within: lock.seconds() })
    }

    fn change(&self, what: impl Into<String>) -> Effect {
        Effect::Change { host: self.host.to_owned(), what: what.into() }
    }

    fn pull(&self) -> Effect {
        Effect::Pull { image: self.image.to_owned(), host: self.host.to_owned() }
    }

    fn container(&self, container: String, state: ContainerState, is_new: bool, note: &str) -> HostState {
        let image = is_new.then(|| self.image.to_owned());
        HostState { host: self.host.to_owned(), container, state, image, note: note.to_owned() }
    }

    /// The step never began.
    fn untouched(&self) -> HostState {
        let container = match self.rollout {
            Rollout::Compose(rollout) => containers(rollout),
            Rollout::BlueGreen(rollout) => container(rollout, self.live),
        };
        self.container(container, ContainerState::Serves, false, "the rollout never began: what ran before runs on")
    }

    fn compose(&self, rollout: &ComposeRollout, how: Conclusion) -> (Vec<Effect>, Vec<HostState>) {
        let of = containers(rollout);
        let down = self.change(format!("the old {of} are stopped and removed"));
        let settle = rollout.wait.watched();
        let up = self.change(match &rollout.wait {
            Wait::For(_) => format!("the new {of} are started, and looked at after {settle}"),
            Wait::Healthy(wait) => format!(
                "the new {of} are started, waited for until docker calls them healthy, at most {}, and looked at \
                 {settle} later",
                wait.healthy
            ),
        });
        let prune = match rollout.prune {
            Prune::Dangling => Some("images that no container uses and no tag names are removed"),
            Prune::All => Some("images that no container uses are removed, whosever they are"),
            Prune::None => None,
        };
        let [first, second] = match rollout.recreate {
            Recreate::DownFirst => [down, self.pull()],
            Recreate::PullFirst => [self.pull(), down],
        };
        let goes_back = rollout.on_failure == OnFailure::Rollback;
        let keep = goes_back.then(|| self.change(format!("the images of the running {of} get names of their own")));
        let begun: Vec<Effect> = keep.into_iter().chain([first]).collect();
        let rest = [second, up].into_iter().chain(prune.map(|what| self.change(what)));
        let whole = || begun.iter().cloned().chain(rest.clone()).collect();
        match how {
            Conclusion::Success => {
                (whole(), vec![self.container(of, ContainerState::Serves, true, "the new ones serve")])
            }
            Conclusion::Cancelled => {
                let note = "the rollout goes on by itself on the host; whether it succeeds, the run does not learn";
                (whole(), vec![self.container(of, ContainerState::Unknown, true, note)])
            }
            _ if goes_back => {
                let back = self.change(format!("the {of} are started from the images that ran before"));
                let note = "the images that ran before serve, with the new compose file and environment file; where none ran \
                            before, nothing does";
                (
                    begun.into_iter().chain([back]).collect(),
                    vec![self.container(of, ContainerState::Serves, false, note)],
                )
            }
            _ => match rollout.recreate {
                Recreate::DownFirst => {
                    let note = "the old ones were stopped first and nothing brings them back: unless the new ones run, \
                                nothing serves; there is no rollback";
                    (begun, vec![self.container(of, ContainerState::Unknown, false, note)])
                }
                Recreate::PullFirst => {
                    let note = "a pull that fails leaves the old ones running; after it there is no rollback";
                    (begun, vec![self.container(of, ContainerState::Unknown, false, note)])
                }
            },
        }
    }

    fn blue_green(&self, rollout: &BlueGreenRollout, how: Conclusion) -> (Vec<Effect>, Vec<HostState>) {
        let (old, new) = (container(rollout, self.live), container(rollout, self.live.other()));
        let port = port(rollout, self.live.other());
        let health = &rollout.timeouts.health;
        let mut effects = vec![
            self.change(format!(
                "deploy.sh reads .current_env: {} is live, so {} is the target",
                self.live.word(),
                self.live.other().word()
            )),
            self.pull(),
            self.change(format!("{new} is started on port {port}")),
        ];
        if how == Conclusion::Failure {
            effects.extend([
                self.change(format!(
                    "{new} is not healthy within {health}, or its smoke test of {} fails",
                    rollout.smoke_test
                )),
                self.change(format!("deploy.sh ends with an error, and the last 50 lines of {new} are printed")),
                self.change(format!("rollback.sh makes sure that {old} runs and that nginx passes requests to it")),
            ]);
            let left = vec![
                self.container(old, ContainerState::Serves, false, "the last good color: nginx still points at it"),
                self.container(new, ContainerState::Removed, true, "it never served"),
            ];
            return (effects, left);
        }
        effects.extend([
            self.change(format!(
                "{new} is waited for until it is healthy, at most {health}s, and {} is asked",
                rollout.smoke_test
            )),
            self.change(format!("nginx is tested, passes requests to port {port}, and is reloaded")),
            self.change(format!("{old} is stopped and kept for rollback")),
            self.change(format!("{} is written to .current_env", self.live.other().word())),
        ]);
        if how == Conclusion::Cancelled {
            let note = "deploy.sh is detached and goes on by itself; whether it succeeds, the run does not learn";
            return (effects, vec![self.container(new, ContainerState::Unknown, true, note)]);
        }
        let left = vec![
            self.container(new, ContainerState::Serves, true, "nginx passes requests to it"),
            self.container(old, ContainerState::Stopped, false, "kept for rollback"),
        ];
        (effects, left)
    }
}

fn containers(rollout: &ComposeRollout) -> String {
    format!("containers of {}/{}", rollout.directory, rollout.file_on_server())
}

fn container(rollout: &BlueGreenRollout, color: Color) -> String {
    format!("{}-{}", rollout.app, color.word())
}

fn port(rollout: &BlueGreenRollout, color: Color) -> String {
    match color {
        Color::Blue => rollout.ports.blue.to_string(),
        Color::Green => rollout.ports.green.to_string(),
    }
}

/// Where the scripts of a rollout come from, where that is an assumption.
pub fn assumption(rollout: &Rollout) -> Option<String> {
    match rollout {
        Rollout::BlueGreen(rollout) if rollout.scripts == Scripts::OnServer => Some(format!(
            "the host has the committed deploy.sh, rollback.sh and health-check.sh in {}",
            rollout.directory
        )),
        _ => None,
    }
}
