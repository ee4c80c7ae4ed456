//! The operators, as methods of [`Expr`].

use super::{Comparable, Condition, Expr, List, Object, Operator, Tree};
use std::borrow::Cow;

fn binary<T, K>(operator: Operator, left: Tree, right: Tree) -> Expr<T, K> {
    Expr::from_tree(Tree::Binary(operator, Box::new(left), Box::new(right)))
}

impl<T, K> Expr<T, K> {
    /// `self == other`. GitHub compares strings without regard to case.
    pub fn equals(self, other: impl Comparable<T, K>) -> Expr<bool, K> {
        binary(Operator::Equal, self.tree, other.side().tree)
    }

    /// `self != other`. GitHub compares strings without regard to case.
    pub fn differs(self, other: impl Comparable<T, K>) -> Expr<bool, K> {
        binary(Operator::NotEqual, self.tree, other.side().tree)
    }
}

impl<K> Expr<Object, K> {
    /// The property of that name; its type is the caller's claim.
    pub fn property<T>(self, name: impl Into<Cow<'static, str>>) -> Expr<T, K> {
        Expr::from_tree(Tree::Property(Box::new(self.tree), name.into()))
    }

    /// `self.*`: the values of all properties.
    pub fn values(self) -> Expr<List, K> {
        Expr::from_tree(Tree::Every(Box::new(self.tree)))
    }
}

impl<K> Expr<List, K> {
    /// The item at a position, from 0; its type is the caller's claim.
    pub fn item<T>(self, position: impl Into<Expr<f64, K>>) -> Expr<T, K> {
        Expr::from_tree(Tree::Index(Box::new(self.tree), Box::new(position.into().tree)))
    }

    /// `self.*.name`: that property of every item that has it.
    #[must_use]
    pub fn each(self, name: impl Into<Cow<'static, str>>) -> Self {
        Self::from_tree(Tree::Property(Box::new(Tree::Every(Box::new(self.tree))), name.into()))
    }
}

impl<K> Expr<f64, K> {
    /// `self < other`.
    pub fn less(self, other: impl Comparable<f64, K>) -> Expr<bool, K> {
        binary(Operator::Less, self.tree, other.side().tree)
    }

    /// `self <= other`.
    pub fn less_or_equal(self, other: impl Comparable<f64, K>) -> Expr<bool, K> {
        binary(Operator::LessOrEqual, self.tree, other.side().tree)
    }

    /// `self > other`.
    pub fn greater(self, other: impl Comparable<f64, K>) -> Expr<bool, K> {
        binary(Operator::Greater, self.tree, other.side().tree)
    }

    /// `self >= other`.
    pub fn greater_or_equal(self, other: impl Comparable<f64, K>) -> Expr<bool, K> {
        binary(Operator::GreaterOrEqual, self.tree, other.side().tree)
    }
}

impl<K> Expr<String, K> {
    /// `self || default`: this value, or the default when it is empty or absent.
    #[must_use]
    pub fn or_else(self, default: impl Into<Self>) -> Self {
        binary(Operator::Or, self.tree, default.into().tree)
    }

    /// `self && other`: the other value, or the empty text where this one is empty or absent.
    #[must_use]
    pub fn and_then(self, other: impl Into<Self>) -> Self {
        binary(Operator::And, self.tree, other.into().tree)
    }

    /// Whether there is any text: the comparison with the empty string that GitHub makes of a condition.
    pub fn is_present(self) -> Expr<bool, K> {
        self.differs("")
    }
}

impl<K> Expr<bool, K> {
    /// `self && other`.
    #[must_use]
    pub fn and(self, other: impl Condition<K>) -> Self {
        binary(Operator::And, self.tree, other.condition().tree)
    }

    /// `self || other`.
    #[must_use]
    pub fn or(self, other: impl Condition<K>) -> Self {
        binary(Operator::Or, self.tree, other.condition().tree)
    }

    /// `self && value`, to be ended by [`Branch::otherwise`]; with text that the description knows, which GitHub takes as it is.
    /// Where the value is computed, and may be empty, [`super::function::case`] chooses.
    pub fn then(self, value: &'static str) -> Branch<K> {
        self.then_text(value.to_owned())
    }

    /// As [`Expr::then`], with text that the description chose.
    pub const fn then_text(self, value: String) -> Branch<K> {
        Branch { condition: self, value }
    }

    /// Any of the conditions, or `None` where there is none.
    pub fn any(conditions: impl IntoIterator<Item = Self>) -> Option<Self> {
        conditions.into_iter().reduce(Self::or)
    }
}

impl<K> std::ops::Not for Expr<bool, K> {
    type Output = Self;

    fn not(self) -> Self {
        Self::from_tree(Tree::Not(Box::new(self.tree)))
    }
}

/// The first half of `condition && value || other`, GitHub's way to choose between two values.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Branch<K> {
    condition: Expr<bool, K>,
    value: String,
}

impl<K> Branch<K> {
    /// The value when the condition does not hold. For a value that is empty, of which `&&` would make the other one, it is a
    /// `case`.
    pub fn otherwise(self, value: impl Into<Expr<String, K>>) -> Expr<String, K> {
        let Self { condition, value: chosen } = self;
        if chosen.is_empty() {
            return super::function::case(condition, chosen).otherwise(value);
        }
        let chosen: Expr<String, K> = binary(Operator::And, condition.tree, Tree::String(chosen));
        binary(Operator::Or, chosen.tree, value.into().tree)
    }
}
