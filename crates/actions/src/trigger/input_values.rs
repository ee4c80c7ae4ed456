//! The `inputs` context of a run, as GitHub makes it of what is declared and what was given.
//!
//! Sources: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_dispatchinputs>,
//! <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onworkflow_callinputsinput_iddefault>

use super::input::Input;
use crate::expr::{InputKind, Value};
use indexmap::IndexMap;
use serde_json::{Map, Value as Json, json};

/// After `workflow_dispatch`: only booleans are more than text.
pub(super) fn entered<'a>(
    inputs: &IndexMap<String, Input>,
    entered: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> Value {
    let mut values: Map<String, Json> =
        inputs.iter().map(|(name, input)| (name.clone(), on_form(input, None))).collect();
    for (name, text) in entered {
        if let Some((name, input)) = declared(inputs, name) {
            values.insert(name.clone(), on_form(input, Some(text)));
        }
    }
    Json::Object(values).into()
}

fn on_form(input: &Input, entered: Option<&str>) -> Json {
    let text = entered.or(input.default.as_deref()).unwrap_or_default();
    match input.kind.value() {
        InputKind::Boolean => json!(text == "true"),
        InputKind::Text | InputKind::Number => json!(text),
    }
}

/// After `workflow_call`: every value has its type.
pub(super) fn passed<'a>(inputs: &IndexMap<String, Input>, passed: impl IntoIterator<Item = (&'a str, Json)>) -> Value {
    let mut values: Map<String, Json> = inputs.iter().map(|(name, input)| (name.clone(), by_default(input))).collect();
    for (name, value) in passed {
        if let Some((name, _)) = declared(inputs, name) {
            values.insert(name.clone(), value);
        }
    }
    Json::Object(values).into()
}

fn by_default(input: &Input) -> Json {
    let text = input.default.as_deref().unwrap_or_default();
    match input.kind.value() {
        InputKind::Boolean => json!(text == "true"),
        InputKind::Number => json!(text.parse::<f64>().unwrap_or_default()),
        InputKind::Text => json!(text),
    }
}

/// The declaration of an input; GitHub reads its name without regard to the case of letters.
fn declared<'a>(inputs: &'a IndexMap<String, Input>, name: &str) -> Option<(&'a String, &'a Input)> {
    inputs.iter().find(|(known, _)| known.eq_ignore_ascii_case(name))
}
