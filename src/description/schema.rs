//! The schema of a description, for editors and for whoever reads one.
//!
//! It is made of the types themselves: what they are called, what their documentation says, what holds when a key is
//! absent. Draft 2020-12 of JSON Schema: <https://json-schema.org/draft/2020-12>

use super::Organization;
use schemars::Schema;
use schemars::generate::SchemaSettings;
use schemars::transform::{Transform, transform_subschemas};
use serde_json::Value;
use std::sync::LazyLock;

/// The schema of an [`Organization`] as data. It is made once.
pub fn schema() -> &'static Value {
    static SCHEMA: LazyLock<Value> = LazyLock::new(generated);
    &SCHEMA
}

fn generated() -> Value {
    let generator = SchemaSettings::draft2020_12().into_generator();
    let mut schema = generator.into_root_schema_for::<Organization>();
    Polish.transform(&mut schema);
    let mut schema = schema.to_value();
    if let Some(definitions) = schema.get_mut("$defs").and_then(Value::as_object_mut) {
        for (name, definition) in definitions {
            if let Some(definition) = definition.as_object_mut() {
                definition.insert("title".to_owned(), Value::String(title(name)));
            }
        }
    }
    schema
}

/// Takes out what says nothing: a format that only Rust knows, and an empty text as the default of what is derived.
struct Polish;

impl Transform for Polish {
    fn transform(&mut self, schema: &mut Schema) {
        schema.remove("format");
        if schema.get("default").is_some_and(|default| default == "") {
            schema.remove("default");
        }
        if let Some(title) = schema.get("title").and_then(Value::as_str).map(title) {
            schema.insert("title".to_owned(), Value::String(title));
        }
        transform_subschemas(self, schema);
    }
}

/// A type's name as words.
fn title(name: &str) -> String {
    let mut words = String::new();
    for next in name.chars() {
        if next.is_uppercase() && !words.is_empty() {
            words.push(' ');
            words.extend(next.to_lowercase());
        } else {
            words.push(next);
        }
    }
    words
}
