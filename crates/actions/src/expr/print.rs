//! The one printer of expressions.
//!
//! Parentheses are printed where precedence needs them, and where `&&` is an operand of `||`, for the reader.
//! Source of the precedence: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#operators>

use super::{Expr, Operator, Tree};
use std::fmt::{self, Display, Formatter, Write};

/// The longest condition that is kept on one line, in characters.
const LINE: usize = 80;

impl<T, K> Display for Expr<T, K> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        self.tree.fmt(formatter)
    }
}

impl<T, K> Expr<T, K> {
    /// The expression between GitHub's delimiters.
    pub fn delimited(&self) -> String {
        Delimited(&self.tree).to_string()
    }
}

impl<K> Expr<bool, K> {
    /// The condition as the value of an `if`: broken after each `||` of the outermost level when it is long.
    pub fn condition(&self) -> String {
        let line = self.to_string();
        if line.len() <= LINE {
            return line;
        }
        let mut alternatives = Vec::new();
        collect_alternatives(&self.tree, &mut alternatives);
        alternatives.iter().map(|tree| Operand(tree, Operator::Or).to_string()).collect::<Vec<_>>().join(" ||\n")
    }
}

/// An expression between GitHub's delimiters.
pub(super) struct Delimited<'a>(pub &'a Tree);

impl Display for Delimited<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "${{{{ {} }}}}", self.0)
    }
}

fn collect_alternatives<'a>(tree: &'a Tree, into: &mut Vec<&'a Tree>) {
    if let Tree::Binary(Operator::Or, left, right) = tree {
        collect_alternatives(left, into);
        collect_alternatives(right, into);
    } else {
        into.push(tree);
    }
}

impl Operator {
    const fn symbol(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::And => "&&",
            Self::Or => "||",
        }
    }

    /// How tightly the operator binds; a higher number binds tighter.
    const fn precedence(self) -> u8 {
        match self {
            Self::Or => 1,
            Self::And => 2,
            Self::Equal | Self::NotEqual => 3,
            Self::Less | Self::LessOrEqual | Self::Greater | Self::GreaterOrEqual => 4,
        }
    }
}

/// Whether `tree` needs parentheses as an operand of `outer`.
fn needs_parentheses(tree: &Tree, outer: Operator) -> bool {
    match tree {
        Tree::Raw { .. } => true,
        Tree::Binary(inner, ..) if *inner == outer => {
            // `a && b && c` says the same either way; `a == b == c` does not.
            !matches!(outer, Operator::And | Operator::Or)
        }
        Tree::Binary(Operator::And, ..) if outer == Operator::Or => true,
        Tree::Binary(inner, ..) => inner.precedence() <= outer.precedence(),
        _ => false,
    }
}

/// A tree as an operand of an operator.
struct Operand<'a>(&'a Tree, Operator);

impl Display for Operand<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let Self(tree, outer) = *self;
        if needs_parentheses(tree, outer) { write!(formatter, "({tree})") } else { tree.fmt(formatter) }
    }
}

/// Whether a property can be written after a dot.
fn is_identifier(name: &str) -> bool {
    let mut characters = name.chars();
    characters.next().is_some_and(|first| first.is_ascii_alphabetic() || first == '_')
        && characters.all(|next| next.is_ascii_alphanumeric() || next == '_' || next == '-')
}

/// What a property or an item is taken of: GitHub reads one only of a context, a call, or an expression in parentheses.
struct Owner<'a>(&'a Tree);

impl Display for Owner<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self.0 {
            tree @ (Tree::Context(_) | Tree::Call(..) | Tree::Property(..) | Tree::Index(..) | Tree::Every(_)) => {
                tree.fmt(formatter)
            }
            tree => write!(formatter, "({tree})"),
        }
    }
}

/// A number as GitHub reads it.
fn number(value: f64) -> String {
    if value == 0.0 && value.is_sign_negative() { "-0".to_owned() } else { super::evaluate::exact(value) }
}

