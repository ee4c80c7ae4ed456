//! What stands where a file belongs.

use super::disk::DiskScan;
use super::{Root, TreePath};
use std::fs;
use std::path::PathBuf;

/// Something in the way of a file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Obstacle {
    /// A stranger's file.
    #[error("{path}: this file is not ours (it does not say that pipewright generated it), so it is left alone; move it away", path = .0.display())]
    Stranger(PathBuf),
    /// A folder where a file belongs.
    #[error("{path}: there is a folder where a generated file belongs; move it away", path = .0.display())]
    Folder(PathBuf),
    /// A file where a folder belongs.
    #[error("{path}: this is no folder, but generated files belong below it; move it away", path = .0.display())]
    NoFolder(PathBuf),
    /// A link, which might lead out of the tree.
    #[error("{path}: this is a link, and generated files are never written through one; replace it by what it leads to", path = .0.display())]
    Link(PathBuf),
}

/// What keeps a path from being a file: a link or a file on the way, a folder or a link at the end.
pub(super) fn obstacle(root: &Root, seen: &DiskScan, path: &TreePath) -> Option<Obstacle> {
    if seen.is_free(path) {
        return None;
    }
    for folder in path.folders() {
        let folder = root.directory.join(folder);
        match fs::symlink_metadata(&folder) {
            Ok(metadata) if metadata.is_dir() => {}
            Ok(metadata) if metadata.is_symlink() => return Some(Obstacle::Link(folder)),
            Ok(_) => return Some(Obstacle::NoFolder(folder)),
            Err(_) => return None,
        }
    }
    let file = path.below(&root.directory);
    let metadata = fs::symlink_metadata(&file).ok()?;
    if metadata.is_symlink() {
        Some(Obstacle::Link(file))
    } else if metadata.is_dir() {
        Some(Obstacle::Folder(file))
    } else {
        None
    }
}
