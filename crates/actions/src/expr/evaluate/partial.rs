//! The value of a condition of which not everything is known.

use super::{Contexts, Value, evaluate};
use crate::expr::{Expr, Operator, Tree};

impl<K> Expr<bool, K> {
    /// Whether the condition is false for all values that the contexts do not have.
    ///
    /// ```
    /// use actions::expr::{Contexts, Expr, github, key::JobIf};
    /// use serde_json::json;
    ///
    /// let push = Contexts::new().with("github", json!({ "event_name": "push" }));
    /// let by_hand: Expr<bool, JobIf> = github::event_name().equals("workflow_dispatch");
    /// assert!(by_hand.clone().and(github::actor().equals("ann")).is_certainly_false(&push));
    /// assert!(!by_hand.or(github::actor().equals("ann")).is_certainly_false(&push));
    /// ```
    pub fn is_certainly_false(&self, contexts: &Contexts) -> bool {
        is_certainly(&self.tree, false, contexts)
    }

    /// The literal texts in the condition.
    pub fn literals(&self) -> Vec<&str> {
        let mut found = Vec::new();
        literals(&self.tree, &mut found);
        found
    }
}

fn is_certainly(tree: &Tree, wanted: bool, contexts: &Contexts) -> bool {
    match tree {
        Tree::Not(of) => is_certainly(of, !wanted, contexts),
        Tree::Binary(operator @ (Operator::And | Operator::Or), left, right) => {
            let [left, right] = [left, right].map(|side| is_certainly(side, wanted, contexts));
            if (*operator == Operator::And) == wanted { left && right } else { left || right }
        }
        _ => is_known(tree, contexts) && evaluate(tree, contexts).is_ok_and(|value| value.is_true() == wanted),
    }
}

/// Whether everything that a part reads is known: a property that is missing may be anything, and an object may have more.
fn is_known(tree: &Tree, contexts: &Contexts) -> bool {
    match tree {
        Tree::Context(_) | Tree::Property(..) | Tree::Index(..) | Tree::Every(_) | Tree::Input { .. } => {
            matches!(evaluate(tree, contexts), Ok(Value::String(_) | Value::Boolean(_) | Value::Number(_)))
        }
        Tree::Call("success" | "failure" | "cancelled", _) | Tree::Raw { .. } => false,
        _ => {
            let mut known = true;
            tree.visit(|part| known &= is_known(part, contexts));
            known
        }
    }
}

fn literals<'t>(tree: &'t Tree, into: &mut Vec<&'t str>) {
    if let Tree::String(text) = tree {
        into.push(text);
    }
    tree.visit(|part| literals(part, into));
}
