//! What a rollout does to its host, and what it leaves running, by how its step ends.
//!
//! This is what the scripts of the recipes promise; the rehearsal runs each of these endings on real servers.

use super::effect::Effect;
use super::outcome::Conclusion;
use crate::description::{Color, DeployLock, Rollout};
use crate::recipes::{Ending, HostAction, RolloutOutcome};
use serde::Serialize;

pub use crate::recipes::ContainerState;

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
        let ending = match how {
            Conclusion::Skipped => Ending::NotBegun,
            Conclusion::Success => Ending::Success,
            Conclusion::Cancelled => Ending::Cancelled,
            _ => Ending::Failure,
        };
        let RolloutOutcome { actions, containers } = self.rollout.recipe().outcome(ending, self.live);
        let effects = actions.into_iter().map(|action| match action {
            HostAction::Pull => Effect::Pull { image: self.image.to_owned(), host: self.host.to_owned() },
            HostAction::Change(what) => Effect::Change { host: self.host.to_owned(), what },
        });
        let states = containers.into_iter().map(|left| HostState {
            host: self.host.to_owned(),
            container: left.container,
            state: left.state,
            image: left.is_new.then(|| self.image.to_owned()),
            note: left.note.to_owned(),
        });
        let turn = self.turn().filter(|_| ending != Ending::NotBegun);
        (turn.into_iter().chain(effects).collect(), states.collect())
    }

    /// The wait for the server's turn, before anything there is changed.
    fn turn(&self) -> Option<Effect> {
        let lock = self.turns?;
        Some(Effect::TakeTurn { host: self.host.to_owned(), lock: lock.file().to_string(), within: lock.seconds() })
    }
}
