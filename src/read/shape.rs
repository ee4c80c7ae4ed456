//! What a schema asks for, of the schemas that our types give.

use serde_json::{Map, Value};

/// What a schema asks for.
pub(super) enum Shape<'s> {
    /// Text, and the pattern that it follows.
    Text(Option<&'s str>),
    /// A whole number, from one to another.
    Whole(u64, u64),
    /// True or false.
    Truth,
    /// A list of these, and whether it may be empty.
    List(&'s Value, bool),
    /// Keys with values, some of which must be there.
    Record(&'s Map<String, Value>, Vec<&'s str>),
    /// Names with values of one kind.
    Names(&'s Value),
    /// One of some words, or one of some keys with its value.
    Choice(Vec<&'s str>, Vec<(&'s str, &'s Value)>),
    /// Any of several schemas, of other kinds or with other keys.
    Either(Vec<&'s Value>),
}

impl<'s> Shape<'s> {
    /// Whether it is read from a mapping.
    pub(super) const fn is_mapping(&self) -> bool {
        matches!(self, Self::Record(..) | Self::Names(_) | Self::Choice(..))
    }

    /// Its keys.
    pub(super) fn keys(&self) -> Vec<&'s str> {
        match self {
            Self::Record(properties, _) => properties.keys().map(String::as_str).collect(),
            Self::Choice(_, keys) => keys.iter().map(|(key, _)| *key).collect(),
            _ => Vec::new(),
        }
    }
}

/// Each variant is some words, or a key with its value.
fn choice(variants: &[Value]) -> Option<Shape<'_>> {
    let (mut words, mut keys) = (Vec::new(), Vec::new());
    for variant in variants {
        if let Some(word) = variant.get("const").and_then(Value::as_str) {
            words.push(word);
        } else if let Some(several) = variant.get("enum").and_then(Value::as_array) {
            words.extend(several.iter().filter_map(Value::as_str));
        } else {
            keys.extend(variant.get("properties")?.as_object()?.iter().map(|(key, value)| (key.as_str(), value)));
        }
    }
    Some(Shape::Choice(words, keys))
}

/// A schema's shape, and whether nothing may stand there too; none for a schema that our types do not give.
///
/// It is asked for every value of a description: one pass over the few keys is less than a search for each.
pub(super) fn shape<'s>(schema: &'s Value, root: &'s Value) -> Option<(Shape<'s>, bool)> {
    let (mut kind, mut words, mut items, mut properties, mut required) = (None, None, None, None, None);
    let mut named = None;
    let (mut least, mut most, mut pattern, mut not_empty) = (0, u64::from(u32::MAX), None, false);
    for (key, value) in schema.as_object()? {
        match key.as_str() {
            "$ref" => {
                let name = value.as_str()?.strip_prefix("#/$defs/")?;
                return shape(root.get("$defs")?.get(name)?, root);
            }
            "anyOf" => {
                let all = value.as_array()?;
                let is_some = |each: &&Value| each.get("type").is_none_or(|kind| kind != "null");
                let some: Vec<&Value> = all.iter().filter(is_some).collect();
                return match some[..] {
                    [one] => Some((shape(one, root)?.0, all.len() > 1)),
                    _ => Some((Shape::Either(some), false)),
                };
            }
            "oneOf" => return Some((choice(value.as_array()?)?, false)),
            "type" => kind = Some(value),
            "enum" => words = value.as_array(),
            "items" => items = Some(value),
            "minItems" => not_empty = true,
            "properties" => properties = value.as_object(),
            "additionalProperties" if value.is_object() => named = Some(value),
            "patternProperties" => named = value.as_object().and_then(|patterns| patterns.values().next()),
            "required" => required = value.as_array(),
            "pattern" => pattern = value.as_str(),
            "minimum" => least = value.as_u64().unwrap_or(least),
            "maximum" => most = value.as_u64().unwrap_or(most),
            _ => {}
        }
    }
    let (kind, nullable) = match kind? {
        Value::String(kind) => (kind.as_str(), false),
        Value::Array(kinds) => (kinds.iter().filter_map(Value::as_str).find(|kind| *kind != "null")?, true),
        _ => return None,
    };
    let shape = match kind {
        "string" => match words {
            Some(words) => Shape::Choice(words.iter().filter_map(Value::as_str).collect(), Vec::new()),
            None => Shape::Text(pattern),
        },
        "integer" => Shape::Whole(least, most),
        "boolean" => Shape::Truth,
        "array" => Shape::List(items?, !not_empty),
        "object" if let Some(named) = named => Shape::Names(named),
        "object" => {
            let required = required.into_iter().flatten().filter_map(Value::as_str).collect();
            Shape::Record(properties?, required)
        }
        _ => return None,
    };
    Some((shape, nullable))
}

/// A value of a schema's shape that says as little as it can; `name` is its text.
pub(super) fn stand_in(schema: &Value, root: &Value, name: &str) -> Value {
    let one = |key: &str, value| Value::Object(Map::from_iter([(key.to_owned(), value)]));
    match shape(schema, root) {
        None | Some((_, true)) => Value::Null,
        Some((Shape::Text(_), _)) => Value::String(name.to_owned()),
        Some((Shape::Whole(least, _), _)) => Value::from(least),
        Some((Shape::Truth, _)) => Value::Bool(false),
        Some((Shape::List(..), _)) => Value::Array(Vec::new()),
        Some((Shape::Record(properties, required), _)) => {
            let known = required.into_iter().filter_map(|key| Some((key, properties.get(key)?)));
            Value::Object(known.map(|(key, schema)| (key.to_owned(), stand_in(schema, root, name))).collect())
        }
        Some((Shape::Names(_), _)) => Value::Object(Map::new()),
        Some((Shape::Either(some), _)) => some.first().map_or(Value::Null, |first| stand_in(first, root, name)),
        Some((Shape::Choice(words, keys), _)) => match (words.first(), keys.first()) {
            (Some(word), _) => Value::String((*word).to_owned()),
            (None, Some((key, schema))) => one(key, stand_in(schema, root, name)),
            (None, None) => Value::Null,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every schema in a schema of ours has a shape; else a part of a description would go unread.
    #[test]
    fn every_type_of_a_description_has_a_shape() {
        let root = crate::description::schema();
        let mut seen = 0;
        let mut open = vec![root];
        open.extend(root["$defs"].as_object().into_iter().flat_map(Map::values));
        while let Some(schema) = open.pop() {
            let found = shape(schema, root);
            assert!(found.is_some(), "{schema:#}");
            seen += 1;
            if let Some((Shape::Either(some), _)) = &found {
                open.extend(some);
            }
            // What is behind a reference is a definition, and looked at anyway.
            if schema.get("$ref").is_none() && schema.get("anyOf").is_none() {
                match found {
                    Some((Shape::List(items, _) | Shape::Names(items), _)) => open.push(items),
                    Some((Shape::Record(properties, _), _)) => open.extend(properties.values()),
                    Some((Shape::Choice(_, keys), _)) => open.extend(keys.into_iter().map(|(_, value)| value)),
                    _ => {}
                }
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
