//! Which files git knows.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

/// git cannot be asked.
#[derive(Debug, thiserror::Error)]
#[error("{directory}: git cannot be asked which files it tracks: {reason}", directory = directory.display())]
pub struct GitError {
    directory: PathBuf,
    reason: String,
}

/// git, asked and not heard yet: it looks at its index while others look at the disk.
#[derive(Debug)]
pub(super) struct GitQuery {
    directory: PathBuf,
    git: Child,
}

/// Asks git which files below a folder it tracks; outside a work tree there is nobody to ask.
pub(super) fn ask(directory: &Path) -> Result<Option<GitQuery>, GitError> {
    let Ok(place) = directory.canonicalize() else {
        return Ok(None);
    };
    if !place.ancestors().any(|folder| folder.join(".git").exists()) {
        return Ok(None);
    }
    let git = Command::new("git")
        .arg("-C")
        .arg(&place)
        .args(["ls-files", "-z"])
        // A hook is told its repository; these would make the folder a work tree of its own. The index that git tells, it means.
        .env_remove("GIT_DIR")
        .env_remove("GIT_WORK_TREE")
        .env_remove("GIT_PREFIX")
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|source| GitError { directory: directory.to_owned(), reason: source.to_string() })?;
    Ok(Some(GitQuery { directory: directory.to_owned(), git }))
}

impl GitQuery {
    /// The files that git tracks, by their paths below the folder.
    pub(super) fn answer(self) -> Result<BTreeSet<String>, GitError> {
        let Self { directory, git } = self;
        let error = |reason: String| GitError { directory: directory.clone(), reason };
        let output = git.wait_with_output().map_err(|source| error(source.to_string()))?;
        if !output.status.success() {
            return Err(error(String::from_utf8_lossy(&output.stderr).trim().to_owned()));
        }
        let names = output.stdout.split(|byte| *byte == 0).filter(|name| !name.is_empty());
        Ok(names.map(|name| String::from_utf8_lossy(name).into_owned()).collect())
    }
}
