//! Which files git knows.

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// git cannot be asked.
#[derive(Debug, thiserror::Error)]
#[error("{directory}: git cannot be asked which files it tracks: {reason}", directory = directory.display())]
pub struct GitError {
    directory: PathBuf,
    reason: String,
}

/// The files below a folder that git tracks, or `None` outside a work tree.
pub(super) fn tracked(directory: &Path) -> Result<Option<BTreeSet<String>>, GitError> {
    let Ok(place) = directory.canonicalize() else {
        return Ok(None);
    };
    if !place.ancestors().any(|folder| folder.join(".git").exists()) {
        return Ok(None);
    }
    let error = |reason: String| GitError { directory: directory.to_owned(), reason };
    let output = Command::new("git")
        .arg("-C")
        .arg(&place)
        .args(["ls-files", "-z"])
        // A hook is told its repository; these would make the folder a work tree of its own. The index that git tells, it means.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_PREFIX")
        .output()
        .map_err(|source: io::Error| error(source.to_string()))?;
    if !output.status.success() {
        return Err(error(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
    }
    let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
    Ok(Some(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect()))
}
