//! Patterns of branches, tags and paths.
//!
//! `**` is valid beside other characters (`**.js` is GitHub's own example), so it is not checked.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet>

use crate::Problem;
use crate::problem::syntax;

/// What a pattern is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The short name of a branch or tag.
    Ref,
    /// The path of a changed file.
    Path,
}

/// What is wrong with the patterns of one list, each by itself and by its place among the others.
pub(super) fn problems(patterns: &[String], against: Against) -> Vec<(&String, Problem)> {
    let mut found = Vec::new();
    let mut positive = false;
    for pattern in patterns {
        let checked = match pattern.strip_prefix('!') {
            Some(_) if !positive => Err(Problem::new(
                "excludes something from the patterns before it, and there are none",
                "put a pattern without `!` before it",
                syntax!("onpushbranchestagsbranches-ignoretags-ignore"),
            )),
            Some(rest) => check(rest, against),
            None => check(pattern, against),
        };
        positive |= !pattern.starts_with('!');
        found.extend(checked.err().map(|problem| (pattern, problem)));
    }
    found
}

/// A mistake in the syntax of patterns.
fn mistake(message: impl Into<String>, fix: &str) -> Result<(), Problem> {
    Err(Problem::new(message, fix, syntax!("filter-pattern-cheat-sheet")))
}

fn check(pattern: &str, against: Against) -> Result<(), Problem> {
    if pattern.is_empty() {
        return mistake("is empty", "remove it");
    }
    if pattern.trim() != pattern {
        return mistake("starts or ends with a space", "remove the space");
    }
    syntax(pattern, against)?;
    match against {
        Against::Ref => reference(pattern),
        Against::Path => path(pattern),
    }
}

/// Reads the pattern as GitHub does.
fn syntax(pattern: &str, against: Against) -> Result<(), Problem> {
    let mut characters = pattern.chars();
    // Whether there is a character before that `?` and `+` could repeat.
    let mut repeatable = false;
    while let Some(character) = characters.next() {
        repeatable = match character {
            '\\' => {
                if characters.next().is_none() {
                    return mistake("ends with a backslash, which escapes nothing", "remove it");
                }
                true
            }
            '[' => {
                let Some((listed, rest)) = characters.as_str().split_once(']') else {
                    return mistake("opens `[` and does not close it", "close it, or write `\\[`");
                };
                brackets(listed)?;
                characters = rest.chars();
                true
            }
            ']' => return mistake("closes a `]` that was not opened", "open it, or write `\\]`"),
            '?' | '+' if !repeatable => {
                let fix = "put a character before it: `?` means at most once, `+` once or more";
                return mistake(format!("has `{character}` with no character before it"), fix);
            }
            '?' | '+' | '*' => false,
            _ if against == Against::Ref && (" ~^:".contains(character) || character.is_control()) => {
                return never_matches(&format!("`{}`", character.escape_default()));
            }
            _ => true,
        };
    }
    Ok(())
}

/// The part between brackets: letters, digits, and ranges of them.
fn brackets(listed: &str) -> Result<(), Problem> {
    let other = |character| {
        let fix = "use only letters, digits and ranges of them: GitHub has no negation there";
        mistake(format!("has `{character}` between brackets"), fix)
    };
    if listed.is_empty() {
        return mistake("has `[]`, which matches nothing", "list letters and digits between the brackets");
    }
    let mut rest = listed;
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_alphanumeric() {
            return other(first);
        }
        rest = &rest[1..];
        if let Some(after) = rest.strip_prefix('-') {
            let Some(last) = after.chars().next() else {
                return other('-');
            };
            let one_kind = (first.is_ascii_digit() && last.is_ascii_digit())
                || (first.is_ascii_lowercase() && last.is_ascii_lowercase())
                || (first.is_ascii_uppercase() && last.is_ascii_uppercase());
            if !one_kind || first > last {
                let fix = "write a range that ascends within `a-z`, `A-Z` or `0-9`";
                return mistake(format!("has the range `{first}-{last}`"), fix);
            }
            rest = &after[1..];
        }
    }
    Ok(())
}

const REFS: &str = syntax!("patterns-to-match-branches-and-tags");

fn never_matches(part: &str) -> Result<(), Problem> {
    let message = format!("has {part}, which no branch and no tag has");
    Err(Problem::new(message, "remove it: the pattern would never match", REFS))
}

/// What git accepts as a branch or a tag: <https://git-scm.com/docs/git-check-ref-format>.
fn reference(pattern: &str) -> Result<(), Problem> {
    if pattern.starts_with("refs/") {
        let message = "starts with `refs/`, but GitHub compares the short name";
        Err(Problem::new(message, "write `main`, not `refs/heads/main`", REFS))
    } else if pattern.starts_with('/') || pattern.ends_with('/') {
        never_matches("a `/` at its start or end")
    } else if pattern.contains("//") {
        never_matches("`//`")
    } else if pattern.contains("..") {
        never_matches("`..`")
    } else {
        Ok(())
    }
}

fn path(pattern: &str) -> Result<(), Problem> {
    let problem = |message, fix| Err(Problem::new(message, fix, syntax!("patterns-to-match-file-paths")));
    if let Some(start) = ["/", "./", "../"].iter().find(|start| pattern.starts_with(**start)) {
        let message = format!("starts with `{start}`, but paths are relative to the root of the repository");
        return problem(message, format!("remove `{start}`"));
    }
    if pattern.ends_with('/') {
        let message = "ends with `/`, but only files are compared".to_owned();
        return problem(message, format!("write `{pattern}**` for every file below the folder"));
    }
    Ok(())
}
