//! How the world is while a trace is played: what fails, what is called off, which color is live.

use crate::description::Color;
use std::collections::BTreeSet;

/// What a trace takes for granted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Scenario {
    /// The steps that fail.
    pub fail: BTreeSet<String>,
    /// The steps during which the run is cancelled.
    pub cancel: BTreeSet<String>,
    /// The color that serves before a blue-green rollout.
    pub live: Color,
    /// The optional secrets that are not set.
    pub without: BTreeSet<String>,
}
