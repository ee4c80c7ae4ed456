//! What may be compared, be a condition and be printed: only where GitHub does not convert by surprise.
//!
//! GitHub makes numbers of two sides of different kinds (`'' == 0` and `null == false` hold, `true == 'true'` does not), and
//! calls two objects or lists equal only where they are one and the same. So text is compared with text, a number with a number,
//! a condition with a condition, and an object or a list with `null` alone, which is how one asks whether it is there.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#operators>

use super::{Expr, List, Null, Object};

/// What an expression of the type `T` may be compared with.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be compared with an expression of `{T}`",
    label = "GitHub would convert both sides to numbers, or never call them equal",
    note = "compare text with text, a number with a number, and an object or a list with `null()` alone",
    note = "a boolean is a condition itself: `flag`, or `!flag`; of text, `is_present()` is one"
)]
pub trait Comparable<T, K> {
    /// The other side.
    fn side(self) -> Expr<T, K>;
}

impl<K> Comparable<Self, K> for String {
    fn side(self) -> Expr<Self, K> {
        self.into()
    }
}

impl<K> Comparable<String, K> for &str {
    fn side(self) -> Expr<String, K> {
        self.into()
    }
}

impl<K> Comparable<String, K> for Expr<String, K> {
    fn side(self) -> Self {
        self
    }
}

impl<K: super::key::OffersSteps> Comparable<String, K> for crate::Output {
    fn side(self) -> Expr<String, K> {
        self.into()
    }
}

impl<K> Comparable<Self, K> for bool {
    fn side(self) -> Expr<Self, K> {
        self.into()
    }
}

impl<K> Comparable<bool, K> for Expr<bool, K> {
    fn side(self) -> Self {
        self
    }
}

impl<K> Comparable<Self, K> for f64 {
    fn side(self) -> Expr<Self, K> {
        self.into()
    }
}

impl<K> Comparable<f64, K> for Expr<f64, K> {
    fn side(self) -> Self {
        self
    }
}

impl<K> Comparable<Object, K> for Expr<Null, K> {
    fn side(self) -> Expr<Object, K> {
        Expr::from_tree(self.tree)
    }
}

impl<K> Comparable<List, K> for Expr<Null, K> {
    fn side(self) -> Expr<List, K> {
        Expr::from_tree(self.tree)
    }
}

/// What holds or does not hold.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a condition",
    label = "GitHub would take every text but the empty one for true, `'false'` too",
    note = "of text, `is_present()` and a comparison are conditions; of a number, a comparison is; of an object, `differs(null())`"
)]
pub trait Condition<K> {
    /// The condition.
    fn condition(self) -> Expr<bool, K>;
}

impl<K> Condition<K> for bool {
    fn condition(self) -> Expr<Self, K> {
        self.into()
    }
}

impl<K> Condition<K> for Expr<bool, K> {
    fn condition(self) -> Self {
        self
    }
}

/// What can be a part of text.
#[diagnostic::on_unimplemented(
    message = "an expression of `{Self}` is not text",
    label = "GitHub would write the word `Object` or `Array`, or nothing",
    note = "take a property or an item of it, or make text of it with `function::join` or `function::to_json`"
)]
pub trait Printable {}

impl Printable for String {}
impl Printable for bool {}
impl Printable for f64 {}
