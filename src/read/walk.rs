//! Along the schema: what does not fit is told, the rest becomes a value.

use super::node::{Key, Kind, Node};
use super::report::{Report, Source, Span};
use super::scalar::{is_null, is_number, is_old_truth, is_truth};
use super::shape::{Shape, shape};
use crate::check::Nearest;
use serde_json::{Map, Value};
use std::sync::Arc;

/// A walk through one file.
pub(super) struct Walk<'a> {
    source: &'a Arc<Source>,
    schema: &'a Value,
    found: Vec<Report>,
}

impl<'a> Walk<'a> {
    /// The value of a file's root, and everything that does not fit.
    pub(super) fn through(source: &'a Arc<Source>, root: &Node, schema: &'a Value) -> (Value, Vec<Report>) {
        let mut walk = Self { source, schema, found: Vec::new() };
        let value = walk.value(root, schema, &About { name: "the description", description: "" });
        (value, walk.found)
    }

    fn refuse(&mut self, span: Span, message: String, label: impl Into<String>, help: impl Into<String>) -> Value {
        self.found.push(Report::new(self.source, span, message, label, help));
        Value::Null
    }

    fn value(&mut self, node: &Node, schema: &Value, about: &About<'_>) -> Value {
        let Some((shape, nullable)) = shape(schema, self.schema) else {
            return self.refuse(
                node.span,
                format!("{} cannot be read", about.name),
                "",
                "this is a defect of pipewright",
            );
        };
        if let Kind::Scalar { text, plain: true } = &node.kind
            && is_null(text)
        {
            if nullable {
                return Value::Null;
            }
            let help = format!("write {}, or leave the key out{}", wanted(&shape), about.help());
            return self.refuse(node.span, format!("there is nothing after {}", about.name), "nothing here", help);
        }
        match (shape, &node.kind) {
            (Shape::Text, Kind::Scalar { text, plain }) => self.text(node, text, *plain, about),
            (Shape::Whole(least, most), Kind::Scalar { text, plain }) => {
                self.whole(node, text, *plain, (least, most), about)
            }
            (Shape::Truth, Kind::Scalar { text, plain }) => self.truth(node, text, *plain, about),
            (Shape::List(items), Kind::List(nodes)) => {
                let name = format!("an element of {}", about.name);
                let about = About { name: &name, description: about.description };
                Value::Array(nodes.iter().map(|node| self.value(node, items, &about)).collect())
            }
            (Shape::Record(properties, required), Kind::Map(entries)) => {
                self.record(node, entries, properties, &required, about)
            }
            (Shape::Choice(words, keys), Kind::Scalar { text, .. }) => self.word(node, text, &words, &keys, about),
            (Shape::Choice(words, keys), Kind::Map(entries)) => self.variant(node, entries, &words, &keys, about),
            (shape, _) => {
                let help = match (&shape, &node.kind) {
                    (Shape::List(_), Kind::Scalar { text, .. }) => format!("write a list: `[{text}]`"),
                    (Shape::List(_), Kind::Map(_)) => "begin each element with `- `".to_owned(),
                    (Shape::Record(..), Kind::List(_)) => "take away the `- ` before the keys".to_owned(),
                    (Shape::Record(properties, _), _) => {
                        format!("its keys are: {}", properties.keys().cloned().collect::<Vec<_>>().join(", "))
                    }
                    _ => about.help().trim_start_matches("; ").to_owned(),
                };
                let message = format!("{} is {}, and not {}", about.name, wanted(&shape), node.what());
                self.refuse(node.span, message, format!("this is {}", node.what()), help)
            }
        }
    }

    fn text(&mut self, node: &Node, text: &str, plain: bool, about: &About<'_>) -> Value {
        if plain && (is_number(text) || is_truth(text)) {
            let what = node.what();
            let message = format!("{} is text, and `{text}` without quotes is {what}", about.name);
            return self.refuse(node.span, message, format!("this is {what}"), format!("put it in quotes: \"{text}\""));
        }
        Value::String(text.to_owned())
    }

    fn whole(&mut self, node: &Node, text: &str, plain: bool, (least, most): (u64, u64), about: &About<'_>) -> Value {
        let digits = !text.is_empty() && text.chars().all(|next| next.is_ascii_digit());
        let refused = if !plain && digits {
            ("this is text, because of its quotes", format!("take the quotes away: {text}"))
        } else if digits && text.len() > 1 && text.starts_with('0') {
            let number = text.trim_start_matches('0');
            let number = if number.is_empty() { "0" } else { number };
            ("a number that begins with 0 is octal to some readers", format!("write {number}"))
        } else if digits {
            match text.parse::<u64>() {
                Ok(number) if (least..=most).contains(&number) => return Value::from(number),
                _ if most == u64::from(u32::MAX) => {
                    ("out of range", format!("write a number that is at least {least}"))
                }
                _ => ("out of range", format!("write a number from {least} to {most}")),
            }
        } else {
            (
                "no whole number",
                format!(
                    "write a whole number in digits, such as {}{}",
                    if most < 100_000 { 3000 } else { 15 },
                    about.help()
                ),
            )
        };
        self.refuse(node.span, format!("`{text}` is no number for {}", about.name), refused.0, refused.1)
    }

