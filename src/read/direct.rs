//! A sound description straight into its types.
//!
//! Along the schema ([`super::walk`]) everything is told that does not fit; whoever describes soundly need not wait for it. What is
//! read here, the walk would read equally; whatever it might refuse is not read here, and left to it: a test compares them.

use super::node::{Kind, Node};
use super::scalar::{is_null, is_number, is_truth};
use crate::description::Organization;
use serde::de::value::{Error, MapAccessDeserializer, MapDeserializer, SeqDeserializer};
use serde::de::{Deserialize, Deserializer, Error as _, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;

/// What a file's root says, if it certainly fits. Repositories that do not say where they are described are described in `file`.
pub(super) fn organization(root: &Node, file: &str) -> Option<Organization> {
    let mut organization = Organization::deserialize(root).ok()?;
    root.get("name")?;
    if let Some(Kind::List(nodes)) = root.get("repositories").map(|(_, list)| &list.kind) {
        for (repository, node) in organization.repositories.iter_mut().zip(nodes) {
            if node.get("described-in").is_none() {
                file.clone_into(&mut repository.described_in);
            }
        }
    }
    Some(organization)
}

fn unfit<T>() -> Result<T, Error> {
    Err(Error::custom("left to the walk"))
}

impl<'de> IntoDeserializer<'de, Error> for &'de Node {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

impl<'de> Deserializer<'de> for &'de Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.kind {
            Kind::Scalar { .. } => self.deserialize_str(visitor),
            Kind::Map(_) => self.deserialize_map(visitor),
            _ => unfit(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.kind {
            Kind::Scalar { text, plain: true } if text == "true" => visitor.visit_bool(true),
            Kind::Scalar { text, plain: true } if text == "false" => visitor.visit_bool(false),
            _ => unfit(),
        }
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.kind {
            // Not 0, for which the schema has a say: most amounts begin with 1.
            Kind::Scalar { text, plain: true }
                if text.bytes().all(|next| next.is_ascii_digit()) && !text.starts_with('0') =>
            {
                text.parse().map_or_else(|_| unfit(), |number| visitor.visit_u64(number))
            }
            _ => unfit(),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.kind {
            Kind::Scalar { text, plain } if !plain || !(is_null(text) || is_truth(text) || is_number(text)) => {
                visitor.visit_borrowed_str(text)
            }
            _ => unfit(),
        }
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.kind {
            Kind::Scalar { text, plain: true } if is_null(text) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        // Not an empty one, for which the schema has a say.
        let Kind::List(items) = &self.kind else { return unfit() };
        if items.is_empty() {
            return unfit();
        }
        visitor.visit_seq(SeqDeserializer::new(items.iter()))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let Kind::Map(entries) = &self.kind else { return unfit() };
        visitor.visit_map(MapDeserializer::new(entries.iter().map(|(key, node)| (key.text.as_str(), node))))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.kind {
            Kind::Scalar { text, .. } => visitor.visit_enum(text.as_str().into_deserializer()),
            Kind::Map(entries) if entries.len() == 1 => {
                let choice = entries.iter().map(|(key, node)| (key.text.as_str(), node));
                visitor.visit_enum(MapAccessDeserializer::new(MapDeserializer::new(choice)))
            }
            _ => unfit(),
        }
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::super::parse::{Parsed, parse};
    use super::super::walk::{Seen, Walk};
    use super::*;
    use crate::description::schema;
    use crate::diagnostic::Source;
    use std::sync::Arc;

    /// Both ways, of an example with each of its values replaced by what readers of YAML stumble over.
    #[test]
    fn what_is_read_directly_the_walk_reads_equally() {
        let schema = schema();
        let values = [
            "",
            "null",
            "true",
            "0",
            "007",
            "70000",
            "1.5",
            "\"12\"",
            "a b",
            "[]",
            "[a]",
            "{a: 1}",
            "branch",
            "{branch: a}",
        ];
        let (mut read, mut left) = (0, 0);
        let text = std::fs::read_to_string("examples/rails-monolith/pipelines.yml").unwrap();
        let lines: Vec<&str> = text.lines().collect();
        for (number, line) in lines.iter().enumerate() {
            let Some((before, _)) = line.split_once(": ").or_else(|| line.split_once("- ")) else { continue };
            let between = &line[before.len()..before.len() + 2];
            for value in values {
                let mut lines = lines.clone();
                let edited = format!("{before}{between}{value}");
                lines[number] = &edited;
                let source = Arc::new(Source::new("shop.yml".to_owned(), lines.join("\n")));
                let Parsed { root: Some(root), found, .. } = parse(&source) else { continue };
                let Some(directly) = Organization::deserialize(&root).ok().filter(|_| found.is_empty()) else {
                    left += 1;
                    continue;
                };
                read += 1;
                let (value, Seen { found, .. }) = Walk::through(&source, &root, &schema);
                assert!(found.is_empty(), "{edited}: {}", found[0].message);
                assert_eq!(serde_json::from_value::<Organization>(value).ok(), Some(directly), "{edited}");
            }
        }
        assert!(read > 100 && left > 100, "{read} were read directly, {left} were left to the walk");
    }
}
