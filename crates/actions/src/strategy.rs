//! One job, played several times.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idstrategy>

use super::expr::key::JobStrategy;
use super::expr::{Expr, List, Text};
use super::yaml::{Map, YamlNode};
use indexmap::IndexMap;

/// How a job is multiplied.
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// The combinations.
    pub matrix: Matrix,
    /// Whether the other combinations stop when one fails; GitHub's default is to stop them.
    pub fail_fast: Option<bool>,
    /// How many combinations run at a time.
    pub max_parallel: Option<u64>,
}

/// The combinations that a job is played for.
#[derive(Debug, Clone, PartialEq)]
pub enum Matrix {
    /// Every combination of the values, with further and without some combinations.
    Values {
        /// The values of each key.
        keys: IndexMap<String, Vec<Text<JobStrategy>>>,
        /// Combinations to add, or to extend.
        include: Vec<IndexMap<String, Text<JobStrategy>>>,
        /// Combinations to leave out.
        exclude: Vec<IndexMap<String, Text<JobStrategy>>>,
    },
    /// Combinations that an expression computes, usually with `fromJSON`.
    Computed(Expr<List, JobStrategy>),
}

impl Strategy {
    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        map.insert("matrix", self.matrix.node());
        map.insert_some("fail-fast", self.fail_fast);
        map.insert_some("max-parallel", self.max_parallel);
        map.into()
    }
}

impl Matrix {
    fn node(&self) -> YamlNode {
        match self {
            Self::Computed(expression) => YamlNode::Text(expression.delimited()),
            Self::Values { keys, include, exclude } => {
                let mut map = Map::new();
                for (key, values) in keys {
                    map.insert(key.clone(), YamlNode::inline(values));
                }
                map.insert_filled("include", YamlNode::list(include.iter().map(Map::from_iter)));
                map.insert_filled("exclude", YamlNode::list(exclude.iter().map(Map::from_iter)));
                map.into()
            }
        }
    }
}
