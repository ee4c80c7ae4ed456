//! Patterns of branches, tags and paths.

use super::syntax;

/// Why a pattern is none, or matches something else than it was meant to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PatternProblem {
    /// There is nothing in it.
    #[error("is empty; leave it out")]
    Empty,
    /// A space at its beginning or end.
    #[error("begins or ends with a space; take the space away")]
    Space,
    /// A bracket that is never closed.
    #[error("opens `[` and never closes it; close it, or write `\\[`")]
    Unclosed,
    /// A bracket that was never opened.
    #[error("closes a `]` that was never opened; open it, or write `\\]`")]
    Unopened,
    /// Brackets without anything in them.
    #[error("has `[]`, which matches nothing; list letters and digits between the brackets")]
    EmptyBrackets,
    /// Something else than letters and digits in brackets.
    #[error("has `{0}` between brackets; GitHub reads letters, digits and ranges of them there, and no negation")]
    Bracket(char),
    /// A range that runs backwards or from one kind of character to another.
    #[error("has the range `{0}-{1}`; a range runs forward within `a-z`, `A-Z` or `0-9`")]
    Range(char, char),
    /// A backslash that escapes nothing.
    #[error("ends with a backslash, which escapes nothing; take it away")]
    Escape,
    /// A repetition of nothing.
    #[error(
        "has `{0}` with no character before it; GitHub reads `?` as \"once or not at all\" and `+` as \"once or more\""
    )]
    Repetition(char),
    /// A `!` pattern before which nothing stands.
    #[error("takes away from the patterns before it, and there are none; put a pattern without `!` before it")]
    NothingBefore,
    /// A full ref.
    #[error("begins with `refs/`, but GitHub compares the short name; write `main`, not `refs/heads/main`")]
    FullRef,
    /// A character that no branch or tag has.
    #[error("has `{}`, which is in no branch or tag; it would match none", .0.escape_default())]
    NoRef(char),
    /// Slashes or dots where no branch or tag has them.
    #[error("has {0}, as no branch or tag does; it would match none")]
    NoRefShape(&'static str),
    /// A path that does not start from the repository's root.
    #[error("begins with `{0}`, but a path starts from the repository's root without it; take it away")]
    NotFromRoot(&'static str),
    /// A folder, where only files are compared.
    #[error("ends with `/`, but only files are compared; write `/**` for everything below the folder")]
    Folder,
}

impl PatternProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(self) -> &'static str {
        match self {
            Self::NothingBefore => syntax!("onpushbranchestagsbranches-ignoretags-ignore"),
            Self::NotFromRoot(_) | Self::Folder => syntax!("patterns-to-match-file-paths"),
            Self::FullRef | Self::NoRef(_) | Self::NoRefShape(_) => syntax!("patterns-to-match-branches-and-tags"),
            _ => syntax!("filter-pattern-cheat-sheet"),
        }
    }
}
