//! Filters by branch, tag or path.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet>

use crate::yaml::{Map, YamlNode};
use regex_lite::Regex;

/// Which branches, tags or paths count. GitHub refuses both kinds of list at once, so this is one or the other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Filter {
    /// All.
    #[default]
    Any,
    /// Those that match one of the patterns; a pattern that begins with `!` takes some away again.
    Only(Vec<String>),
    /// Those that match none of the patterns.
    Except(Vec<String>),
}

impl Filter {
    /// Those that match one of the patterns.
    pub fn only<S: Into<String>>(patterns: impl IntoIterator<Item = S>) -> Self {
        Self::Only(patterns.into_iter().map(Into::into).collect())
    }

    /// Those that match none of the patterns.
    pub fn except<S: Into<String>>(patterns: impl IntoIterator<Item = S>) -> Self {
        Self::Except(patterns.into_iter().map(Into::into).collect())
    }

    /// Only these names, with any characters.
    pub fn named<S: AsRef<str>>(names: impl IntoIterator<Item = S>) -> Self {
        Self::Only(names.into_iter().map(|name| exactly(name.as_ref())).collect())
    }

    /// The patterns as a person would say them: a name as it is where a pattern means one name.
    pub fn words(&self) -> Vec<String> {
        self.patterns().iter().map(|pattern| only_name(pattern).unwrap_or_else(|| pattern.clone())).collect()
    }

    /// The names that a pattern of its own means.
    pub fn names(&self) -> impl Iterator<Item = String> {
        self.patterns().iter().filter_map(|pattern| only_name(pattern))
    }

    /// Whether a name gets through. Of several patterns that match, the last decides.
    pub fn lets_through(&self, name: &str) -> bool {
        let is_one = |pattern: &String| matches(pattern, name);
        match self {
            Self::Any => true,
            Self::Except(patterns) => !patterns.iter().any(is_one),
            Self::Only(patterns) => {
                let matching = patterns.iter().rev().find(|pattern| match pattern.strip_prefix('!') {
                    Some(rest) => matches(rest, name),
                    None => matches(pattern, name),
                });
                matching.is_some_and(|pattern| !pattern.starts_with('!'))
            }
        }
    }

    /// The patterns, whichever way they count.
    pub fn patterns(&self) -> &[String] {
        match self {
            Self::Any => &[],
            Self::Only(patterns) | Self::Except(patterns) => patterns,
        }
    }

    /// Adds `key` or `key-ignore`.
    pub(super) fn insert(&self, key: &'static str, map: &mut Map) {
        match self {
            Self::Any => {}
            Self::Only(patterns) => map.insert(key, YamlNode::inline(patterns)),
            Self::Except(patterns) => map.insert(format!("{key}-ignore"), YamlNode::inline(patterns)),
        }
    }
}

/// What patterns are made of. A `!` counts at the beginning alone.
const SPECIAL: [char; 6] = ['*', '?', '+', '[', ']', '\\'];

/// The pattern that means this name and no other: what GitHub would read as a part of a pattern is escaped with a backslash.
///
/// GitHub reads the names of `workflow_run`'s workflows as patterns, too.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#onpushbranchestagsbranches-ignoretags-ignore>
pub(super) fn exactly(name: &str) -> String {
    let mut pattern = String::with_capacity(name.len());
    for (index, character) in name.char_indices() {
        if SPECIAL.contains(&character) || (index == 0 && character == '!') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// The name that a pattern means, where it means one alone.
fn only_name(pattern: &str) -> Option<String> {
    let mut name = String::with_capacity(pattern.len());
    let mut characters = pattern.chars();
    while let Some(character) = characters.next() {
        name.push(match character {
            '\\' => characters.next()?,
            '!' if name.is_empty() => return None,
            special if SPECIAL.contains(&special) => return None,
            other => other,
        });
    }
    Some(name)
}

/// Whether a name is one that a pattern means; nothing is one that GitHub cannot read, which `render` refuses.
fn matches(pattern: &str, name: &str) -> bool {
    Regex::new(&expression(pattern)).is_ok_and(|expression| expression.is_match(name))
}

/// The pattern as a regular expression: `*` stops at a slash, `**` does not, `?` and `+` repeat the character before them.
fn expression(pattern: &str) -> String {
    let mut expression = "^(?:".to_owned();
    let mut characters = pattern.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '*' if characters.next_if_eq(&'*').is_some() => expression.push_str(".*"),
            '*' => expression.push_str("[^/]*"),
            '?' | '+' => expression.push(character),
            '[' => {
                expression.push('[');
                expression.extend(characters.by_ref().take_while(|next| *next != ']'));
                expression.push(']');
            }
            '\\' => expression.push_str(&regex_lite::escape(&characters.next().unwrap_or_default().to_string())),
            other => expression.push_str(&regex_lite::escape(&other.to_string())),
        }
    }
    expression + ")$"
}

#[cfg(test)]
mod tests {
    use super::Filter;

    /// The examples of GitHub's own page, and what it says of them.
    #[test]
    fn patterns_mean_what_githubs_page_says() {
        for (pattern, through, not) in [
            ("feature/*", "feature/my-branch", "feature/beta-a/my-branch"),
            ("feature/**", "feature/beta-a/my-branch", "features/x"),
            ("releases/mona-the-octocat", "releases/mona-the-octocat", "releases/mona"),
            ("*", "main", "all/the/branches"),
            ("**", "all/the/branches", ""),
            ("*feature", "mona-feature", "feature/10"),
            ("v2*", "v2.9", "v1"),
            ("v[12].[0-9]+.[0-9]+", "v1.10.1", "v3.0.0"),
            ("v1.?", "v1", "v1x"),
        ] {
            let filter = Filter::only([pattern]);
            assert!(filter.lets_through(through), "{pattern} {through}");
            assert!(not.is_empty() || !filter.lets_through(not), "{pattern} {not}");
        }
    }

    #[test]
    fn a_name_is_a_pattern_that_means_it_alone() {
        for (name, pattern, other) in [
            ("main", "main", "mai"),
            ("release/1.0+hotfix", r"release/1.0\+hotfix", "release/1.00hotfix"),
            ("!x", r"\!x", "x"),
            ("a!b", "a!b", "ab"),
            ("[py3]", r"\[py3\]", "p"),
            ("a*", r"a\*", "ab"),
            ("a?", r"a\?", "a"),
            (r"a\b", r"a\\b", "ab"),
        ] {
            let filter = Filter::named([name]);
            assert_eq!(filter.patterns(), [pattern]);
            assert_eq!(filter.names().collect::<Vec<_>>(), [name]);
            assert!(filter.lets_through(name) && !filter.lets_through(other), "{name}");
        }
        assert_eq!(Filter::only(["v*", "!v1", "[ab]", r"a\+"]).words(), ["v*", "!v1", "[ab]", "a+"]);
    }

    #[test]
    fn the_last_pattern_that_matches_decides() {
        let filter = Filter::only(["releases/**", "!releases/**-alpha", "releases/9-alpha"]);
        assert!(filter.lets_through("releases/10") && filter.lets_through("releases/9-alpha"));
        assert!(!filter.lets_through("releases/beta/3-alpha") && !filter.lets_through("main"));
        let except = Filter::except(["main"]);
        assert!(except.lets_through("x") && !except.lets_through("main") && Filter::Any.lets_through("main"));
    }
}
