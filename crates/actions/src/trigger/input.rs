//! The inputs that `workflow_dispatch` asks for and that `workflow_call` takes.
//!
//! An input is described in the type of its value and read through its declaration alone: the name is written once, and what
//! is a boolean on the form is a boolean in every expression.
//!
//! | what started the run | text, choice, environment | boolean | number |
//! |---|---|---|---|
//! | `workflow_dispatch` | what was entered, else the default, else empty | ticked or not | what was entered, else the default, else 0 |
//! | `workflow_call` | what was passed, else the default, else empty | the same, else `false` | the same, else 0 |
//! | any other event | null: empty text | null: as a condition `false`, as text empty | 0 |
//!
//! A default is the declaring trigger's own: it does not hold when another event started the run.
//!
//! Sources: <https://docs.github.com/actions/reference/workflows-and-actions/contexts#inputs-context>,
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_callinputsinput_iddefault>

use crate::expr::key::OffersInputs;
use crate::expr::{Expr, InputKind, Printable, Text, declared_input};
use crate::yaml::{Map, YamlNode};
use indexmap::IndexMap;
use std::marker::PhantomData;

/// A value that the button asks for, or that a caller passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// What it means, as the form shows it.
    pub description: String,
    /// Whether the form insists on it.
    pub required: bool,
    /// The value when nothing is entered.
    pub default: Option<String>,
    /// What may be entered.
    pub kind: InputType,
}

/// What may be entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum InputType {
    /// Any text.
    String,
    /// A number.
    Number,
    /// A tick.
    Boolean,
    /// One of these.
    Choice(Vec<String>),
    /// The name of an environment of the repository.
    Environment,
}

/// An input with the type of its value: `String`, `bool` or `f64`.
///
/// ```
/// use actions::expr::{Expr, key::StepIf};
/// use actions::trigger::{Input, WorkflowDispatch};
///
/// let mut dispatch = WorkflowDispatch::default();
/// let rehearse = dispatch.declare("rehearse", Input::boolean("Deploy nothing").default(true));
/// let gate: Expr<bool, StepIf> = !rehearse.value();
/// assert_eq!(gate.to_string(), "!inputs.rehearse");
/// ```
#[derive(Debug)]
#[must_use]
pub struct TypedInput<T> {
    input: Input,
    value: PhantomData<fn() -> T>,
}

/// An input that a trigger declares; what [`TypedInput`] became.
#[derive(Debug)]
pub struct DeclaredInput<T> {
    name: String,
    kind: InputKind,
    value: PhantomData<fn() -> T>,
}

impl Input {
    const fn typed<T>(description: String, kind: InputType) -> TypedInput<T> {
        TypedInput { input: Self { description, required: false, default: None, kind }, value: PhantomData }
    }

    /// Any text.
    pub fn text(description: impl Into<String>) -> TypedInput<String> {
        Self::typed(description.into(), InputType::String)
    }

    /// One of several texts; a form alone has it, a caller cannot be held to it.
    pub fn choice<O: Into<String>>(
        description: impl Into<String>,
        options: impl IntoIterator<Item = O>,
    ) -> TypedInput<String> {
        Self::typed(description.into(), InputType::Choice(options.into_iter().map(Into::into).collect()))
    }

    /// The name of an environment of the repository; a form alone has it.
    pub fn environment(description: impl Into<String>) -> TypedInput<String> {
        Self::typed(description.into(), InputType::Environment)
    }

    /// A tick.
    pub fn boolean(description: impl Into<String>) -> TypedInput<bool> {
        Self::typed(description.into(), InputType::Boolean)
    }

    /// A number.
    pub fn number(description: impl Into<String>) -> TypedInput<f64> {
        Self::typed(description.into(), InputType::Number)
    }

    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        map.insert("description", self.description.as_str());
        map.insert("required", self.required);
        map.insert_some("default", self.default.as_deref().map(|default| self.kind.literal(default)));
        map.insert("type", self.kind.word());
        if let InputType::Choice(options) = &self.kind {
            map.insert("options", YamlNode::list(options));
        }
        map.into()
    }
}

impl<T: ToString> TypedInput<T> {
    /// The form, or the call, insists on it.
    pub const fn required(mut self) -> Self {
        self.input.required = true;
        self
    }

    /// The value when nothing is entered or passed.
    pub fn default(mut self, value: impl Into<T>) -> Self {
        self.input.default = Some(value.into().to_string());
        self
    }

    /// Puts the input among the others of a trigger.
    pub(super) fn declare(self, inputs: &mut IndexMap<String, Input>, name: String) -> DeclaredInput<T> {
        let kind = self.input.kind.value();
        inputs.insert(name.clone(), self.input);
        DeclaredInput { name, kind, value: PhantomData }
    }
}

impl<T> DeclaredInput<T> {
    /// The expression that reads the input: `inputs.NAME`, and of a number `fromJSON(inputs.NAME || '0')`, which is a number
    /// whichever event started the run.
    pub fn value<K: OffersInputs>(&self) -> Expr<T, K> {
        declared_input(&self.name, self.kind)
    }
}

impl<T, K: OffersInputs> From<DeclaredInput<T>> for Expr<T, K> {
    fn from(input: DeclaredInput<T>) -> Self {
        input.value()
    }
}

impl<T: Printable, K: OffersInputs> From<DeclaredInput<T>> for Text<K> {
    fn from(input: DeclaredInput<T>) -> Self {
        input.value().into()
    }
}

impl InputType {
    /// GitHub's word.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::Choice(_) => "choice",
            Self::Environment => "environment",
        }
    }

    /// The type that a value of the input has in expressions.
    pub(crate) const fn value(&self) -> InputKind {
        match self {
            Self::String | Self::Choice(_) | Self::Environment => InputKind::Text,
            Self::Boolean => InputKind::Boolean,
            Self::Number => InputKind::Number,
        }
    }

    /// A value in the input's type.
    pub(crate) fn literal(&self, value: &str) -> YamlNode {
        match self {
            Self::Boolean => value.parse::<bool>().map_or_else(|_| value.into(), YamlNode::from),
            Self::Number => value
                .parse::<u64>()
                .map(YamlNode::Number)
                .or_else(|_| value.parse::<f64>().map(YamlNode::Decimal))
                .unwrap_or_else(|_| value.into()),
            Self::String | Self::Choice(_) | Self::Environment => value.into(),
        }
    }
}
