//! The condition of a job, as far as the committed files write one: `==`, `!=`, `&&`, `||`, brackets, strings, `contains`
//! and places in `github`. Anything else is refused, so that nothing is decided by accident.

use anyhow::{Result, bail, ensure};
use serde_json::Value;

/// Whether a condition holds for an event of that kind.
pub fn holds(condition: &str, kind: &str, payload: &Value) -> Result<bool> {
    let words = words(condition)?;
    let mut reader = Reader { words: &words, kind, payload };
    let value = reader.any()?;
    ensure!(reader.words.is_empty(), "the condition has more than is known: {:?}", reader.words);
    Ok(is_true(&value))
}

fn is_true(value: &Value) -> bool {
    !matches!(value, Value::Null | Value::Bool(false)) && value.as_str() != Some("")
}

/// Text as GitHub compares it: without regard to capitals, and nothing is as good as empty.
fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| if value.is_null() { String::new() } else { value.to_string() }, str::to_lowercase)
}

fn words(condition: &str) -> Result<Vec<String>> {
    let mut words = Vec::new();
    let mut rest = condition.trim();
    while let Some(first) = rest.chars().next() {
        let length = match first {
            '\'' => rest[1..].find('\'').map(|at| at + 2),
            '(' | ')' | ',' => Some(1),
            '=' | '!' | '&' | '|' => Some(2),
            _ => Some(rest.find(|sign: char| !sign.is_alphanumeric() && !"._-".contains(sign)).unwrap_or(rest.len())),
        };
        let Some(length @ 1..) = length else { bail!("the condition is not understood at {rest}") };
        ensure!(rest.is_char_boundary(length) && length <= rest.len(), "the condition is not understood at {rest}");
        words.push(rest[..length].to_owned());
        rest = rest[length..].trim_start();
    }
    Ok(words)
}

struct Reader<'text> {
    words: &'text [String],
    kind: &'text str,
    payload: &'text Value,
}

impl Reader<'_> {
    fn takes(&mut self, word: &str) -> bool {
        let is_next = self.words.first().is_some_and(|next| next == word);
        if is_next {
            self.words = &self.words[1..];
        }
        is_next
    }

    fn expects(&mut self, word: &str) -> Result<()> {
        ensure!(self.takes(word), "the condition lacks {word} before {:?}", self.words);
        Ok(())
    }

    fn any(&mut self) -> Result<Value> {
        let mut value = self.all()?;
        while self.takes("||") {
            let other = self.all()?;
            value = if is_true(&value) { value } else { other };
        }
        Ok(value)
    }

    fn all(&mut self) -> Result<Value> {
        let mut value = self.comparison()?;
        while self.takes("&&") {
            let other = self.comparison()?;
            value = if is_true(&value) { other } else { value };
        }
        Ok(value)
    }

    fn comparison(&mut self) -> Result<Value> {
        let value = self.one()?;
        if self.takes("==") {
            Ok(Value::Bool(text(&value) == text(&self.one()?)))
        } else if self.takes("!=") {
            Ok(Value::Bool(text(&value) != text(&self.one()?)))
        } else {
            Ok(value)
        }
    }

    fn one(&mut self) -> Result<Value> {
        if self.takes("(") {
            let value = self.any()?;
            self.expects(")")?;
            return Ok(value);
        }
        if self.takes("contains") {
            self.expects("(")?;
            let whole = self.any()?;
            self.expects(",")?;
            let part = self.any()?;
            self.expects(")")?;
            return Ok(Value::Bool(text(&whole).contains(&text(&part))));
        }
        let Some((word, rest)) = self.words.split_first() else { bail!("the condition ends too early") };
        self.words = rest;
        if let Some(text) = word.strip_prefix('\'') {
            Ok(Value::String(text.trim_end_matches('\'').to_owned()))
        } else if word == "github.event_name" {
            Ok(Value::String(self.kind.to_owned()))
        } else if let Some(place) = word.strip_prefix("github.event.") {
            let pointer = format!("/{}", place.replace('.', "/"));
            Ok(self.payload.pointer(&pointer).cloned().unwrap_or(Value::Null))
        } else {
            bail!("the condition names {word}, which is not known here")
        }
    }
}
