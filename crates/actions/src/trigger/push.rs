//! `push`.

use super::{Filter, Trigger, map_or_nothing};
use crate::yaml::{Map, YamlNode};

/// A push of commits or tags.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Push {
    /// Which branches.
    pub branches: Filter,
    /// Which tags.
    pub tags: Filter,
    /// Which changed paths.
    pub paths: Filter,
}

impl Push {
    /// A push to one of the branches.
    pub fn to<S: Into<String>>(branches: impl IntoIterator<Item = S>) -> Self {
        Self { branches: Filter::only(branches), ..Self::default() }
    }

    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        self.branches.insert("branches", &mut map);
        self.tags.insert("tags", &mut map);
        self.paths.insert("paths", &mut map);
        map_or_nothing(map)
    }
}

impl From<Push> for Trigger {
    fn from(push: Push) -> Self {
        Self::Push(push)
    }
}
