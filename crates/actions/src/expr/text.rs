//! What a workflow key holds: literal text with expressions in between.

use super::{Expr, Printable, Tree, key::InStep, print::Delimited};
use std::fmt::{self, Display, Formatter};
use std::marker::PhantomData;

/// Text with expressions in it, such as `ghcr.io/` followed by `github.repository`.
///
/// Literal text that happens to hold GitHub's opening delimiter is printed so that GitHub reads it as text.
#[derive(Debug, Clone, PartialEq)]
pub struct Text<K = InStep>(Vec<Piece>, PhantomData<fn() -> K>);

impl<K> Default for Text<K> {
    fn default() -> Self {
        Self::of(Vec::new())
    }
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Piece {
    Literal(String),
    Expression(Tree),
}

impl<K> Text<K> {
    const fn of(pieces: Vec<Piece>) -> Self {
        Self(pieces, PhantomData)
    }

    pub(super) fn pieces(&self) -> &[Piece] {
        &self.0
    }

    /// This text followed by more.
    #[must_use]
    pub fn then(mut self, more: impl Into<Self>) -> Self {
        self.0.extend(more.into().0);
        self
    }

    /// Several texts, a line each.
    pub fn lines(lines: impl IntoIterator<Item = Self>) -> Self {
        let mut text = Self::default();
        for line in lines {
            if !text.0.is_empty() {
                text = text.then("\n");
            }
            text = text.then(line);
        }
        text
    }

    /// Whether it is printed on more than one line.
    pub(crate) fn has_lines(&self) -> bool {
        self.0.iter().any(|piece| match piece {
            Piece::Literal(text) => text.contains('\n'),
            Piece::Expression(tree) => tree.to_string().contains('\n'),
        })
    }

    /// The text, where it is printed as it is.
    pub(crate) fn plain(&self) -> Option<&str> {
        match &self.0[..] {
            [Piece::Literal(text)] if !text.contains("${{") => Some(text),
            _ => None,
        }
    }

    /// The literal text, or `None` when an expression is part of it.
    pub fn literal(&self) -> Option<String> {
        self.0
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => Some(text.as_str()),
                Piece::Expression(_) => None,
            })
            .collect()
    }
}

impl<K> From<&str> for Text<K> {
    fn from(text: &str) -> Self {
        Self::of(vec![Piece::Literal(text.to_owned())])
    }
}

impl<K> From<String> for Text<K> {
    fn from(text: String) -> Self {
        Self::of(vec![Piece::Literal(text)])
    }
}

impl<K> From<bool> for Text<K> {
    fn from(value: bool) -> Self {
        value.to_string().into()
    }
}

impl<K> From<u64> for Text<K> {
    fn from(value: u64) -> Self {
        value.to_string().into()
    }
}

impl<T: Printable, K> From<Expr<T, K>> for Text<K> {
    fn from(expression: Expr<T, K>) -> Self {
        Self::of(vec![match expression.tree {
            Tree::String(text) => Piece::Literal(text),
            tree => Piece::Expression(tree),
        }])
    }
}

impl<K> Display for Text<K> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        for piece in &self.0 {
            match piece {
                Piece::Literal(text) if text.contains("${{") => {
                    let opening = Tree::String("${{".to_owned());
                    formatter.write_str(&text.replace("${{", &Delimited(&opening).to_string()))?;
                }
                Piece::Literal(text) => formatter.write_str(text)?,
                Piece::Expression(tree) => Delimited(tree).fmt(formatter)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::github;
    use super::{InStep, Text};

    #[test]
    fn text_and_expressions_alternate() {
        let text: Text = Text::from("ghcr.io/").then(github::repository()).then(":x");
        assert_eq!(text.to_string(), "ghcr.io/${{ github.repository }}:x");
        assert_eq!(text.literal(), None);
    }

    #[test]
    fn an_opening_delimiter_in_literal_text_stays_text() {
        assert_eq!(Text::<InStep>::from("a ${{ b").to_string(), "a ${{ '${{' }} b");
    }
}
