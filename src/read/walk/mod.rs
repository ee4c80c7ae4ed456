//! Along the schema: what does not fit is told, the rest becomes a value. Another value stands in for what does not fit, and
//! the walk says where, so that nothing is concluded from it.

mod keys;
mod words;

use super::node::{Kind, Node};
use super::scalar::{is_null, is_number, is_old_truth, is_truth};
use super::shape::{Shape, shape, stand_in};
use crate::check::secret_instead_of;
use crate::description::rule;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Path, Segment, Source, Span};
use regex_lite::Regex;
use serde_json::{Map, Value};
use std::sync::Arc;
use words::{About, in_range, instead, wanted, whole_number};

/// A walk through one file.
pub(super) struct Walk<'a> {
    source: &'a Arc<Source>,
    schema: &'a Value,
    /// The way to where it is.
    way: Vec<Segment>,
    seen: Seen,
}

/// What a walk saw beside the value.
#[derive(Default)]
pub(super) struct Seen {
    /// What does not fit.
    pub(super) found: Vec<Diagnostic>,
    /// What stands in for something that was not read, from the file's root on.
    pub(super) unread: Vec<Path>,
}

impl<'a> Walk<'a> {
    /// The value of a file's root, and everything that does not fit. Where a value does not fit, another stands in.
    pub(super) fn through(source: &'a Arc<Source>, root: &Node, schema: &'a Value) -> (Value, Seen) {
        let mut walk = Self { source, schema, way: Vec::new(), seen: Seen::default() };
        let value = walk.value(root, schema, &About { name: "the description", description: "", is_optional: false });
        (value.unwrap_or_else(|| Value::Object(Map::new())), walk.seen)
    }

    fn refuse(
        &mut self,
        span: Span,
        message: String,
        label: impl Into<String>,
        fix: impl Into<String>,
    ) -> Option<Value> {
        let fix = fix.into();
        self.seen.found.push(Diagnostic::in_source(self.source, span, message, label, fix));
        self.unread()
    }

    /// What is here was not read.
    fn unread(&mut self) -> Option<Value> {
        self.seen.unread.push(Path::from(self.way.clone()));
        None
    }

    /// What a key of this place stands for was not read.
    fn unread_key(&mut self, key: &str) {
        self.below(Segment::Key(key.to_owned().into()), Self::unread);
    }

    /// What these keys of this place stand for was not read.
    fn unread_keys(&mut self, keys: &[&str]) {
        for key in keys {
            self.unread_key(key);
        }
    }

    fn below<T>(&mut self, step: Segment, then: impl FnOnce(&mut Self) -> T) -> T {
        self.way.push(step);
        let answer = then(self);
        self.way.pop();
        answer
    }

    /// A value that fits, for one that was not read; its name is nobody's.
    fn stand_in(&self, schema: &Value) -> Value {
        stand_in(schema, self.schema, &format!("unread-{}", self.seen.unread.len()))
    }

