//! `schedule`.

use super::Cron;
use crate::yaml::{Map, Node};

/// A schedule of one or more cron lines in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule(pub Vec<Cron>);

impl Schedule {
    pub(super) fn node(&self) -> Node {
        Node::list(self.0.iter().map(|cron| Map::from_iter([("cron", cron.as_str())])))
    }
}
