//! Inputs, as their declarations let them be read ([`crate::trigger::DeclaredInput`]).
//!
//! GitHub passes the same input differently: a boolean is one after `workflow_dispatch` and `workflow_call` alike, but a
//! number is text after `workflow_dispatch`, where `'10' < '9'` and where a called workflow refuses it as a number. A number is
//! therefore read with `fromJSON`, so that it is one whichever event started the run.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs>

use super::{Expr, Tree};

/// The type of an input's value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum InputKind {
    /// Text, also of a choice and of an environment's name.
    Text,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
}

impl InputKind {
    /// The word for messages.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
        }
    }
}

/// `inputs.NAME`, in the type that the declaration says.
pub(crate) fn declared_input<T, K>(name: &str, kind: InputKind) -> Expr<T, K> {
    Expr::from_tree(Tree::Input { name: name.to_owned(), kind })
}

/// What `fromJSON` reads for a number that was not entered and not passed.
pub(super) const NO_NUMBER: &str = "0";

/// The expression that GitHub reads for an input.
pub(super) fn spelled(name: &str, kind: InputKind) -> Tree {
    let property = Tree::Property(Box::new(Tree::Context("inputs")), name.to_owned().into());
    match kind {
        InputKind::Text | InputKind::Boolean => property,
        InputKind::Number => {
            let zero = Box::new(Tree::String(NO_NUMBER.to_owned()));
            Tree::Call("fromJSON", vec![Tree::Binary(super::Operator::Or, Box::new(property), zero)])
        }
    }
}
