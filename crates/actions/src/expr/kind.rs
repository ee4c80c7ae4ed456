//! What is known of a value before anything runs.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/contexts>

use super::text::Piece;
use super::{InputKind, Operator, Text, Tree};

/// What is known of the value of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StaticType<'a> {
    /// Nothing.
    Nothing,
    /// Its type.
    Kind(InputKind),
    /// It is a boolean input of that name, and null where an event that does not declare it started the run.
    BooleanInput(&'a str),
}

impl<K> Text<K> {
    /// What is known of the value; several pieces make text.
    pub(crate) fn known(&self) -> StaticType<'_> {
        match self.pieces() {
            [Piece::Expression(Tree::Input { name, kind: InputKind::Boolean })] => StaticType::BooleanInput(name),
            [Piece::Expression(tree)] => kind(tree).map_or(StaticType::Nothing, StaticType::Kind),
            _ => StaticType::Kind(InputKind::Text),
        }
    }
}

fn kind(tree: &Tree) -> Option<InputKind> {
    match tree {
        Tree::Number(_) | Tree::Input { kind: InputKind::Number, .. } => Some(InputKind::Number),
        Tree::String(_) | Tree::Call("format" | "join" | "toJSON" | "hashFiles", _) => Some(InputKind::Text),
        Tree::Property(of, _) if is_of_text(of) => Some(InputKind::Text),
        Tree::Property(of, _) if **of == Tree::Context("strategy") => Some(InputKind::Number),
        tree => is_boolean(tree).then_some(InputKind::Boolean),
    }
}

/// Whether every property is text: variables and secrets, and what steps and jobs give.
fn is_of_text(tree: &Tree) -> bool {
    match tree {
        Tree::Context(name) => matches!(*name, "vars" | "env" | "secrets"),
        Tree::Property(of, name) if name == "outputs" => {
            matches!(&**of, Tree::Property(of, _) if matches!(**of, Tree::Context("steps" | "needs" | "jobs")))
        }
        _ => false,
    }
}

/// Whether the value is a boolean with all contexts.
pub(super) fn is_boolean(tree: &Tree) -> bool {
    match tree {
        Tree::Binary(Operator::And | Operator::Or, left, right) => is_boolean(left) && is_boolean(right),
        Tree::Boolean(_) | Tree::Not(_) | Tree::Binary(..) => true,
        Tree::Call(name, _) => {
            matches!(*name, "contains" | "startsWith" | "endsWith" | "success" | "failure" | "cancelled" | "always")
        }
        _ => false,
    }
}
