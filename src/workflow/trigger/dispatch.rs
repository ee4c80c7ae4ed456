//! `workflow_dispatch`, and the inputs that it shares with `workflow_call`.

use super::{Trigger, map_or_nothing};
use crate::workflow::expr::key::OffersInputs;
use crate::workflow::expr::{Expr, inputs};
use crate::workflow::yaml::{Map, Node};
use indexmap::IndexMap;

/// The "Run workflow" button.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkflowDispatch {
    /// What the button asks for.
    pub inputs: IndexMap<String, Input>,
}

/// A value that the button asks for.
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

impl WorkflowDispatch {
    /// Declares an input and returns the expression that reads it; the name is written once.
    pub fn declare<K: OffersInputs>(&mut self, name: &'static str, input: Input) -> Expr<String, K> {
        self.inputs.insert(name.to_owned(), input);
        inputs::named(name)
    }

    pub(super) fn node(&self) -> Node {
        let mut map = Map::new();
        if !self.inputs.is_empty() {
            let inputs = self.inputs.iter().map(|(name, input)| (name, input.node()));
            map.insert("inputs", inputs.collect::<Map>());
        }
        map_or_nothing(map)
    }
}

impl From<WorkflowDispatch> for Trigger {
    fn from(dispatch: WorkflowDispatch) -> Self {
        Self::WorkflowDispatch(dispatch)
    }
}

impl Input {
    pub(super) fn node(&self) -> Node {
        let mut map = Map::new();
        map.insert("description", self.description.as_str());
        map.insert("required", self.required);
        map.insert_some("default", self.default.as_deref().map(|default| self.kind.literal(default)));
        map.insert("type", self.kind.word());
        if let InputType::Choice(options) = &self.kind {
            let options = options.iter().map(|option| option.as_str().into()).collect();
            map.insert("options", Node::List(options));
        }
        map.into()
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

    /// A value in the input's type.
    pub(in crate::workflow) fn literal(&self, value: &str) -> Node {
        match self {
            Self::Boolean => value.parse::<bool>().map_or_else(|_| value.into(), Node::from),
            Self::Number => value
                .parse::<u64>()
                .map(Node::Number)
                .or_else(|_| value.parse::<f64>().map(Node::Decimal))
                .unwrap_or_else(|_| value.into()),
            Self::String | Self::Choice(_) | Self::Environment => value.into(),
        }
    }
}
