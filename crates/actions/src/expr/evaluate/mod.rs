//! The value of an expression, as GitHub would compute it.
//!
//! What a gate does is tested with this: give the [`Contexts`] of an event, ask whether the condition holds. The rules are
//! GitHub's: a property that is missing is null, `==` converts both sides, text is compared without regard to case, `&&` and
//! `||` give one of their operands, and a condition that asks for no status means `success() && (...)`. A checker evaluates
//! random expressions here and with GitHub's own library, and demands equal values.
//!
//! ```
//! use actions::expr::{Contexts, Expr, github, key::JobIf};
//! use serde_json::json;
//!
//! let gate: Expr<bool, JobIf> = github::workflow_run::conclusion().equals("success");
//! let failed = Contexts::new().with("github", json!({ "event": { "workflow_run": { "conclusion": "failure" } } }));
//! assert!(!gate.holds(&failed)?);
//! # Ok::<(), actions::expr::EvaluationError>(())
//! ```
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions>

mod compare;
mod explanation;
mod function;
mod index;
mod json;
mod number;
mod partial;
mod text;
mod value;

pub use explanation::{Alternative, Untrue};
pub(super) use number::exact;
pub use value::Value;

use super::{Expr, Operator, Tree};
use crate::words::words;
use indexmap::IndexMap;

/// What an expression is evaluated with.
#[derive(Debug, Clone, Default)]
pub struct Contexts {
    values: IndexMap<String, Value>,
    status: JobStatus,
    hash_files: Option<fn(&[String]) -> String>,
}

words! {
    /// How the steps of the job before this one, or the jobs that this one needs, ended.
    #[derive(Default)]
    JobStatus {
        /// All is well.
        #[default]
        Success = "success",
        /// Something failed.
        Failure = "failure",
        /// The run was cancelled.
        Cancelled = "cancelled",
        /// A job that this one needs was skipped: this is neither success nor failure.
        Skipped = "skipped",
    }
}

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EvaluationError {
    /// The expression reads a context that is missing.
    #[error("the expression reads `{0}`, but is evaluated without that context; give it with `Contexts::with`")]
    MissingContext(&'static str),
    /// The expression calls `hashFiles`, which has no value.
    #[error("the expression calls `hashFiles`; give its value with `Contexts::hash_files`")]
    MissingHash,
    /// An expression was typed by hand.
    #[error("`{0}` was typed by hand; only GitHub evaluates it")]
    Raw(String),
    /// `fromJSON` was given something else.
    #[error("fromJSON: `{text}` is not JSON: {reason}")]
    Json {
        /// What it was given.
        text: String,
        /// What is wrong with it.
        reason: String,
    },
    /// `format` was given a pattern that it does not read.
    #[error("format: the pattern `{pattern}` {reason}")]
    Format {
        /// The pattern.
        pattern: String,
        /// What is wrong with it.
        reason: &'static str,
    },
}

impl Contexts {
    /// No contexts; everything before succeeded.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a context, such as `github`. The context `inputs` is made by the trigger that declares them
    /// ([`crate::trigger::WorkflowDispatch::entered`], [`crate::trigger::WorkflowCall::passed`]); of a run that
    /// another event started (`github.event_name` says so) every input is null.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.values.insert(name.to_ascii_lowercase(), value.into());
        self
    }

    /// The context of that name. A run that was not started manually has no inputs; where it was called, they must be given.
    fn get(&self, name: &'static str) -> Result<Value, EvaluationError> {
        let given = self.values.get(name).cloned();
        let inputs = || (name == "inputs" && self.is_started_by_another_event()).then_some(Value::Null);
        given.or_else(inputs).ok_or(EvaluationError::MissingContext(name))
    }

    /// Whether the event is known, and is not `workflow_dispatch`.
    fn is_started_by_another_event(&self) -> bool {
        let event = self.values.get("github").map(|github| index::at(github, &Value::String("event_name".to_owned())));
        matches!(event, Some(Value::String(event)) if event != "workflow_dispatch")
    }

    /// The status of what came before.
    #[must_use]
    pub const fn status(mut self, status: JobStatus) -> Self {
        self.status = status;
        self
    }

    /// The value of `hashFiles` for patterns.
    #[must_use]
    pub const fn hash_files(mut self, answer: fn(&[String]) -> String) -> Self {
        self.hash_files = Some(answer);
        self
    }
}

impl<T, K> Expr<T, K> {
    /// The expression's value.
    ///
    /// # Errors
    /// A context is missing, or GitHub would fail, too.
    pub fn evaluate(&self, contexts: &Contexts) -> Result<Value, EvaluationError> {
        evaluate(&self.tree, contexts)
    }
}

