//! Descriptions that raise a rule, and the same ones mended.
//!
//! A whole description in which nothing is found is a [`Base`]. A rule's example says what stands there, and what somebody
//! writes instead who runs into the rule; so the two differ in nothing else.

/// A whole description in which nothing is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// A build alone.
    Build,
    /// A deployment with docker compose.
    Compose,
    /// A blue-green deployment.
    BlueGreen,
    /// Two branches, each with its build and its deployment.
    TwoBranches,
    /// Two services on one server.
    TwoServices,
    /// An assistant.
    Assistant,
}

impl Base {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Build, Self::Compose, Self::BlueGreen, Self::TwoBranches, Self::TwoServices, Self::Assistant];

    /// Its text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Build => include_str!("examples/build.yml"),
            Self::Compose => include_str!("examples/compose.yml"),
            Self::BlueGreen => include_str!("examples/blue-green.yml"),
            Self::TwoBranches => include_str!("examples/two-branches.yml"),
            Self::TwoServices => include_str!("examples/two-services.yml"),
            Self::Assistant => include_str!("examples/assistant.yml"),
        }
    }
}

/// What raises a rule, and what mends it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Example {
    /// The description.
    pub base: Base,
    /// A part of it; it stands there once.
    pub good: &'static str,
    /// What raises the rule in its place.
    pub bad: &'static str,
}

impl Example {
    /// The whole description that raises the rule, and only it.
    pub fn failing(&self) -> String {
        self.base.text().replacen(self.good, self.bad, 1)
    }

    /// What mends it, as a unified diff.
    pub fn change(&self) -> String {
        let failing = self.failing();
        let diff = similar::TextDiff::from_lines(failing.as_str(), self.passing());
        diff.unified_diff().context_radius(1).to_string()
    }

    /// The whole description that raises nothing.
    pub const fn passing(&self) -> &'static str {
        self.base.text()
    }
}
