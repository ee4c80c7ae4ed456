//! Mappings and choices: what has keys.

use super::Walk;
use super::words::{About, described, nearest, sentence, skeleton};
use crate::check::Step;
use crate::read::node::{Key, Node, Standing};
use crate::read::report::Report;
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
                let help = nearest.or_else(|| format!("take it away, or use one of: {}", open.join(", ")));
                let message = format!("{} has no key `{}`", about.name, key.text);
                self.seen.found.push(Report::new(self.source, key.span, message, "unknown key", help));
                continue;
            };
            let name = format!("`{}`", key.text);
            let about = About {
                name: &name,
                description: described(schema),
                is_optional: !required.contains(&key.text.as_str()),
            };
            let read = self.below(Step::Key(key.text.clone().into()), |walk| walk.value(node, schema, &about));
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
            self.seen.found.push(Report::new(self.source, node.span, message, "missing in this mapping", help));
            self.unread_keys(&missing);
        }
        for key in required {
            if let (false, Some(schema)) = (value.contains_key(*key), properties.get(*key)) {
                value.insert((*key).to_owned(), self.stand_in(schema));
            }
        }
        Value::Object(value)
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
            let span = entries.get(1).map_or(node.span, |(key, _)| key.span);
            let message = format!("{} is one choice, and here are {}", about.name, entries.len());
            let here: Vec<&str> = entries.iter().map(|(key, _)| key.text.as_str()).collect();
            let help = if here.is_empty() {
                format!("write one of: {}", list())
            } else {
                format!("keep one of: {}", here.join(", "))
            };
            return self.refuse(span, message, "", help);
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
        let about = About { name: &name, description, is_optional: false };
        let value = self.below(Step::Key((*known).to_owned().into()), |walk| walk.value(inner, schema, &about));
        let value = value.unwrap_or_else(|| self.stand_in(schema));
        Some(Value::Object(Map::from_iter([((*known).to_owned(), value)])))
    }
}
