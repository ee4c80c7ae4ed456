//! Filters by branch, tag or path.

use crate::workflow::yaml::{Map, Node};

/// Which branches, tags or paths count. GitHub refuses both kinds of list at once, so this is one or the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Filter {
    /// All.
    #[default]
    Any,
    /// Those that match one of the patterns; a pattern that begins with `!` takes some away again.
    Only(Vec<String>),
    /// Those that match none of the patterns.
    Except(Vec<String>),
}

impl Filter {
    /// Those that match one of the patterns.
    pub fn only<S: Into<String>>(patterns: impl IntoIterator<Item = S>) -> Self {
        Self::Only(patterns.into_iter().map(Into::into).collect())
    }

    /// Those that match none of the patterns.
    pub fn except<S: Into<String>>(patterns: impl IntoIterator<Item = S>) -> Self {
        Self::Except(patterns.into_iter().map(Into::into).collect())
    }

    /// Adds `key` or `key-ignore`.
    pub(super) fn insert(&self, key: &'static str, map: &mut Map) {
        let inline =
            |patterns: &[String]| Node::Inline(patterns.iter().map(|pattern| pattern.as_str().into()).collect());
        match self {
            Self::Any => {}
            Self::Only(patterns) => map.insert(key, inline(patterns)),
            Self::Except(patterns) => map.insert(format!("{key}-ignore"), inline(patterns)),
        }
    }
}
