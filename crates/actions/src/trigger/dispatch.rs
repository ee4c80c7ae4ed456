//! `workflow_dispatch`: the button.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatch>

use super::input::{DeclaredInput, Input, TypedInput};
use super::{Trigger, map_or_nothing};
use crate::expr::Value;
use crate::yaml::{Map, YamlNode};
use indexmap::IndexMap;

/// The "Run workflow" button.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkflowDispatch {
    /// What the button asks for.
    pub inputs: IndexMap<String, Input>,
}

impl WorkflowDispatch {
    /// Declares an input and returns what reads it, in the type of its value; the name is written once.
    pub fn declare<T: ToString>(&mut self, name: impl Into<String>, input: TypedInput<T>) -> DeclaredInput<T> {
        input.declare(&mut self.inputs, name.into())
    }

    /// The `inputs` context of a run that was started manually, for [`crate::expr::Contexts::with`]: a boolean is
    /// one, everything else is text. An input that was not entered has its default; an unticked box is `false`.
    pub fn entered<'a>(&self, entered: impl IntoIterator<Item = (&'a str, &'a str)>) -> Value {
        super::input_values::entered(&self.inputs, entered)
    }

    pub(super) fn node(&self) -> YamlNode {
        let mut map = Map::new();
        map.insert_filled("inputs", self.inputs.iter().map(|(name, input)| (name, input.node())).collect::<Map>());
        map_or_nothing(map)
    }
}

impl From<WorkflowDispatch> for Trigger {
    fn from(dispatch: WorkflowDispatch) -> Self {
        Self::WorkflowDispatch(dispatch)
    }
}
