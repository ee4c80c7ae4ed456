//! What a trace assumes: which steps fail or are cancelled, which color is live.

use crate::description::Color;
use std::collections::BTreeSet;

/// What a trace assumes.
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
