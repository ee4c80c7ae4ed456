//! What raises a rule, and the same one fixed.
//!
//! A whole description in which nothing is found is a [`Base`]. A rule's example says what stands there, and what somebody
//! writes instead who runs into the rule; so the two differ in nothing else. Of what no description can say, the example is a
//! line of `actions.lock`, or a workflow that a project writes in Rust: it is compiled, and its source is what the page shows.

use actions::Workflow;

/// A whole description in which nothing is found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// A build alone.
    Build,
    /// A deployment with docker compose.
    Compose,
    /// A blue-green deployment.
    BlueGreen,
    /// A deployment whose environment a cloud holds.
    Cloud,
    /// Two branches, each with its build and its deployment.
    TwoBranches,
    /// Two environments, each with its branch.
    TwoEnvironments,
    /// Two services on one server.
    TwoServices,
    /// An assistant.
    Assistant,
}

impl Base {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Build,
        Self::Compose,
        Self::BlueGreen,
        Self::Cloud,
        Self::TwoBranches,
        Self::TwoEnvironments,
        Self::TwoServices,
        Self::Assistant,
    ];

    /// Its text.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Build => include_str!("examples/build.yml"),
            Self::Compose => include_str!("examples/compose.yml"),
            Self::BlueGreen => include_str!("examples/blue-green.yml"),
            Self::Cloud => include_str!("examples/cloud.yml"),
            Self::TwoBranches => include_str!("examples/two-branches.yml"),
            Self::TwoEnvironments => include_str!("examples/two-environments.yml"),
            Self::TwoServices => include_str!("examples/two-services.yml"),
            Self::Assistant => include_str!("examples/assistant.yml"),
        }
    }
}

/// A lock in which nothing is found.
const LOCK: &str = include_str!("examples/actions.lock");

/// What raises a rule, and what mends it.
#[derive(Debug, Clone, Copy)]
pub enum Example {
    /// A description with a part replaced.
    Description {
        /// The description.
        base: Base,
        /// A part of it; it stands there once.
        good: &'static str,
        /// What raises the rule in its place.
        bad: &'static str,
    },
    /// A lock with a part replaced.
    Lock {
        /// A part of it; it stands there once.
        good: &'static str,
        /// What raises the rule in its place.
        bad: &'static str,
    },
    /// A workflow of the project itself.
    Workflow {
        /// The one that raises the rule.
        failing: WrittenInRust,
        /// The same one, fixed.
        passing: WrittenInRust,
    },
}

/// A workflow, and the source that writes it.
#[derive(Debug, Clone, Copy)]
pub struct WrittenInRust {
    /// The source's file, from the package's folder on.
    pub file: &'static str,
    /// The source.
    pub text: &'static str,
    /// The workflow.
    pub workflow: fn() -> Workflow,
}

/// What an example is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// A description as data.
    Yaml,
    /// `actions.lock`.
    Lock,
    /// The typed builder.
    Rust,
}

impl Language {
    /// Its word, as a document names it beside its text.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Lock => "text",
            Self::Rust => "rust",
        }
    }
}

impl Example {
    /// What it is written in.
    pub const fn language(&self) -> Language {
        match self {
            Self::Description { .. } => Language::Yaml,
            Self::Lock { .. } => Language::Lock,
            Self::Workflow { .. } => Language::Rust,
        }
    }

    /// The whole text that raises the rule, and only it.
    pub fn failing(&self) -> String {
        match self {
            Self::Description { base, good, bad } => base.text().replacen(good, bad, 1),
            Self::Lock { good, bad } => LOCK.replacen(good, bad, 1),
            Self::Workflow { failing, .. } => failing.text.to_owned(),
        }
    }

    /// What mends it, as a unified diff.
    pub fn change(&self) -> String {
        let failing = self.failing();
        let diff = similar::TextDiff::from_lines(failing.as_str(), self.passing());
        diff.unified_diff().context_radius(1).to_string()
    }

    /// The whole text that raises nothing.
    pub const fn passing(&self) -> &'static str {
        match self {
            Self::Description { base, .. } => base.text(),
            Self::Lock { .. } => LOCK,
            Self::Workflow { passing, .. } => passing.text,
        }
    }
}
