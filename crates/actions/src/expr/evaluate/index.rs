//! Properties, items and `*`.

use super::Value;
use std::sync::Arc;

/// `of[at]`; null where it does not exist.
pub(super) fn at(of: &Value, at: &Value) -> Value {
    match of {
        Value::Object(_) | Value::Array(_) => inside(of, at).unwrap_or(Value::Null),
        Value::Filtered(items) => Value::Filtered(Arc::new(items.iter().filter_map(|item| inside(item, at)).collect())),
        _ => Value::Null,
    }
}

fn inside(of: &Value, at: &Value) -> Option<Value> {
    match of {
        Value::Object(object) => object.get(&at.scalar()?).cloned(),
        Value::Array(items) | Value::Filtered(items) => items.get(position(at)?).cloned(),
        _ => None,
    }
}

/// The position that a value means.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked: finite and not below zero")]
fn position(at: &Value) -> Option<usize> {
    let number = at.number();
    (number.is_finite() && number >= 0.0).then_some(number as usize)
}

/// `of.*`.
pub(super) fn every(of: &Value) -> Value {
    let found = match of {
        Value::Filtered(items) => items.iter().flat_map(values).collect(),
        _ => values(of),
    };
    Value::Filtered(Arc::new(found))
}

fn values(of: &Value) -> Vec<Value> {
    match of {
        Value::Object(object) => object.iter().map(|(_, value)| value.clone()).collect(),
        Value::Array(items) | Value::Filtered(items) => items.to_vec(),
        _ => Vec::new(),
    }
}
