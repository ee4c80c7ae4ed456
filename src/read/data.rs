//! The way back: a description as data, without what holds anyway.

use super::shape::{Shape, shape};
use crate::description::{Organization, schema};
use serde_json::Value;

/// A description as data. What equals its default is left out.
pub fn data(organization: &Organization) -> Value {
    let schema = schema();
    let mut value = serde_json::to_value(organization).unwrap_or_default();
    shorten(&mut value, schema, schema);
    value
}

fn shorten(value: &mut Value, schema: &Value, root: &Value) {
    match (shape(schema, root), value) {
        (Some((Shape::List(items, _), _)), Value::Array(values)) => {
            for value in values {
                shorten(value, items, root);
            }
        }
        (Some((Shape::Record(properties, _), _)), Value::Object(entries)) => {
            entries.retain(|key, value| properties.get(key).and_then(|schema| schema.get("default")) != Some(value));
            for (key, value) in entries {
                if let Some(schema) = properties.get(key) {
                    shorten(value, schema, root);
                }
            }
        }
        (Some((Shape::Names(schema), _)), Value::Object(entries)) => {
            for value in entries.values_mut() {
                shorten(value, schema, root);
            }
        }
        (Some((Shape::Choice(_, keys), _)), Value::Object(entries)) => {
            for (key, value) in entries {
                if let Some((_, schema)) = keys.iter().find(|(known, _)| known == key) {
                    shorten(value, schema, root);
                }
            }
        }
        _ => {}
    }
}
