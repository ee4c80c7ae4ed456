//! Mappings and choices: what has keys.

use super::Walk;
use super::words::{About, described, nearest, sentence, skeleton};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Segment;
use crate::read::node::{Key, Node, Standing};
use crate::read::shape::{Shape, shape};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

impl Walk<'_> {
    /// Keys with values.
    pub(super) fn record(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        properties: &Map<String, Value>,
        required: &[&str],
        about: &About<'_>,
    ) -> Value {
        let mut value = Map::new();
        let keys: BTreeSet<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
        let open: Vec<&str> = properties.keys().map(String::as_str).filter(|known| !keys.contains(known)).collect();
        let mut missing: Vec<&str> = required.iter().copied().filter(|key| !keys.contains(key)).collect();
        for (key, node) in entries {
            let known = properties.get(&key.text);
            if key.standing == Standing::Unread || (known.is_none() && key.standing == Standing::Again) {
                // Whichever key was meant, what it stands for is not known.
                self.unread_keys(&open);
                missing.clear();
                continue;
            }
            let Some(schema) = known else {
                let nearest = nearest(&key.text, open.iter().copied());
                // A key that is only misspelt is told once.
                missing.retain(|key| nearest.name() != Some(*key));
                match nearest.name() {
                    Some(meant) => self.unread_key(meant),
                    None => self.unread_keys(&open),
                }
                let help = nearest.or_else(|| self.unsupported(&key.text, &open));
                let message = format!("{} has no key `{}`", about.name, key.text);
                self.seen.found.push(Diagnostic::in_source(self.source, key.span, message, "unknown key", help));
                continue;
            };
            let name = format!("`{}`", key.text);
            let about = About {
                name: &name,
                description: described(schema),
                is_optional: !required.contains(&key.text.as_str()),
            };
            let read = self.below(Segment::Key(key.text.clone().into()), |walk| walk.value(node, schema, &about));
            if key.standing == Standing::Again {
                // Nobody knows which of them is meant.
                self.unread_key(&key.text);
                value.remove(&key.text);
            } else if let Some(read) = read {
                value.insert(key.text.clone(), read);
            }
        }
        if let [first, ..] = missing.as_slice() {
            let all = |end: &str| missing.iter().map(|key| format!("`{key}{end}`")).collect::<Vec<_>>().join(" and ");
            let help = match missing.len() {
                1 => format!("add `{first}: ...`{}", sentence(properties.get(*first).map_or("", described))),
                _ => format!("add {}", all(": ...")),
            };
            let message = format!("{} lacks {}", about.name, all(""));
            self.seen.found.push(Diagnostic::in_source(
                self.source,
                node.span,
                message,
                "missing in this mapping",
                help,
            ));
            self.unread_keys(&missing);
        }
        for key in required {
            if let (false, Some(schema)) = (value.contains_key(*key), properties.get(*key)) {
                value.insert((*key).to_owned(), self.stand_in(schema));
            }
        }
        Value::Object(value)
    }

    /// Names with values.
    pub(super) fn names(&mut self, entries: &[(Key, Node)], schema: &Value) -> Value {
        let mut value = Map::new();
        for (key, node) in entries {
            if key.standing != Standing::Fine {
                self.unread_key(&key.text);
                continue;
            }
            let name = format!("`{}`", key.text);
            let about = About { name: &name, description: described(schema), is_optional: true };
            let read = self.below(Segment::Key(key.text.clone().into()), |walk| walk.value(node, schema, &about));
            value.extend(read.map(|read| (key.text.clone(), read)));
        }
        Value::Object(value)
    }

    /// What to do with a key that is not known here: where it belongs, and which keys are left.
    fn unsupported(&self, key: &str, open: &[&str]) -> String {
        let definitions = self.schema.get("$defs").and_then(Value::as_object);
        let homes = definitions.into_iter().flatten().filter(|(_, schema)| {
            schema.get("properties").and_then(Value::as_object).is_some_and(|properties| properties.contains_key(key))
        });
        let homes: Vec<&str> = homes.filter_map(|(_, schema)| schema.get("title")?.as_str()).collect();
        let belongs = match homes.as_slice() {
            [one] => format!("`{key}` is a key of: {}", one.to_lowercase()),
            [one, other] => format!("`{key}` is a key of: {}, {}", one.to_lowercase(), other.to_lowercase()),
            _ => format!("`{key}` is not supported"),
        };
        match open {
            [] => format!("{belongs}; remove it here"),
            _ => format!("{belongs}; remove it here, or use one of: {}", open.join(", ")),
        }
    }

    /// The choice whose value has all these keys, where exactly one has: they stand a level too high.
    fn inside_of(&self, entries: &[&Key], keys: &[(&str, &Value)]) -> Option<String> {
        let has_all = |schema: &Value| match shape(schema, self.schema) {
            Some((Shape::Record(properties, _), _)) => entries.iter().all(|key| properties.contains_key(&key.text)),
            _ => false,
        };
        let mut fitting = keys.iter().filter(|(_, schema)| has_all(schema));
        let (choice, schema) = fitting.next().filter(|_| !entries.is_empty())?;
        if fitting.next().is_some() {
            return None;
        }
        let names: Vec<String> = entries.iter().map(|key| format!("`{}`", key.text)).collect();
        let verb = if names.len() == 1 { "belongs" } else { "belong" };
        Some(format!(
            "{} {verb} inside `{choice}`: write {{ {choice}: {} }}",
            names.join(" and "),
            skeleton(schema, self.schema)
        ))
    }

    /// What the schema says of the choice that has this value. It stands around the value.
    fn variant_says(&self, value: &Value) -> &str {
        let definitions = self.schema.get("$defs").and_then(Value::as_object).into_iter().flat_map(Map::values);
        let variants = definitions.filter_map(|each| each.get("oneOf")?.as_array()).flatten();
        let mut of_value = variants.filter(|variant| {
            let properties = variant.get("properties").and_then(Value::as_object);
            properties.is_some_and(|properties| properties.values().any(|each| std::ptr::eq(each, value)))
        });
        of_value.next().map_or("", described)
    }

    /// A choice with no key, or with several: one of them is meant.
    fn not_one(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        words: &[&str],
        keys: &[(&str, &Value)],
        about: &About<'_>,
    ) -> Option<Value> {
        let all = || keys.iter().map(|(key, _)| *key).chain(words.iter().copied()).collect::<Vec<_>>().join(", ");
        let is_known = |key: &Key| keys.iter().any(|(known, _)| *known == key.text);
        let (known, unknown): (Vec<&Key>, Vec<&Key>) =
            entries.iter().map(|(key, _)| key).partition(|key| is_known(key));
        let several = |about: &About<'_>, count: usize| format!("{} is one choice, and here are {count}", about.name);
        let (span, message, help) = match (known.as_slice(), unknown.as_slice()) {
            ([], []) => (node.span, several(about, 0), format!("write one of: {}", all())),
            ([], [first, ..]) => {
                let message = format!("{} is one choice, and `{}` is not one of them", about.name, first.text);
                let help = self.inside_of(&unknown, keys).unwrap_or_else(|| format!("choose one of: {}", all()));
                (first.span, message, help)
            }
            ([choice], [first, ..]) => {
                let message = format!("{} has no key `{}` beside `{}`", about.name, first.text, choice.text);
                let of_choice: Vec<(&str, &Value)> =
                    keys.iter().filter(|(key, _)| *key == choice.text).copied().collect();
                let help = self.inside_of(&unknown, &of_choice).unwrap_or_else(|| {
                    let says = of_choice.first().map_or("", |(_, schema)| self.variant_says(schema));
                    let says =
                        if says.is_empty() { String::new() } else { format!("; `{}` says: {says}", choice.text) };
                    format!("`{}` is not supported: remove it, `{}` stands alone{says}", first.text, choice.text)
                });
                (first.span, message, help)
            }
            ([_, second, ..], _) => {
                let names: Vec<&str> = known.iter().map(|key| key.text.as_str()).collect();
                (second.span, several(about, names.len()), format!("keep one of: {}", names.join(", ")))
            }
            ([_], []) => (node.span, several(about, 1), String::new()),
        };
        self.refuse(span, message, "", help)
    }

    /// A choice that is one word.
    pub(super) fn word(
        &mut self,
        node: &Node,
        text: &str,
        words: &[&str],
        keys: &[(&str, &Value)],
        about: &About<'_>,
    ) -> Option<Value> {
        if words.contains(&text) {
            return Some(Value::String(text.to_owned()));
        }
        let all = words.iter().copied().chain(keys.iter().map(|(key, _)| *key));
        let help = if let Some((key, schema)) = keys.iter().find(|(key, _)| *key == text) {
            format!("it says more: write {{ {key}: {} }}", skeleton(schema, self.schema))
        } else {
            nearest(text, all.clone()).or_else(|| format!("choose one of: {}", all.collect::<Vec<_>>().join(", ")))
        };
        self.refuse(node.span, format!("`{text}` is no choice for {}", about.name), "not one of the choices", help)
    }

    /// A choice that is a key with its value.
    pub(super) fn variant(
        &mut self,
        node: &Node,
        entries: &[(Key, Node)],
        words: &[&str],
        keys: &[(&str, &Value)],
        about: &About<'_>,
    ) -> Option<Value> {
        let list = || keys.iter().map(|(key, _)| *key).chain(words.iter().copied()).collect::<Vec<_>>().join(", ");
        if entries.iter().any(|(key, _)| key.standing != Standing::Fine) {
            return self.unread();
        }
        let [(key, inner)] = entries else {
            return self.not_one(node, entries, words, keys, about);
        };
        let Some((known, schema)) = keys.iter().find(|(known, _)| *known == key.text) else {
            let help = if words.contains(&key.text.as_str()) {
                format!("it has nothing to say more: write `{}` without `:`", key.text)
            } else if let Some(help) = self.inside_of(&[key], keys) {
                help
            } else {
                nearest(&key.text, keys.iter().map(|(key, _)| *key)).or_else(|| format!("choose one of: {}", list()))
            };
            let message = format!("`{}` is no choice for {}", key.text, about.name);
            return self.refuse(key.span, message, "not one of the choices", help);
        };
        let name = format!("`{known}`");
        let description = schema.get("description").and_then(Value::as_str).unwrap_or(about.description);
        let about = About { name: &name, description, is_optional: false };
        let value = self.below(Segment::Key((*known).to_owned().into()), |walk| walk.value(inner, schema, &about));
        let value = value.unwrap_or_else(|| self.stand_in(schema));
        Some(Value::Object(Map::from_iter([((*known).to_owned(), value)])))
    }
}
