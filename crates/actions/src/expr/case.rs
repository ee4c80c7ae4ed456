//! `case`: a choice between values, of which the first may be empty.
//!
//! `condition && value || other` takes the other value where the first is empty; `case` does not. Its predicates must be
//! booleans, or the run fails: what might be something else, as an input of a run that another event started, becomes one with
//! `!!`.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#case>

use super::kind::is_boolean;
use super::{Condition, Expr, Tree};
use std::marker::PhantomData;

/// The first half of a `case`, to be ended by [`Case::otherwise`].
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Case<T, K> {
    arguments: Vec<Tree>,
    value: PhantomData<fn() -> (T, K)>,
}

impl<T, K> Case<T, K> {
    pub(super) fn when(condition: impl Condition<K>, value: impl Into<Expr<T, K>>) -> Self {
        Self { arguments: Vec::new(), value: PhantomData }.case(condition, value)
    }

    /// Another value, where no condition before holds and this one does.
    pub fn case(mut self, condition: impl Condition<K>, value: impl Into<Expr<T, K>>) -> Self {
        self.arguments.extend([predicate(condition.condition().tree), value.into().tree]);
        self
    }

    /// The value where no condition holds.
    pub fn otherwise(mut self, value: impl Into<Expr<T, K>>) -> Expr<T, K> {
        self.arguments.push(value.into().tree);
        Expr::from_tree(Tree::Call("case", self.arguments))
    }
}

fn predicate(tree: Tree) -> Tree {
    if is_boolean(&tree) { tree } else { Tree::Not(Box::new(Tree::Not(Box::new(tree)))) }
}
