//! Whether the folders of several trees can be theirs.

use super::{Root, RootScope};
use std::fs;
use std::path::{Path, PathBuf};

/// A folder that cannot be a tree's.
#[derive(Debug, thiserror::Error)]
pub enum RootError {
    /// It is no folder.
    #[error("{path}: this is no folder, but generated files belong below it; move it away", path = .0.display())]
    NoFolder(PathBuf),
    /// It leads to where another tree belongs.
    #[error("{path}: this leads to {other}, where other generated files belong; make it a folder of its own", path = .path.display(), other = .other.display())]
    Together {
        /// The folder.
        path: PathBuf,
        /// What is there already.
        other: PathBuf,
    },
}

/// Asks whether each tree can have its folder: it is one, or not there yet, and leads to nothing that is another tree's.
///
/// # Errors
/// The first that is not so.
pub fn check_roots(roots: &[Root]) -> Result<(), RootError> {
    for root in roots {
        if fs::metadata(&root.directory).is_ok_and(|metadata| !metadata.is_dir()) {
            return Err(RootError::NoFolder(root.directory.clone()));
        }
    }
    for (index, root) in roots.iter().enumerate() {
        for other in roots.iter().enumerate().filter(|(at, _)| *at != index).map(|(_, other)| other) {
            // What is shared lies in folders of its own; a whole one may lie beside those, and not above.
            let RootScope::Shared(folders) = &other.scope else { continue };
            let whole = real(&root.directory);
            let above = real(&other.directory).starts_with(&whole);
            let shared = folders.iter().map(|folder| real(&folder.below(&other.directory)));
            if above || shared.into_iter().any(|folder| whole.starts_with(&folder) || folder.starts_with(&whole)) {
                return Err(RootError::Together { path: root.directory.clone(), other: real(&other.directory) });
            }
        }
    }
    Ok(())
}

/// Where a path leads, as far as it is there.
fn real(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) if parent != Path::new("") => real(parent).join(name),
        (_, Some(name)) => fs::canonicalize(".").unwrap_or_default().join(name),
        _ => path.to_path_buf(),
    })
}
