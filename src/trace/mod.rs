//! What an event sets in motion, end to end: which workflows start and which do not and why, their jobs and steps, the images,
//! files and secrets in them, what is left running, and what their end sets in motion next.
//!
//! Nothing is guessed from text. The workflows are the values that are printed ([`crate::compile`]); an [`Event`] is the payload
//! that GitHub would send ([`event`]) or has sent (`payload`); filters and conditions are judged by the evaluator that is held to
//! GitHub's own ([`reason`], `job`). What nobody can know before the run is a name in angle brackets, such as
//! `<secrets.TOKEN>`, and what was assumed of it is in [`Trace::assumed`]; the names of images are computed as
//! the scripts do it (`image`). What a rollout does to its host is what its recipe promises ([`host_state`]). A [`Scenario`] says which
//! steps fail or are cancelled. The result is plain data ([`outcome`]), printed as a tree ([`human`]) or as a diagram ([`mermaid`]).

mod contexts;
mod effect;
pub mod event;
pub mod host_state;
pub mod human;
mod image;
mod job;
pub mod mermaid;
mod name_index;
pub mod outcome;
mod payload;
pub mod reason;
mod scenario;
mod simulation;

pub use effect::Effect;
pub use event::{Conversation, EndedRun, Event, EventKind, EventOrigin};
pub use name_index::{NameIndex, UnknownName};
pub use outcome::{Conclusion, Trace};
pub use payload::{LIMIT, PayloadError, PayloadKind};
pub use scenario::Scenario;

use crate::compile::Compiled;
use actions::expr::EvaluationError;
use simulation::Simulation;
use std::collections::BTreeSet;

/// An expression that has no value before the run.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("an expression cannot be evaluated: {0}")]
pub struct TraceError(#[from] EvaluationError);

/// What the events set in motion, each in its repository.
///
/// # Errors
/// An expression has no value before the run.
pub fn trace(compiled: &Compiled<'_>, events: &[Event], scenario: &Scenario) -> Result<Trace, TraceError> {
    let mut simulation =
        Simulation { compiled, scenario, assumed: BTreeSet::new(), pushed: BTreeSet::new(), reached: BTreeSet::new() };
    let mut happenings = Vec::new();
    for event in events {
        simulation.assumed.insert(format!(
            "the default branch of {} is {}, and every branch has the workflows that are described",
            event.at.repository, event.at.default_branch
        ));
        happenings.push(simulation.event(event, 0)?);
    }
    let mut assumed: Vec<String> = simulation.assumed.into_iter().collect();
    assumed.push(
        "every step that is not said to fail or to be cancelled succeeds, and required secrets are set".to_owned(),
    );
    for step in scenario.fail.union(&scenario.cancel).filter(|step| !simulation.reached.contains(*step)) {
        assumed.push(format!("`{step}` is not reached: nothing fails or is cancelled there"));
    }
    Ok(Trace { assumed, happenings })
}
