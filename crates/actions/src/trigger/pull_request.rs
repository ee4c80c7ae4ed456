//! `pull_request` and `pull_request_target`.

use super::activity::PullRequestType;
use super::{Filter, map_or_nothing};
use crate::yaml::{Map, YamlNode};

/// Something happened to a pull request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PullRequest {
    /// What happened; GitHub's default when empty.
    pub types: Vec<PullRequestType>,
    /// Which target branches.
    pub branches: Filter,
    /// Which changed paths.
    pub paths: Filter,
}

impl PullRequest {
    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        map.insert_filled("types", YamlNode::inline(self.types.iter().map(|kind| kind.word())));
        self.branches.insert("branches", &mut map);
        self.paths.insert("paths", &mut map);
        map_or_nothing(map)
    }
}
