//! Names in messages.

use std::fmt::{self, Display, Formatter};

/// The most similar name, as the end of a message; nothing where none is similar.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Nearest(Option<String>);

impl Nearest {
    /// The most similar of `candidates`.
    pub fn of<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Self {
        let nearest = candidates
            .into_iter()
            .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
            .filter(|(similarity, _)| *similarity > 0.85)
            .max_by(|left, right| left.0.total_cmp(&right.0));
        Self(nearest.map(|(_, candidate)| candidate.to_owned()))
    }

    /// The name.
    pub fn name(&self) -> Option<&str> {
        self.0.as_deref()
    }

    /// As a question, or something else where none is similar.
    pub fn or_else(&self, otherwise: impl FnOnce() -> String) -> String {
        self.0.as_ref().map_or_else(otherwise, |name| format!("did you mean `{name}`?"))
    }
}

impl Display for Nearest {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(name) => write!(formatter, " (did you mean `{name}`?)"),
            None => Ok(()),
        }
    }
}

/// Names of which one may be meant; as text a list, or `none`.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Names(Vec<String>);

impl Names {
    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Each of them in other words.
    pub fn each(&self, words: impl FnMut(&String) -> String) -> Vec<String> {
        self.0.iter().map(words).collect()
    }

    /// Each as it is typed, with this between them.
    pub fn joined(&self, between: &str) -> String {
        self.each(|name| format!("`{name}`")).join(between)
    }
}

impl<T: Into<String>> FromIterator<T> for Names {
    fn from_iter<I: IntoIterator<Item = T>>(names: I) -> Self {
        Self(names.into_iter().map(Into::into).collect())
    }
}

impl Display for Names {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.0.is_empty() { formatter.write_str("none") } else { formatter.write_str(&self.0.join(", ")) }
    }
}
