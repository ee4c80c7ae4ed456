//! GitHub's functions.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#functions>

use super::{Expr, List, Tree};

fn call<T>(name: &'static str, arguments: Vec<Tree>) -> Expr<T> {
    Expr::from_tree(Tree::Call(name, arguments))
}

/// `contains(text, part)`: whether the text holds the part, without regard to case.
pub fn contains(text: impl Into<Expr<String>>, part: impl Into<Expr<String>>) -> Expr<bool> {
    call("contains", vec![text.into().tree, part.into().tree])
}

/// `contains(list, item)`: whether the list holds the item.
pub fn contains_item(list: Expr<List>, item: impl Into<Expr<String>>) -> Expr<bool> {
    call("contains", vec![list.tree, item.into().tree])
}

/// `startsWith(text, start)`, without regard to case.
pub fn starts_with(text: impl Into<Expr<String>>, start: impl Into<Expr<String>>) -> Expr<bool> {
    call("startsWith", vec![text.into().tree, start.into().tree])
}

/// `endsWith(text, end)`, without regard to case.
pub fn ends_with(text: impl Into<Expr<String>>, end: impl Into<Expr<String>>) -> Expr<bool> {
    call("endsWith", vec![text.into().tree, end.into().tree])
}

/// `format(pattern, values...)`, with `{0}`, `{1}` in the pattern.
pub fn format(pattern: &str, values: impl IntoIterator<Item = Expr<String>>) -> Expr<String> {
    let pattern = Tree::String(pattern.to_owned());
    let arguments = std::iter::once(pattern).chain(values.into_iter().map(|value| value.tree)).collect();
    call("format", arguments)
}

/// `join(list, separator)`.
pub fn join(list: Expr<List>, separator: &str) -> Expr<String> {
    call("join", vec![list.tree, Tree::String(separator.to_owned())])
}

/// `toJSON(value)`: the value as JSON text, over several lines.
pub fn to_json<T>(value: Expr<T>) -> Expr<String> {
    call("toJSON", vec![value.tree])
}

/// `fromJSON(text)`: the value that JSON text says; its type is the caller's claim.
pub fn from_json<T>(text: Expr<String>) -> Expr<T> {
    call("fromJSON", vec![text.tree])
}

/// `hashFiles(patterns...)`: one hash over all files that match, empty when none does.
pub fn hash_files<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Expr<String> {
    let arguments = patterns.into_iter().map(|pattern| Tree::String(pattern.to_owned())).collect();
    call("hashFiles", arguments)
}

/// `success()`: no earlier step failed and the run was not cancelled.
pub fn success() -> Expr<bool> {
    call("success", Vec::new())
}

/// `failure()`: an earlier step, or a job this one needs, failed.
pub fn failure() -> Expr<bool> {
    call("failure", Vec::new())
}

/// `cancelled()`: the run was cancelled.
pub fn cancelled() -> Expr<bool> {
    call("cancelled", Vec::new())
}

/// `always()`: whatever happened, also when the run was cancelled.
pub fn always() -> Expr<bool> {
    call("always", Vec::new())
}
