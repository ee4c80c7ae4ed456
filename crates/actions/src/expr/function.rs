//! GitHub's functions.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#functions>

use super::key::{OffersHashFiles, OffersStatus};
use super::{Case, Condition, Expr, List, Tree};

fn call<T, K>(name: &'static str, arguments: Vec<Tree>) -> Expr<T, K> {
    Expr::from_tree(Tree::Call(name, arguments))
}

/// `case(condition, value, ...)`: the value of the first condition that holds.
///
/// ```
/// use actions::expr::{Expr, function, github};
///
/// let by_branch: Expr<String> = function::case(github::ref_name().equals("main"), "production").otherwise("development");
/// assert_eq!(by_branch.to_string(), "case(github.ref_name == 'main', 'production', 'development')");
/// ```
pub fn case<T, K>(condition: impl Condition<K>, value: impl Into<Expr<T, K>>) -> Case<T, K> {
    Case::when(condition, value)
}

/// `contains(text, part)`: whether the text holds the part, without regard to case.
pub fn contains<K>(text: impl Into<Expr<String, K>>, part: impl Into<Expr<String, K>>) -> Expr<bool, K> {
    call("contains", vec![text.into().tree, part.into().tree])
}

/// `contains(list, item)`: whether the list holds the item.
pub fn contains_item<K>(list: Expr<List, K>, item: impl Into<Expr<String, K>>) -> Expr<bool, K> {
    call("contains", vec![list.tree, item.into().tree])
}

/// `startsWith(text, start)`, without regard to case.
pub fn starts_with<K>(text: impl Into<Expr<String, K>>, start: impl Into<Expr<String, K>>) -> Expr<bool, K> {
    call("startsWith", vec![text.into().tree, start.into().tree])
}

/// `endsWith(text, end)`, without regard to case.
pub fn ends_with<K>(text: impl Into<Expr<String, K>>, end: impl Into<Expr<String, K>>) -> Expr<bool, K> {
    call("endsWith", vec![text.into().tree, end.into().tree])
}

/// `format(pattern, values...)`, with `{0}`, `{1}` in the pattern.
pub fn format<K>(pattern: &str, values: impl IntoIterator<Item = Expr<String, K>>) -> Expr<String, K> {
    let pattern = Tree::String(pattern.to_owned());
    let arguments = std::iter::once(pattern).chain(values.into_iter().map(|value| value.tree)).collect();
    call("format", arguments)
}

/// `join(list, separator)`.
pub fn join<K>(list: Expr<List, K>, separator: &str) -> Expr<String, K> {
    call("join", vec![list.tree, Tree::String(separator.to_owned())])
}

/// `toJSON(value)`: the value as JSON text, over several lines.
pub fn to_json<T, K>(value: Expr<T, K>) -> Expr<String, K> {
    call("toJSON", vec![value.tree])
}

/// `fromJSON(text)`: the value that JSON text says; its type is the caller's claim.
pub fn from_json<T, K>(text: Expr<String, K>) -> Expr<T, K> {
    call("fromJSON", vec![text.tree])
}

/// `hashFiles(patterns...)`: one hash over all files that match, empty when none does.
pub fn hash_files<'a, K: OffersHashFiles>(patterns: impl IntoIterator<Item = &'a str>) -> Expr<String, K> {
    let arguments = patterns.into_iter().map(|pattern| Tree::String(pattern.to_owned())).collect();
    call("hashFiles", arguments)
}

/// `success()`: no earlier step failed and the run was not cancelled.
pub fn success<K: OffersStatus>() -> Expr<bool, K> {
    call("success", Vec::new())
}

/// `failure()`: an earlier step, or a job this one needs, failed.
pub fn failure<K: OffersStatus>() -> Expr<bool, K> {
    call("failure", Vec::new())
}

/// `cancelled()`: the run was cancelled.
pub fn cancelled<K: OffersStatus>() -> Expr<bool, K> {
    call("cancelled", Vec::new())
}

/// `always()`: in every case, also when the run was cancelled.
pub fn always<K: OffersStatus>() -> Expr<bool, K> {
    call("always", Vec::new())
}
