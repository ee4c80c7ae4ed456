//! The escape hatch: an action without a type of its own.

use super::super::expr::Text;
use super::super::step::{Step, StepOutputs, StepWithId};
use super::ActionReference;
use indexmap::IndexMap;

/// An action whose inputs and outputs are not checked.
#[derive(Debug, Clone, PartialEq)]
pub struct AnyAction {
    reference: ActionReference,
    with: IndexMap<String, Text>,
}

impl AnyAction {
    /// An action without inputs.
    pub fn new(reference: ActionReference) -> Self {
        Self { reference, with: IndexMap::new() }
    }

    /// Sets an input.
    #[must_use]
    pub fn input(mut self, name: impl Into<String>, value: impl Into<Text>) -> Self {
        self.with.insert(name.into(), value.into());
        self
    }

    /// A step that uses the action.
    #[track_caller]
    pub fn step(self, name: impl Into<Text>) -> Step {
        Step::uses(name, self.reference, self.with)
    }

    /// A step that uses the action, with an id; its outputs are declared where they are read.
    #[track_caller]
    pub fn with_id(self, id: &str, name: impl Into<Text>) -> StepWithId<StepOutputs> {
        self.step(name).with_id(id)
    }
}