    fn truth(&mut self, node: &Node, text: &str, plain: bool, about: &About<'_>) -> Value {
        match text {
            "true" if plain => Value::Bool(true),
            "false" if plain => Value::Bool(false),
            _ => {
                let yes = matches!(text.to_ascii_lowercase().as_str(), "yes" | "on" | "y" | "true");
                let help = if is_old_truth(text) || is_truth(text) {
                    format!("write {yes}")
                } else {
                    "write true or false, without quotes".to_owned()
                };
                self.refuse(node.span, format!("{} is true or false, and not `{text}`", about.name), "", help)
            }
        }
    }

    fn record(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        properties: &Map<String, Value>,
        required: &[&str],
        about: &About<'_>,
    ) -> Value {
        let mut value = Map::new();
        let mut missing: Vec<&str> =
            required.iter().copied().filter(|key| entries.iter().all(|(known, _)| known.text != *key)).collect();
        for (key, node) in entries {
            let Some(schema) = properties.get(&key.text) else {
                let open = properties.keys().map(String::as_str).filter(|known| node_lacks(entries, known));
                let nearest = nearest(&key.text, open.clone());
                // A key that is only misspelt is told once.
                missing.retain(|key| nearest.name() != Some(*key));
                let help = nearest.or_else(|| {
                    let keys: Vec<&str> = open.collect();
                    format!("take it away, or use one of: {}", keys.join(", "))
                });
                self.refuse(key.span, format!("{} has no key `{}`", about.name, key.text), "unknown key", help);
                continue;
            };
            let name = format!("`{}`", key.text);
            let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
            value.insert(key.text.clone(), self.value(node, schema, &About { name: &name, description }));
        }
        if let [first, ..] = missing.as_slice() {
            let all: Vec<String> = missing.iter().map(|key| format!("`{key}`")).collect();
            let description = properties[*first].get("description").and_then(Value::as_str).unwrap_or_default();
            let help = match missing.len() {
                1 => format!("add `{first}:`. {description}"),
                _ => format!("add {}", all.join(" and ")),
            };
            let message = format!("{} lacks {}", about.name, all.join(" and "));
            self.refuse(node.span, message, "missing in this mapping", help);
        }
        Value::Object(value)
    }

    /// A choice that is one word.
    fn word(&mut self, node: &Node, text: &str, words: &[&str], keys: &[(&str, &Value)], about: &About<'_>) -> Value {
        if words.contains(&text) {
            return Value::String(text.to_owned());
        }
        let all = words.iter().copied().chain(keys.iter().map(|(key, _)| *key));
        let help = if keys.iter().any(|(key, _)| *key == text) {
            format!("it says more: write `{text}:` with what belongs to it below")
        } else {
            nearest(text, all.clone()).or_else(|| format!("choose one of: {}", all.collect::<Vec<_>>().join(", ")))
        };
        self.refuse(node.span, format!("`{text}` is no choice for {}", about.name), "not one of the choices", help)
    }

    /// A choice that is a key with its value.
    fn variant(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        words: &[&str],
        keys: &[(&str, &Value)],
        about: &About<'_>,
    ) -> Value {
        let list = || keys.iter().map(|(key, _)| *key).chain(words.iter().copied()).collect::<Vec<_>>().join(", ");
        let [(key, inner)] = entries else {
            let span = entries.get(1).map_or(node.span, |(key, _)| key.span);
            let message = format!("{} is one choice, and here are {}", about.name, entries.len());
            return self.refuse(span, message, "", format!("keep one of: {}", list()));
        };
        let Some((known, schema)) = keys.iter().find(|(known, _)| *known == key.text) else {
            let help = if words.contains(&key.text.as_str()) {
                format!("it has nothing to say more: write `{}` without `:`", key.text)
            } else {
                nearest(&key.text, keys.iter().map(|(key, _)| *key)).or_else(|| format!("choose one of: {}", list()))
            };
            let message = format!("`{}` is no choice for {}", key.text, about.name);
            return self.refuse(key.span, message, "not one of the choices", help);
        };
        let name = format!("`{known}`");
        let description = schema.get("description").and_then(Value::as_str).unwrap_or(about.description);
        let value = self.value(inner, schema, &About { name: &name, description });
        Value::Object(Map::from_iter([((*known).to_owned(), value)]))
    }
}

/// What a value is about, for messages.
#[derive(Clone, Copy)]
struct About<'a> {
    name: &'a str,
    description: &'a str,
}

impl About<'_> {
    /// What the schema says of it, as the end of a help.
    fn help(&self) -> String {
        if self.description.is_empty() { String::new() } else { format!("; {} says: {}", self.name, self.description) }
    }
}

fn wanted(shape: &Shape<'_>) -> &'static str {
    match shape {
        Shape::Text => "text",
        Shape::Whole(..) => "a whole number",
        Shape::Truth => "true or false",
        Shape::List(_) => "a list",
        Shape::Record(..) => "a mapping",
        Shape::Choice(_, keys) if keys.is_empty() => "one word",
        Shape::Choice(..) => "a choice",
    }
}

fn node_lacks(entries: &[(Key, Node)], key: &str) -> bool {
    entries.iter().all(|(known, _)| known.text != key)
}

/// The nearest name; `_` and capitals are what other formats have.
fn nearest<'n>(name: &str, candidates: impl Iterator<Item = &'n str> + Clone) -> Nearest {
    Nearest::of(&name.to_lowercase().replace('_', "-"), candidates)
}
