//! GitHub's functions of text and lists.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#functions>

use super::compare::{equal, folded};
use super::{EvaluationError, Value};

/// `case`: the predicates are booleans, by their construction.
pub(super) fn case(pairs: &[Value], default: &Value) -> Value {
    let chosen = pairs.chunks_exact(2).find(|pair| pair[0].is_true());
    chosen.map_or(default, |pair| &pair[1]).clone()
}

pub(super) fn contains(text: &Value, part: &Value) -> bool {
    if let Some(items) = text.items() {
        return items.iter().any(|item| equal(part, item));
    }
    both(text, part).is_some_and(|(text, part)| text.to_lowercase().contains(&part.to_lowercase()))
}

pub(super) fn starts_with(text: &Value, start: &Value) -> bool {
    both(text, start).is_some_and(|(text, start)| folded(&text).starts_with(&folded(&start)))
}

pub(super) fn ends_with(text: &Value, end: &Value) -> bool {
    both(text, end).is_some_and(|(text, end)| folded(&text).ends_with(&folded(&end)))
}

fn both(one: &Value, other: &Value) -> Option<(String, String)> {
    Some((one.scalar()?, other.scalar()?))
}

pub(super) fn join(list: &Value, separator: Option<&Value>) -> String {
    let Some(items) = list.items() else {
        return list.scalar().unwrap_or_default();
    };
    let separator = separator.and_then(Value::scalar).unwrap_or_else(|| ",".to_owned());
    items.iter().map(Value::text).collect::<Vec<_>>().join(&separator)
}

/// `format`: `{0}` is the first value, `{{` and `}}` are braces. What follows the number is ignored.
pub(super) fn format(pattern: &str, values: &[Value]) -> Result<String, EvaluationError> {
    let wrong = |reason| EvaluationError::Format { pattern: pattern.to_owned(), reason };
    let unread = || wrong("has a brace that is neither doubled nor around a number");
    let mut text = String::new();
    let mut rest = pattern;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, brace) = rest.split_at(at);
        text += before;
        if brace.starts_with("{{") || brace.starts_with("}}") {
            text += &brace[..1];
            rest = &brace[2..];
            continue;
        }
        let (inner, behind) = brace.strip_prefix('{').and_then(|brace| brace.split_once('}')).ok_or_else(unread)?;
        let digits = inner.find(|next: char| !next.is_ascii_digit()).unwrap_or(inner.len());
        if digits == 0 {
            return Err(unread());
        }
        let value = inner[..digits].parse().ok().and_then(|index: usize| values.get(index));
        text += &value.ok_or_else(|| wrong("needs a value that is missing"))?.text();
        rest = behind;
    }
    Ok(text + rest)
}
