//! `workflow_call`: the workflow as a function of another.

use super::input::{DeclaredInput, Input, TypedInput};
use super::map_or_nothing;
use crate::expr::key::CallOutputs;
use crate::expr::{Text, Value};
use crate::yaml::{Map, YamlNode};
use indexmap::IndexMap;

/// What a caller passes and gets back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WorkflowCall {
    /// Values that the caller passes.
    pub inputs: IndexMap<String, Input>,
    /// Values that the caller gets back.
    pub outputs: IndexMap<String, CallOutput>,
    /// Secrets that the caller passes.
    pub secrets: IndexMap<String, CallSecret>,
}

/// A value that the caller gets back.
#[derive(Debug, Clone, PartialEq)]
pub struct CallOutput {
    /// What it means.
    pub description: String,
    /// The value, from the outputs of a job ([`crate::JobOutput::result`]).
    pub value: Text<CallOutputs>,
}

/// A secret that the caller passes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CallSecret {
    /// What it opens.
    pub description: String,
    /// Whether the caller must have it.
    pub required: bool,
}

impl WorkflowCall {
    /// Declares an input and returns what reads it, in the type of its value; the name is written once.
    pub fn declare<T: ToString>(&mut self, name: impl Into<String>, input: TypedInput<T>) -> DeclaredInput<T> {
        input.declare(&mut self.inputs, name.into())
    }

    /// The `inputs` context of a run that was called with these values, for [`crate::expr::Contexts::with`]; what was
    /// not passed has its default, or else is empty text, `false` or 0.
    pub fn passed<'a>(&self, passed: impl IntoIterator<Item = (&'a str, serde_json::Value)>) -> Value {
        super::input_values::passed(&self.inputs, passed)
    }

    /// The declaration of an input; GitHub reads its name without regard to the case of letters.
    pub fn input(&self, name: &str) -> Option<&Input> {
        self.inputs.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, input)| input)
    }

    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        map.insert_filled("inputs", self.inputs.iter().map(|(name, input)| (name, input.node())).collect::<Map>());
        let outputs = self.outputs.iter().map(|(name, output)| {
            let description = YamlNode::from(&output.description);
            (name, Map::from_iter([("description", description), ("value", YamlNode::from(&output.value))]))
        });
        map.insert_filled("outputs", outputs.collect::<Map>());
        let secrets = self.secrets.iter().map(|(name, secret)| {
            let description = YamlNode::from(&secret.description);
            (name, Map::from_iter([("description", description), ("required", YamlNode::from(secret.required))]))
        });
        map.insert_filled("secrets", secrets.collect::<Map>());
        map_or_nothing(map)
    }
}
