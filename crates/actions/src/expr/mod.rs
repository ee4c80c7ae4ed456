//! GitHub's expressions as typed values.
//!
//! An [`Expr<T>`] is an expression whose value has the type `T`: `Expr<String>`, `Expr<bool>`, `Expr<f64>`. It is built
//! from contexts ([`github`], [`vars`], [`secrets`], ...), from functions ([`function`]) and from operators (the
//! methods of [`Expr`]), and it is printed by one printer (`print`) that parenthesises by precedence and escapes
//! quotes. A [`Text`] is what a workflow key holds: literal text with expressions in between. Nobody writes the
//! expression delimiters by hand outside this folder.
//!
//! ```
//! use actions::expr::{Expr, github};
//!
//! let branch: Expr<String> = github::workflow_run::head_branch().or_else(github::ref_name());
//! assert_eq!(branch.delimited(), "${{ github.event.workflow_run.head_branch || github.ref_name }}");
//! ```
//!
//! Text is not a condition, and a number is not compared with text:
//!
//! ```compile_fail,E0599
//! use actions::expr::github;
//! github::sha().and(github::actor());
//! ```
//!
//! ```compile_fail,E0277
//! use actions::expr::strategy;
//! strategy::job_total().equals("3");
//! ```
//!
//! A context that GitHub does not offer in the place is refused ([`key`]):
//!
//! ```compile_fail,E0277
//! use actions::expr::{Expr, key::JobIf, secrets};
//! let gate: Expr<bool, JobIf> = secrets::named("TOKEN").is_present();
//! ```
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions>

mod case;
mod comparable;
mod context;
mod evaluate;
pub mod function;
mod input_kind;
pub mod key;
mod kind;
mod operator;
mod print;
mod reference;
mod text;

pub use case::Case;
pub use comparable::{Comparable, Condition, Printable};
pub use context::{env, github, job, matrix, runner, secrets, strategy, vars};
pub use evaluate::{Alternative, Contexts, EvaluationError, JobStatus, Untrue, Value};
pub(super) use input_kind::{InputKind, declared_input};
pub(super) use kind::StaticType;
pub use operator::Branch;
pub(super) use reference::{ContextReference, References};
pub use text::Text;

use std::borrow::Cow;
use std::marker::PhantomData;

/// An expression whose value has the type `T`.
///
/// `T` is one of `String`, `bool`, `f64`, [`Object`], [`List`] and [`Null`]; `K` is the place that it is for, which decides the contexts
/// that it may read ([`key`]).
#[derive(Debug)]
pub struct Expr<T, K = key::InStep> {
    tree: Tree,
    value: PhantomData<fn() -> (T, K)>,
}

/// The type of an expression whose value is an object, such as `github.event`.
#[derive(Debug)]
pub enum Object {}

/// The type of an expression whose value is an array, such as the names of an issue's labels.
#[derive(Debug)]
pub enum List {}

/// The type of `null`.
#[derive(Debug)]
pub enum Null {}

/// `null`: what a property is that is not there.
///
/// Objects and lists are compared with it. Text, numbers and booleans are not: `'' == null`, `0 == null` and `false == null` hold.
pub const fn null<K>() -> Expr<Null, K> {
    Expr::from_tree(Tree::Null)
}

impl<T, K> Clone for Expr<T, K> {
    fn clone(&self) -> Self {
        Self::from_tree(self.tree.clone())
    }
}

impl<T, K> PartialEq for Expr<T, K> {
    fn eq(&self, other: &Self) -> bool {
        self.tree == other.tree
    }
}

impl<T, K> Expr<T, K> {
    const fn from_tree(tree: Tree) -> Self {
        Self { tree, value: PhantomData }
    }

    /// An expression as text, for what this language cannot express.
    ///
    /// The text is printed between the delimiters as it is, in parentheses where it is an operand. Prefer a typed
    /// constructor: nothing checks this one, and `because` must say why there is none.
    pub fn raw(expression: impl Into<String>, because: impl Into<String>) -> Self {
        Self::from_tree(Tree::Raw { expression: expression.into(), because: because.into() })
    }
}

/// `steps.ID.outputs.NAME`, for [`crate::Output`] alone.
pub(super) fn steps_output<K>(step: &str, name: &str) -> Expr<String, K> {
    outputs("steps", step, name)
}

/// `needs.ID.outputs.NAME`, for [`crate::JobOutput`] alone.
pub(super) fn needs_output<K>(job: &str, name: &str) -> Expr<String, K> {
    outputs("needs", job, name)
}

/// `jobs.ID.outputs.NAME`, for [`crate::JobOutput`] alone.
pub(super) fn jobs_output<K>(job: &str, name: &str) -> Expr<String, K> {
    outputs("jobs", job, name)
}

fn outputs<K>(context: &'static str, id: &str, name: &str) -> Expr<String, K> {
    let path = [id.to_owned(), "outputs".to_owned(), name.to_owned()];
    context::property(context, path.map(Cow::Owned))
}

/// The shape of an expression, without the type of its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Tree {
    /// `null`.
    Null,
    /// A string; the printer quotes it.
    String(String),
    /// `true` or `false`.
    Boolean(bool),
    /// A number.
    Number(f64),
    /// A context's name, such as `github`.
    Context(&'static str),
    /// A property, such as `.event`.
    Property(Box<Tree>, Cow<'static, str>),
    /// A function's call.
    Call(&'static str, Vec<Tree>),
    /// `!x`.
    Not(Box<Tree>),
    /// `left operator right`.
    Binary(Operator, Box<Tree>, Box<Tree>),
    /// An item, such as `[0]`.
    Index(Box<Tree>, Box<Tree>),
    /// `.*`.
    Every(Box<Tree>),
    /// An input, in the type that its declaration says.
    Input {
        /// The input's name.
        name: String,
        /// The type of its value.
        kind: InputKind,
    },
    /// Text that is not checked.
    Raw {
        /// The text.
        expression: String,
        /// Why it is not said in types.
        because: String,
    },
}

impl Tree {
    /// Visits the expressions directly inside this one.
    fn visit<'a>(&'a self, mut visit: impl FnMut(&'a Self)) {
        match self {
            Self::Property(of, _) | Self::Every(of) | Self::Not(of) => visit(of),
            Self::Index(left, right) | Self::Binary(_, left, right) => {
                visit(left);
                visit(right);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(visit),
            Self::Null
            | Self::String(_)
            | Self::Boolean(_)
            | Self::Number(_)
            | Self::Context(_)
            | Self::Input { .. }
            | Self::Raw { .. } => {}
        }
    }
}

/// A binary operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Equal,
    NotEqual,
    And,
    Or,
}

impl<K> From<&str> for Expr<String, K> {
    fn from(value: &str) -> Self {
        Self::from_tree(Tree::String(value.to_owned()))
    }
}

impl<K> From<String> for Expr<String, K> {
    fn from(value: String) -> Self {
        Self::from_tree(Tree::String(value))
    }
}

impl<K> From<bool> for Expr<bool, K> {
    fn from(value: bool) -> Self {
        Self::from_tree(Tree::Boolean(value))
    }
}

impl<K> From<f64> for Expr<f64, K> {
    fn from(value: f64) -> Self {
        Self::from_tree(Tree::Number(value))
    }
}
