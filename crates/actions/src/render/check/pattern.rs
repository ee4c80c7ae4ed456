//! Patterns of branches, tags and paths.
//!
//! `**` may stand beside other characters (`**.js` is GitHub's own example), so nothing is said of it.
//!
//! Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#filter-pattern-cheat-sheet>

use crate::problem::PatternProblem;

/// What a pattern is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Against {
    /// The short name of a branch or tag.
    Ref,
    /// The path of a changed file.
    Path,
}

/// What is wrong with the patterns of one list, each by itself and by its place among the others.
pub(super) fn problems(patterns: &[String], against: Against) -> Vec<(String, PatternProblem)> {
    let mut found = Vec::new();
    let mut positive = false;
    for pattern in patterns {
        let problem = match pattern.strip_prefix('!') {
            Some(_) if !positive => Some(PatternProblem::NothingBefore),
            Some(rest) => problem(rest, against),
            None => problem(pattern, against),
        };
        positive |= !pattern.starts_with('!');
        found.extend(problem.map(|problem| (pattern.clone(), problem)));
    }
    found
}

fn problem(pattern: &str, against: Against) -> Option<PatternProblem> {
    if pattern.is_empty() {
        return Some(PatternProblem::Empty);
    }
    if pattern.trim() != pattern {
        return Some(PatternProblem::Space);
    }
    syntax(pattern, against).err().or_else(|| match against {
        Against::Ref => ref_shape(pattern),
        Against::Path => path_shape(pattern),
    })
}

/// Reads the pattern as GitHub does.
fn syntax(pattern: &str, against: Against) -> Result<(), PatternProblem> {
    let mut characters = pattern.chars();
    // Whether a character stands before that `?` and `+` could repeat.
    let mut repeatable = false;
    while let Some(character) = characters.next() {
        repeatable = match character {
            '\\' => {
                characters.next().ok_or(PatternProblem::Escape)?;
                true
            }
            '[' => {
                let (listed, rest) = characters.as_str().split_once(']').ok_or(PatternProblem::Unclosed)?;
                brackets(listed)?;
                characters = rest.chars();
                true
            }
            ']' => return Err(PatternProblem::Unopened),
            '?' | '+' if !repeatable => return Err(PatternProblem::Repetition(character)),
            '?' | '+' | '*' => false,
            _ if against == Against::Ref && (" ~^:".contains(character) || character.is_control()) => {
                return Err(PatternProblem::NoRef(character));
            }
            _ => true,
        };
    }
    Ok(())
}

/// What stands between brackets: letters, digits, and ranges of them.
fn brackets(listed: &str) -> Result<(), PatternProblem> {
    if listed.is_empty() {
        return Err(PatternProblem::EmptyBrackets);
    }
    let mut rest = listed;
    while let Some(first) = rest.chars().next() {
        if !first.is_ascii_alphanumeric() {
            return Err(PatternProblem::Bracket(first));
        }
        rest = &rest[1..];
        if let Some(after) = rest.strip_prefix('-') {
            let Some(last) = after.chars().next() else {
                return Err(PatternProblem::Bracket('-'));
            };
            let one_kind = (first.is_ascii_digit() && last.is_ascii_digit())
                || (first.is_ascii_lowercase() && last.is_ascii_lowercase())
                || (first.is_ascii_uppercase() && last.is_ascii_uppercase());
            if !one_kind || first > last {
                return Err(PatternProblem::Range(first, last));
            }
            rest = &after[1..];
        }
    }
    Ok(())
}

/// What git takes for no branch and no tag: <https://git-scm.com/docs/git-check-ref-format>.
fn ref_shape(pattern: &str) -> Option<PatternProblem> {
    if pattern.starts_with("refs/") {
        Some(PatternProblem::FullRef)
    } else if pattern.starts_with('/') || pattern.ends_with('/') {
        Some(PatternProblem::NoRefShape("a `/` at its beginning or end"))
    } else if pattern.contains("//") {
        Some(PatternProblem::NoRefShape("`//` in it"))
    } else if pattern.contains("..") {
        Some(PatternProblem::NoRefShape("`..` in it"))
    } else {
        None
    }
}

fn path_shape(pattern: &str) -> Option<PatternProblem> {
    for start in ["/", "./", "../"] {
        if pattern.starts_with(start) {
            return Some(PatternProblem::NotFromRoot(start));
        }
    }
    pattern.ends_with('/').then_some(PatternProblem::Folder)
}
