//! A value at run time, which need not be of the type that its expression promises.

use super::number;
use indexmap::IndexMap;
use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt::{self, Formatter};
use std::sync::Arc;

/// A value. Arrays and objects are shared: GitHub calls two of them equal only where they are one and the same.
#[derive(Debug, Clone)]
pub enum Value {
    /// Nothing: what a missing property is.
    Null,
    /// `true` or `false`.
    Boolean(bool),
    /// A number, or `NaN`.
    Number(f64),
    /// Text.
    String(String),
    /// A list.
    Array(Arc<Vec<Value>>),
    /// What a `*` found: a list whose properties are those of its items.
    Filtered(Arc<Vec<Value>>),
    /// Names with values, in their order.
    Object(Arc<Properties>),
}

/// Names with values. A name is found without regard to case; of two that differ in case alone, the first counts.
#[derive(Debug, Default)]
pub struct Properties {
    /// By lower-case name: the name as it was written, and its value.
    properties: IndexMap<String, (String, Value)>,
}

impl Properties {
    pub(super) fn get(&self, name: &str) -> Option<&Value> {
        self.properties.get(&name.to_lowercase()).map(|(_, value)| value)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.properties.values().map(|(name, value)| (name.as_str(), value))
    }
}

impl Value {
    /// GitHub's word for the kind of value.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Null => "Null",
            Self::Boolean(_) => "Boolean",
            Self::Number(_) => "Number",
            Self::String(_) => "String",
            Self::Array(_) | Self::Filtered(_) => "Array",
            Self::Object(_) => "Object",
        }
    }

    /// Whether a condition with this value holds: everything but null, `false`, 0, `NaN` and empty text.
    pub fn is_true(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Boolean(value) => *value,
            Self::Number(value) => *value != 0.0 && !value.is_nan(),
            Self::String(text) => !text.is_empty(),
            Self::Array(_) | Self::Filtered(_) | Self::Object(_) => true,
        }
    }

    /// The value as the text that GitHub makes of it.
    pub fn text(&self) -> String {
        match self {
            Self::Null => String::new(),
            Self::Boolean(value) => value.to_string(),
            Self::Number(value) => number::to_text(*value),
            Self::String(text) => text.clone(),
            Self::Array(_) | Self::Filtered(_) | Self::Object(_) => self.kind().to_owned(),
        }
    }

    /// The value as the number that GitHub makes of it.
    pub(super) fn number(&self) -> f64 {
        match self {
            Self::Null => 0.0,
            Self::Boolean(value) => f64::from(u8::from(*value)),
            Self::Number(value) => *value,
            Self::String(text) => number::from_text(text),
            Self::Array(_) | Self::Filtered(_) | Self::Object(_) => f64::NAN,
        }
    }

    /// The text, where the value is neither an array nor an object.
    pub(super) fn scalar(&self) -> Option<String> {
        self.items().is_none().then(|| self.text()).filter(|_| !matches!(self, Self::Object(_)))
    }

    /// The items, where the value is an array.
    pub(super) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) | Self::Filtered(items) => Some(items),
            _ => None,
        }
    }

    /// The value as `toJSON` prints it.
    pub fn to_json(&self) -> String {
        super::json::to_text(self)
    }
}

impl From<serde_json::Value> for Value {
    fn from(json: serde_json::Value) -> Self {
        // JSON that was read already has nothing that the visitor refuses.
        Self::deserialize(json).unwrap_or(Self::Null)
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyJson)
    }
}

struct AnyJson;

impl<'de> Visitor<'de> for AnyJson {
    type Value = Value;

    fn expecting(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Boolean(value))
    }

    #[allow(clippy::cast_precision_loss, reason = "GitHub's numbers are of this type, and round as this does")]
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    #[allow(clippy::cast_precision_loss, reason = "GitHub's numbers are of this type, and round as this does")]
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(value as f64))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::String(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(Arc::new(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Properties::default();
        while let Some((name, value)) = entries.next_entry::<String, Value>()? {
            object.properties.entry(name.to_lowercase()).or_insert((name, value));
        }
        Ok(Value::Object(Arc::new(object)))
    }
}
