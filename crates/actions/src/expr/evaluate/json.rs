//! `toJSON` and `fromJSON`.

use super::{EvaluationError, Value, number};

/// The value of JSON text.
pub(super) fn from_text(text: &str) -> Result<Value, EvaluationError> {
    serde_json::from_str(text)
        .map_err(|error| EvaluationError::Json { text: text.to_owned(), reason: error.to_string() })
}

/// The value as JSON: an item a line, two spaces deeper each. What JSON has no word for is null.
pub(super) fn to_text(value: &Value) -> String {
    let mut text = String::new();
    write(value, "\n", &mut text);
    text
}

/// Writes a value whose lines begin with `line`.
fn write(value: &Value, line: &str, into: &mut String) {
    let deeper = format!("{line}  ");
    match value {
        Value::Boolean(value) => *into += if *value { "true" } else { "false" },
        Value::Number(value) if value.is_finite() => *into += &number::exact(*value),
        Value::Null | Value::Number(_) => *into += "null",
        Value::String(text) => *into += &quoted(text),
        Value::Array(items) | Value::Filtered(items) if items.is_empty() => *into += "[]",
        Value::Array(items) | Value::Filtered(items) => {
            for (index, item) in items.iter().enumerate() {
                into.push(if index == 0 { '[' } else { ',' });
                *into += &deeper;
                write(item, &deeper, into);
            }
            *into += line;
            into.push(']');
        }
        Value::Object(object) => {
            let mut empty = true;
            for (name, value) in object.iter() {
                into.push(if empty { '{' } else { ',' });
                *into += &deeper;
                *into += &quoted(name);
                *into += ": ";
                write(value, &deeper, into);
                empty = false;
            }
            *into += if empty { "{" } else { line };
            into.push('}');
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