    /// The value here; none where it was not read.
    fn value(&mut self, node: &Node, schema: &Value, about: &About<'_>) -> Option<Value> {
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
                return Some(Value::Null);
            }
            let or_not = if about.is_optional { ", or leave the key out" } else { "" };
            let help = format!("write {}{or_not}{}", wanted(&shape), about.help());
            return self.refuse(node.span, format!("there is nothing after {}", about.name), "nothing here", help);
        }
        if let Shape::Either(some) = &shape
            && let Some(one) = self.of_either(some, node)
        {
            return self.value(node, one, about);
        }
        match (shape, &node.kind) {
            (Shape::Text(pattern), Kind::Scalar { text, plain }) => self.text(node, text, *plain, pattern, about),
            (Shape::Whole(least, most), Kind::Scalar { text, plain }) => {
                self.whole(node, text, *plain, (least, most), about)
            }
            (Shape::Truth, Kind::Scalar { text, plain }) => self.truth(node, text, *plain, about),
            (Shape::List(_, false), Kind::List(nodes)) if nodes.is_empty() => {
                let or_not = if about.is_optional { ", or leave the key out" } else { "" };
                let help = format!("name at least one{or_not}{}", about.help());
                self.refuse(node.span, format!("{} is an empty list", about.name), "", help)
            }
            (Shape::List(items, _), Kind::List(nodes)) => {
                let name = format!("an element of {}", about.name);
                let about = About { name: &name, description: about.description, is_optional: true };
                let values = nodes.iter().enumerate().map(|(index, node)| {
                    let value = self.below(Segment::Index(index), |walk| walk.value(node, items, &about));
                    value.unwrap_or_else(|| self.stand_in(items))
                });
                Some(Value::Array(values.collect()))
            }
            (Shape::Record(properties, required), Kind::Map(entries)) => {
                Some(self.record(node, entries, properties, &required, about))
            }
            (Shape::Names(values), Kind::Map(entries)) => Some(self.names(entries, values)),
            (Shape::Choice(words, keys), Kind::Scalar { text, .. }) => self.word(node, text, &words, &keys, about),
            (Shape::Choice(words, keys), Kind::Map(entries)) => self.variant(node, entries, &words, &keys, about),
            (_, Kind::Unread) => self.unread(),
            (shape, _) => {
                let help = instead(&shape, node, about, self.schema);
                let message = format!("{} is {}, and not {}", about.name, wanted(&shape), node.what());
                self.refuse(node.span, message, format!("this is {}", node.what()), help)
            }
        }
    }

    /// The one of several schemas that a value is meant for: one of its kind, with most of its keys.
    fn of_either(&self, some: &[&'a Value], node: &Node) -> Option<&'a Value> {
        let of_kind = some.iter().filter_map(|one| Some((*one, shape(one, self.schema)?.0)));
        match &node.kind {
            Kind::Map(entries) => {
                let common = |shape: &Shape<'_>| {
                    let keys = shape.keys();
                    entries.iter().filter(|(key, _)| keys.contains(&key.text.as_str())).count()
                };
                let of_kind: Vec<_> = of_kind.filter(|(_, shape)| shape.is_mapping()).collect();
                of_kind.iter().rev().max_by_key(|(_, shape)| common(shape)).map(|(one, _)| *one)
            }
            Kind::Scalar { .. } => of_kind.into_iter().find(|(_, shape)| !shape.is_mapping()).map(|(one, _)| one),
            _ => None,
        }
    }

    fn text(
        &mut self,
        node: &Node,
        text: &str,
        plain: bool,
        pattern: Option<&str>,
        about: &About<'_>,
    ) -> Option<Value> {
        // A time without its unit is a number, of which the rule of times says more.
        let is_time = || [rule::DURATION.pattern, rule::INTERVAL.pattern].map(Some).contains(&pattern);
        if plain && (is_number(text) || is_truth(text)) && !is_time() {
            let what = node.what();
            let label = format!("this is {what}");
            if pattern == Some(rule::SECRET.pattern) {
                let message = format!("{} takes the name of a secret, and `{text}` is {what}", about.name);
                return self.refuse(node.span, message, label, secret_instead_of(text, about.key()));
            }
            let message = format!("{} is text, and `{text}` without quotes is {what}", about.name);
            // Quotes help only where the text would then be taken.
            let fits =
                pattern.and_then(|pattern| Regex::new(pattern).ok()).is_none_or(|pattern| pattern.is_match(text));
            let help =
                if fits { format!("put it in quotes: \"{text}\"") } else { format!("write text{}", about.help()) };
            return self.refuse(node.span, message, label, help);
        }
        Some(Value::String(text.to_owned()))
    }

    fn whole(
        &mut self,
        node: &Node,
        text: &str,
        plain: bool,
        (least, most): (u64, u64),
        about: &About<'_>,
    ) -> Option<Value> {
        let digits = !text.is_empty() && text.chars().all(|next| next.is_ascii_digit());
        let refused = if !plain && digits {
            ("this is text, because of its quotes", format!("take the quotes away: {text}"))
        } else if digits && text.len() > 1 && text.starts_with('0') {
            let number = text.trim_start_matches('0');
            let number = if number.is_empty() { "0" } else { number };
            ("a number that begins with 0 is octal to some readers", format!("write {number}"))
        } else if digits {
            match text.parse::<u64>() {
                Ok(number) if (least..=most).contains(&number) => return Some(Value::from(number)),
                _ => ("out of range", in_range(least, most)),
            }
        } else {
            ("no whole number", whole_number(text, least, most) + &about.help())
        };
        self.refuse(node.span, format!("`{text}` is no number for {}", about.name), refused.0, refused.1)
    }

    fn truth(&mut self, node: &Node, text: &str, plain: bool, about: &About<'_>) -> Option<Value> {
        match text {
            "true" if plain => Some(Value::Bool(true)),
            "false" if plain => Some(Value::Bool(false)),
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
}
