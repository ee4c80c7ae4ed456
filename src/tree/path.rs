//! Paths in a tree.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};

/// A path relative to the tree's root, with `/` between its parts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TreePath(String);

/// Why text is no path in a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{path}` is no path in a generated tree: {reason}")]
pub struct PathError {
    path: String,
    reason: &'static str,
}

impl TreePath {
    /// A path of one or more parts.
    ///
    /// # Errors
    /// The path is absolute, has empty parts, `.`, `..` or `.git`, or characters that no path should have.
    pub fn new(path: &str) -> Result<Self, PathError> {
        let reason = if path.is_empty() {
            "it is empty"
        } else if path.starts_with('/') {
            "it is absolute"
        } else if path.contains(['\\', '\0', '\n', ':']) {
            "it has a backslash, a colon or a control character"
        } else if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            "it has an empty part, `.` or `..`"
        } else if path.split('/').any(|part| part.eq_ignore_ascii_case(".git")) {
            "git keeps `.git` for itself"
        } else {
            return Ok(Self(path.to_owned()));
        };
        Err(PathError { path: path.to_owned(), reason })
    }

    /// The path's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path below a folder.
    pub fn below(&self, directory: &Path) -> PathBuf {
        directory.join(&self.0)
    }

    /// The folders on the way to the file, the outermost first.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.0.match_indices('/').map(|(end, _)| &self.0[..end])
    }
}

impl Display for TreePath {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_stays_in_its_tree() {
        for path in ["", "/a", "../a", "a/../b", "a//b", "./a", "a/", "a\\b", "C:a", ".git/a", "a/.Git"] {
            assert!(TreePath::new(path).is_err(), "{path:?}");
        }
        assert_eq!(TreePath::new("a/b/c").unwrap().folders().collect::<Vec<_>>(), ["a", "a/b"]);
    }
}
