//! How the world is while a trace is played: what fails, what is called off, which color is live.

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
