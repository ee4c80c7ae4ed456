//! Who wants a file at which path.

use super::{PathError, TreePath};
use std::collections::BTreeMap;

/// Why a file cannot be part of a tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// The path is none.
    #[error(transparent)]
    Path(PathError),
    /// Two want one path.
    #[error("the file `{path}` is written already by {first}")]
    Taken {
        /// The path.
        path: TreePath,
        /// Who had it first.
        first: String,
    },
    /// A file where another file needs a folder, or two paths that a file system without letter case takes for one.
    #[error("the path `{path}` collides with `{other}` of {first}")]
    Collision {
        /// The path.
        path: TreePath,
        /// The path it collides with.
        other: TreePath,
        /// Who had the other one.
        first: String,
    },
}

/// Every path that is wanted, by its text without letter case: what one such path can hide is found without a look at all.
#[derive(Debug, Clone, Default)]
pub struct Claims(BTreeMap<String, Claim>);

/// A path, and who wants a file there.
#[derive(Debug, Clone)]
struct Claim {
    path: TreePath,
    origin: String,
}

impl Claims {
    /// Claims a path; `origin` says who wants it, for messages.
    ///
    /// # Errors
    /// The path is none, is taken, or collides with another.
    pub fn claim(&mut self, path: &str, origin: String) -> Result<TreePath, TreeError> {
        let path = match TreePath::new(path) {
            Ok(path) => path,
            Err(source) => return Err(TreeError::Path(source)),
        };
        let folded = path.as_str().to_ascii_lowercase();
        if let Some(other) = self.collision(&folded) {
            let first = other.origin.clone();
            return Err(if other.path == path {
                TreeError::Taken { path, first }
            } else {
                TreeError::Collision { path, other: other.path.clone(), first }
            });
        }
        self.0.insert(folded, Claim { path: path.clone(), origin });
        Ok(path)
    }

    /// The file that cannot stand beside one at this path: the same one, one where it needs a folder, or one below it.
    fn collision(&self, folded: &str) -> Option<&Claim> {
        let folders = folded.match_indices('/').map(|(end, _)| &folded[..end]);
        if let Some(other) = folders.chain([folded]).find_map(|path| self.0.get(path)) {
            return Some(other);
        }
        let below = format!("{folded}/");
        let (first, other) = self.0.range(below.clone()..).next()?;
        first.starts_with(&below).then_some(other)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn claims(paths: &[&str]) -> Result<usize, TreeError> {
        let mut claims = Claims::default();
        for path in paths {
            claims.claim(path, format!("the origin of {path}"))?;
        }
        Ok(claims.0.len())
    }

    #[test]
    fn a_path_is_taken_once_and_its_origin_is_named() {
        let message = claims(&["a/b", "a/b"]).unwrap_err().to_string();
        assert_eq!(message, "the file `a/b` is written already by the origin of a/b");
    }

    #[test]
    fn a_file_is_no_folder_and_letter_case_tells_no_files_apart() {
        for paths in [["a", "a/b"], ["a/b", "a"], ["a/B", "a/b"], ["A", "a/b"], ["a/b/c", "A/B"]] {
            let message = claims(&paths).unwrap_err().to_string();
            assert!(message.contains("collides"), "{paths:?}: {message}");
        }
        assert_eq!(claims(&["a", "ab", "a-b/c", "a.b", "ab.c/d"]).unwrap(), 5);
    }
}
