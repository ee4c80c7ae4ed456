//! `schedule`.

use super::Cron;
use crate::yaml::{Map, YamlNode};

/// A schedule of one or more cron lines in UTC.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule(pub Vec<Cron>);

impl Schedule {
    pub(super) fn node(&self) -> YamlNode {
        YamlNode::list(self.0.iter().map(|cron| Map::from_iter([("cron", cron.as_str())])))
    }
}