/// Text as GitHub reads it: between quotes, its own quotes doubled.
struct Quoted<'a>(&'a str);

impl Display for Quoted<'_> {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_char('\'')?;
        for part in self.0.split_inclusive('\'') {
            formatter.write_str(part)?;
            if part.ends_with('\'') {
                formatter.write_char('\'')?;
            }
        }
        formatter.write_char('\'')
    }
}

impl Display for Tree {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => formatter.write_str("null"),
            Self::String(text) => Quoted(text).fmt(formatter),
            Self::Boolean(value) => write!(formatter, "{value}"),
            Self::Number(value) => formatter.write_str(&number(*value)),
            Self::Context(name) => formatter.write_str(name),
            Self::Property(of, name) => {
                Owner(of).fmt(formatter)?;
                if is_identifier(name) {
                    formatter.write_char('.')?;
                    formatter.write_str(name)
                } else {
                    write!(formatter, "[{}]", Quoted(name))
                }
            }
            Self::Call(name, arguments) => {
                write!(formatter, "{name}(")?;
                for (index, argument) in arguments.iter().enumerate() {
                    if index > 0 {
                        formatter.write_str(", ")?;
                    }
                    write!(formatter, "{argument}")?;
                }
                formatter.write_char(')')
            }
            Self::Not(of) => match **of {
                Self::Raw { .. } | Self::Binary(..) => write!(formatter, "!({of})"),
                _ => write!(formatter, "!{of}"),
            },
            Self::Binary(operator, left, right) => {
                write!(formatter, "{} {} {}", Operand(left, *operator), operator.symbol(), Operand(right, *operator))
            }
            Self::Index(of, at) => write!(formatter, "{}[{at}]", Owner(of)),
            Self::Every(of) => write!(formatter, "{}.*", Owner(of)),
            Self::Input { name, kind } => write!(formatter, "{}", super::input_kind::spelled(name, *kind)),
            Self::Raw { expression, .. } => formatter.write_str(expression),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::{InStep, JobIf};
    use super::super::{Expr, function, github, secrets};

    #[test]
    fn quotes_are_doubled() {
        let text: Expr<String> = "it's".into();
        assert_eq!(text.to_string(), "'it''s'");
    }

    #[test]
    fn precedence_decides_parentheses() {
        let push = || github::event_name::<JobIf>().equals("push");
        let main = || github::ref_name().equals("main");
        assert_eq!(
            push().or(main()).and(function::always()).to_string(),
            "(github.event_name == 'push' || github.ref_name == 'main') && always()"
        );
        assert_eq!((!push().and(main())).to_string(), "!(github.event_name == 'push' && github.ref_name == 'main')");
        assert_eq!(push().equals(main()).to_string(), "(github.event_name == 'push') == (github.ref_name == 'main')");
    }

    #[test]
    fn a_choice_reads_as_github_writes_it() {
        let user: Expr<String> = secrets::named("PAT").is_present().then("robot").otherwise(github::actor());
        assert_eq!(user.to_string(), "(secrets.PAT != '' && 'robot') || github.actor");
        let user: Expr<String> = secrets::named("PAT").is_present().then("").otherwise(github::actor());
        assert_eq!(user.to_string(), "case(secrets.PAT != '', '', github.actor)");
    }

    #[test]
    fn odd_names_are_indexed() {
        assert_eq!(secrets::named::<InStep>("has space").to_string(), "secrets['has space']");
    }

    #[test]
    fn a_long_condition_breaks_at_its_alternatives() {
        let mention = |place: Expr<String, JobIf>| function::contains(place, "@somebody");
        let condition = mention(github::conversation::comment_body())
            .or(mention(github::conversation::review_body()))
            .or(mention(github::conversation::issue_title()).and(function::success()));
        assert_eq!(
            condition.condition(),
            "contains(github.event.comment.body, '@somebody') ||\n\
             contains(github.event.review.body, '@somebody') ||\n\
             (contains(github.event.issue.title, '@somebody') && success())"
        );
    }
}
