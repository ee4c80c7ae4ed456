//! What raises a rule, and the same one fixed.
//!
//! A whole description in which nothing is found is a [`Base`]. A rule's example says what stands there, and what somebody
//! writes instead who runs into the rule; so the two differ in nothing else. Of what no description can say, the example is a
//! line of `actions.lock`, or a workflow that a project writes in Rust: it is compiled, and its source is what the page shows.

use actions::Workflow;
use similar::{DiffTag, TextDiff};
use std::collections::BTreeSet;
use std::fmt::Write as _;

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

    /// The lines that raise the rule: of a description, those that the fix changes and their parents; otherwise the whole text.
    pub fn excerpt(&self) -> String {
        let failing = self.failing();
        if self.language() != Language::Yaml {
            return failing;
        }
        let lines: Vec<&str> = failing.lines().collect();
        let diff = TextDiff::from_lines(failing.as_str(), self.passing());
        let mut shown = BTreeSet::new();
        for op in diff.ops().iter().filter(|op| op.tag() != DiffTag::Equal) {
            let range = op.old_range();
            // Where a line is only added, its neighbor shows where.
            let start = if range.is_empty() { range.start.saturating_sub(1) } else { range.start };
            for line in start..range.end.max(start + 1) {
                shown.extend(lineage(&lines, line));
            }
        }
        let mut text = String::new();
        let mut next = 0;
        for line in shown {
            if line > next {
                text.push_str("# ...\n");
            }
            text.push_str(lines[line]);
            text.push('\n');
            next = line + 1;
        }
        text
    }

    /// What fixes it: removed and added lines, each with its neighbors.
    pub fn change(&self) -> String {
        let failing = self.failing();
        let diff = TextDiff::from_lines(failing.as_str(), self.passing());
        let groups = diff.grouped_ops(1);
        let mut text = String::new();
        for (index, group) in groups.iter().enumerate() {
            if index > 0 {
                text.push_str(" # ...\n");
            }
            for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
                // Writing into a string cannot fail.
                let _ = write!(text, "{}{}", change.tag(), change.value());
            }
        }
        text
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

/// A line of YAML and its parents.
fn lineage(lines: &[&str], line: usize) -> Vec<usize> {
    let indent = |line: &str| line.len() - line.trim_start().len();
    let mut lineage = vec![line];
    let mut inside = lines.get(line).map_or(0, |line| indent(line));
    for above in (0..line).rev() {
        if indent(lines[above]) < inside {
            inside = indent(lines[above]);
            lineage.push(above);
        }
    }
    lineage
}
