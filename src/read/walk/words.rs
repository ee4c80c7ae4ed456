//! What to type instead.

use crate::diagnostic::Nearest;
use crate::read::node::{Kind, Node};
use crate::read::shape::{Shape, shape};
use serde_json::Value;

/// What a value is about, for messages.
#[derive(Clone, Copy)]
pub(super) struct About<'a> {
    /// What to call it.
    pub(super) name: &'a str,
    /// What the schema says of it.
    pub(super) description: &'a str,
    /// Whether its key may be left out.
    pub(super) is_optional: bool,
}

impl About<'_> {
    /// The key that its name holds.
    pub(super) fn key(&self) -> &str {
        self.name.split('`').nth(1).unwrap_or(self.name)
    }

    /// What the schema says of it, as the end of a help.
    pub(super) fn help(&self) -> String {
        if self.description.is_empty() { String::new() } else { format!("; {} says: {}", self.name, self.description) }
    }
}

/// What the schema says of a value.
pub(super) fn described(schema: &Value) -> &str {
    schema.get("description").and_then(Value::as_str).unwrap_or_default()
}

/// The first sentence of what the schema says, as the end of another.
pub(super) fn sentence(description: &str) -> String {
    let first = description.split_once(". ").map_or(description, |(first, _)| first).trim_end_matches('.');
    let mut letters = first.chars();
    match letters.next() {
        Some(letter) => format!(", {}{}", letter.to_lowercase(), letters.as_str()),
        None => String::new(),
    }
}

/// The nearest name; `_` and capitals are what other formats have.
pub(super) fn nearest<'n>(name: &str, candidates: impl Iterator<Item = &'n str> + Clone) -> Nearest {
    Nearest::of(&name.to_lowercase().replace('_', "-"), candidates)
}

pub(super) fn wanted(shape: &Shape<'_>) -> &'static str {
    match shape {
        Shape::Text(_) => "text",
        Shape::Whole(..) => "a whole number",
        Shape::Truth => "true or false",
        Shape::List(..) => "a list",
        Shape::Record(..) | Shape::Names(_) => "a mapping",
        Shape::Either(_) => "text or a mapping",
        Shape::Choice(_, keys) if keys.is_empty() => "one word",
        Shape::Choice(..) => "a choice",
    }
}

/// A value of a schema, as it is typed: with the keys that must be there, and dots for what belongs to them.
pub(super) fn skeleton(schema: &Value, root: &Value) -> String {
    match shape(schema, root) {
        Some((Shape::Record(_, required), _)) if !required.is_empty() => keys(&required),
        Some((Shape::List(..), _)) => "[...]".to_owned(),
        _ => "...".to_owned(),
    }
}

fn keys(required: &[&str]) -> String {
    let keys: Vec<String> = required.iter().map(|key| format!("{key}: ...")).collect();
    format!("{{ {} }}", keys.join(", "))
}

/// What to write for a value of another shape.
pub(super) fn instead(shape: &Shape<'_>, node: &Node, about: &About<'_>, root: &Value) -> String {
    match (shape, &node.kind) {
        (Shape::List(..), Kind::Scalar { text, .. }) => format!("write a list: `[{text}]`"),
        (Shape::List(items, _), Kind::Map(entries)) => match entries.first() {
            Some((key, _)) => format!("begin each element with `- `: `- {}: ...`", key.text),
            None => format!("write a list: `[{}]`, or `[]` for none", skeleton(items, root)),
        },
        (Shape::Record(..), Kind::List(items)) if items.iter().any(|item| matches!(item.kind, Kind::Map(_))) => {
            "take away the `- ` before the keys".to_owned()
        }
        (Shape::Record(_, required), Kind::Scalar { text, .. }) if required.len() == 1 => {
            format!("write what the text is: `{}: {text}`", required[0])
        }
        (Shape::Record(_, required), _) if !required.is_empty() => format!("write keys: {}", keys(required)),
        (Shape::Record(properties, _), _) => {
            format!(
                "write keys with values; its keys are: {}",
                properties.keys().cloned().collect::<Vec<_>>().join(", ")
            )
        }
        (Shape::Choice(words, keys), _) => {
            let all = words.iter().copied().chain(keys.iter().map(|(key, _)| *key)).collect::<Vec<_>>();
            format!("choose one of: {}", all.join(", "))
        }
        (_, Kind::List(items)) if items.len() == 1 => "take the brackets, or the `- `, away".to_owned(),
        _ => about.help().trim_start_matches("; ").to_owned(),
    }
}

/// The numbers that may be written.
pub(super) fn in_range(least: u64, most: u64) -> String {
    if most == u64::from(u32::MAX) {
        format!("write a number that is at least {least}")
    } else {
        format!("write a number from {least} to {most}")
    }
}

/// The whole number that was meant by something else.
pub(super) fn whole_number(text: &str, least: u64, most: u64) -> String {
    let lower = text.to_ascii_lowercase();
    let based = [("0x", 16), ("0o", 8), ("0b", 2)]
        .into_iter()
        .find_map(|(prefix, base)| u64::from_str_radix(lower.strip_prefix(prefix)?, base).ok());
    let grouped: String = text.chars().filter(|next| !matches!(next, '_' | ',' | ' ')).collect();
    let begins: String = text.chars().take_while(char::is_ascii_digit).collect();
    let fits = |number: &u64| (least..=most).contains(number);
    if let Some(number) = based.or_else(|| grouped.parse().ok()).filter(fits) {
        return format!("write {number}");
    }
    if text.strip_prefix('-').is_some_and(|rest| rest.parse::<u64>().is_ok()) {
        return in_range(least, most);
    }
    match begins.parse::<u64>().ok().filter(fits) {
        Some(number) if text.parse::<f64>().is_ok() && fits(&(number + 1)) => {
            format!("write {number} or {}", number + 1)
        }
        Some(number) => format!("write the number alone: {number}"),
        None => format!("write a whole number in digits, such as {}", if most < 100_000 { 3000 } else { 15 }),
    }
}
