//! The text that a workflow key holds at run time.

use super::{Contexts, EvaluationError, evaluate};
use crate::expr::text::{Piece, Text};

impl<K> Text<K> {
    /// The text with the values of its expressions in their places.
    ///
    /// # Errors
    /// As [`crate::expr::Expr::evaluate`].
    pub fn evaluate(&self, contexts: &Contexts) -> Result<String, EvaluationError> {
        self.pieces()
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => Ok(text.clone()),
                Piece::Expression(tree) => evaluate(tree, contexts).map(|value| value.text()),
            })
            .collect()
    }
}
