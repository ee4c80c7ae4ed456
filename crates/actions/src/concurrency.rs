//! Which runs do not run at the same time.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency>

use super::expr::{Expr, Text};
use super::yaml::{Map, MapEntry, YamlNode};

/// A group of runs or jobs of which one runs at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Concurrency<K> {
    /// The group's name; it holds within the repository.
    pub group: Text<K>,
    /// Whether the newest cancels the one that runs.
    pub cancel_in_progress: CancelInProgress<K>,
    /// Why, for the reader of the workflow.
    pub why: Option<String>,
}

/// Whether the newest member of a concurrency group cancels the one that runs.
#[derive(Debug, Clone, PartialEq)]
pub enum CancelInProgress<K> {
    /// Never: the newest waits. Of several that wait, GitHub keeps the newest.
    Never,
    /// Always.
    Always,
    /// Where the condition holds.
    If(Expr<bool, K>),
}

impl<K> Concurrency<K> {
    /// A group whose newest member cancels the one that runs.
    pub fn newest_wins(group: impl Into<Text<K>>) -> Self {
        Self { group: group.into(), cancel_in_progress: CancelInProgress::Always, why: None }
    }

    /// A group whose members wait for each other.
    pub fn one_at_a_time(group: impl Into<Text<K>>) -> Self {
        Self { group: group.into(), cancel_in_progress: CancelInProgress::Never, why: None }
    }

    /// Says why, in a comment above.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    pub(super) fn entry(&self) -> MapEntry {
        let mut map = Map::new();
        map.insert("group", &self.group);
        map.insert(
            "cancel-in-progress",
            match &self.cancel_in_progress {
                CancelInProgress::Never => YamlNode::Boolean(false),
                CancelInProgress::Always => YamlNode::Boolean(true),
                CancelInProgress::If(condition) => YamlNode::Text(condition.delimited()),
            },
        );
        MapEntry::new("concurrency", map).above(self.why.as_deref())
    }
}