impl<K> Expr<bool, K> {
    /// Whether a job or a step with this `if` runs. A condition that asks for no status means `success() && (...)`.
    ///
    /// # Errors
    /// As [`Expr::evaluate`].
    pub fn holds(&self, contexts: &Contexts) -> Result<bool, EvaluationError> {
        if !asks_for_status(&self.tree) && contexts.status != JobStatus::Success {
            return Ok(false);
        }
        self.evaluate(contexts).map(|value| value.is_true())
    }
}

fn asks_for_status(tree: &Tree) -> bool {
    let mut asks = matches!(tree, Tree::Call("success" | "failure" | "cancelled" | "always", _));
    tree.visit(|part| asks |= asks_for_status(part));
    asks
}

fn evaluate(tree: &Tree, contexts: &Contexts) -> Result<Value, EvaluationError> {
    Ok(match tree {
        Tree::Null => Value::Null,
        Tree::String(text) => Value::String(text.clone()),
        Tree::Boolean(value) => Value::Boolean(*value),
        Tree::Number(value) => Value::Number(*value),
        Tree::Context(name) => contexts.get(name)?,
        Tree::Input { name, kind } => evaluate(&super::input_kind::spelled(name, *kind), contexts)?,
        Tree::Property(of, name) => index::at(&evaluate(of, contexts)?, &Value::String(name.to_string())),
        Tree::Index(of, at) => index::at(&evaluate(of, contexts)?, &evaluate(at, contexts)?),
        Tree::Every(of) => index::every(&evaluate(of, contexts)?),
        Tree::Call(name, arguments) => {
            let arguments: Vec<Value> =
                arguments.iter().map(|argument| evaluate(argument, contexts)).collect::<Result<_, _>>()?;
            call(name, &arguments, contexts)?
        }
        Tree::Not(of) => Value::Boolean(!evaluate(of, contexts)?.is_true()),
        Tree::Binary(operator, left, right) => binary(*operator, left, right, contexts)?,
        Tree::Raw { expression, .. } => return Err(EvaluationError::Raw(expression.clone())),
    })
}

/// Why a call fails with all contexts.
pub(super) fn fault(name: &str, arguments: &[Tree]) -> Option<EvaluationError> {
    match (name, arguments) {
        ("format", [Tree::String(pattern), values @ ..]) => {
            function::format(pattern, &vec![Value::Null; values.len()]).err()
        }
        ("fromJSON", [Tree::String(text)]) => json::from_text(text).err(),
        _ => None,
    }
}

fn binary(operator: Operator, left: &Tree, right: &Tree, contexts: &Contexts) -> Result<Value, EvaluationError> {
    let left = evaluate(left, contexts)?;
    match operator {
        Operator::And if !left.is_true() => return Ok(left),
        Operator::Or if left.is_true() => return Ok(left),
        _ => {}
    }
    let right = evaluate(right, contexts)?;
    Ok(Value::Boolean(match operator {
        Operator::And | Operator::Or => return Ok(right),
        Operator::Equal => compare::equal(&left, &right),
        Operator::NotEqual => !compare::equal(&left, &right),
        Operator::Less => compare::less(&left, &right),
        Operator::LessOrEqual => compare::equal(&left, &right) || compare::less(&left, &right),
        Operator::Greater => compare::less(&right, &left),
        Operator::GreaterOrEqual => compare::equal(&left, &right) || compare::less(&right, &left),
    }))
}

fn call(name: &'static str, arguments: &[Value], contexts: &Contexts) -> Result<Value, EvaluationError> {
    let status = |wanted| Ok(Value::Boolean(contexts.status == wanted));
    match (name, arguments) {
        ("success", _) => status(JobStatus::Success),
        ("failure", _) => status(JobStatus::Failure),
        ("cancelled", _) => status(JobStatus::Cancelled),
        ("always", _) => Ok(Value::Boolean(true)),
        ("case", [pairs @ .., default]) => Ok(function::case(pairs, default)),
        ("contains", [text, part]) => Ok(Value::Boolean(function::contains(text, part))),
        ("startsWith", [text, start]) => Ok(Value::Boolean(function::starts_with(text, start))),
        ("endsWith", [text, end]) => Ok(Value::Boolean(function::ends_with(text, end))),
        ("format", [pattern, values @ ..]) => function::format(&pattern.text(), values).map(Value::String),
        ("join", [list, rest @ ..]) => Ok(Value::String(function::join(list, rest.first()))),
        ("toJSON", [value]) => Ok(Value::String(json::to_text(value))),
        ("fromJSON", [text]) => json::from_text(&text.text()),
        ("hashFiles", patterns) => {
            let hash = contexts.hash_files.ok_or(EvaluationError::MissingHash)?;
            let patterns: Vec<String> = patterns.iter().map(Value::text).collect();
            Ok(Value::String(hash(&patterns)))
        }
        // The constructors in `function` make no other call.
        _ => Ok(Value::Null),
    }
}

#[cfg(test)]
mod tests;
