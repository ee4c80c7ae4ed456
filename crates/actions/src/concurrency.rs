//! Which runs may not go on at the same time.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency>

use super::expr::{Expr, Text};
use super::yaml::{Entry, Map, Node};

/// A group of runs or jobs of which one goes on at a time.
#[derive(Debug, Clone, PartialEq)]
pub struct Concurrency<K> {
    /// The group's name; it holds within the repository.
    pub group: Text<K>,
    /// What happens to the one that is going on when another comes.
    pub newcomer: Newcomer<K>,
    /// Why, for the reader of the workflow.
    pub why: Option<String>,
}

/// What a newcomer in a concurrency group does.
#[derive(Debug, Clone, PartialEq)]
pub enum Newcomer<K> {
    /// It waits; of several that wait, GitHub keeps the newest.
    Waits,
    /// It cancels the one that is going on.
    Cancels,
    /// It cancels where the condition holds, and waits otherwise.
    CancelsIf(Expr<bool, K>),
}

impl<K> Concurrency<K> {
    /// A group whose newest member cancels the one that is going on.
    pub fn newest_wins(group: impl Into<Text<K>>) -> Self {
        Self { group: group.into(), newcomer: Newcomer::Cancels, why: None }
    }

    /// A group whose members wait for each other.
    pub fn one_at_a_time(group: impl Into<Text<K>>) -> Self {
        Self { group: group.into(), newcomer: Newcomer::Waits, why: None }
    }

    /// Says why, in a comment above.
    #[must_use]
    pub fn because(mut self, why: impl Into<String>) -> Self {
        self.why = Some(why.into());
        self
    }

    pub(super) fn entry(&self) -> Entry {
        let mut map = Map::new();
        map.insert("group", &self.group);
        map.insert(
            "cancel-in-progress",
            match &self.newcomer {
                Newcomer::Waits => Node::Boolean(false),
                Newcomer::Cancels => Node::Boolean(true),
                Newcomer::CancelsIf(condition) => Node::Text(condition.delimited()),
            },
        );
        Entry::new("concurrency", map).above(self.why.as_deref())
    }
}
