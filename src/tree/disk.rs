//! What is on disk, seen without following a link.

use super::{MARKER, Root, RootScope, TreePath};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};
use std::fs::{self, File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// How the name of a temporary file begins; a killed run leaves such files, and the next run removes them.
pub(super) const TEMPORARY: &str = ".pipewright-temporary-";

/// How much of a file is searched for the marker, in bytes.
const HEAD: usize = 1024;

/// A file or folder that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be read: {source}", path = path.display())]
pub struct DiskError {
    /// The path.
    pub path: PathBuf,
    /// Why.
    pub source: io::Error,
}

/// Something on disk that is no folder.
#[derive(Debug)]
pub(super) enum DiskEntry {
    /// A file.
    File,
    /// What a killed run left.
    Temporary,
    /// A link, a socket or another thing that is no file, or one whose name is not UTF-8.
    Other,
}

/// A file as it is on disk.
pub(super) struct OnDisk {
    pub(super) contents: Vec<u8>,
    pub(super) executable: bool,
}

impl OnDisk {
    /// Whether the file carries our marker.
    pub(super) fn is_ours(&self) -> bool {
        let head = &self.contents[..self.contents.len().min(HEAD)];
        head.windows(MARKER.len()).any(|window| window == MARKER.as_bytes())
    }
}

/// Everything below a root that its scope covers. `.git` is nobody's business.
#[derive(Debug)]
pub(super) struct DiskScan {
    /// What is no folder, by path with `/` between the parts. What belongs is taken out as it comes by.
    pub(super) found: BTreeMap<String, DiskEntry>,
    folders: HashSet<String>,
    is_whole: bool,
}

impl DiskScan {
    /// Whether nothing can be in the way of a file: it was found without following a link, or its folder was and it was not.
    pub(super) fn is_free(&self, path: &TreePath) -> bool {
        if !self.is_whole {
            return false;
        }
        match self.found.get(path.as_str()) {
            Some(DiskEntry::File) => true,
            Some(DiskEntry::Temporary | DiskEntry::Other) => false,
            None if self.folders.contains(path.as_str()) => false,
            None => {
                path.folders().last().is_some_and(|folder| self.folders.contains(folder))
                    || !path.folders().any(|folder| self.found.contains_key(folder))
            }
        }
    }
}

/// Looks at everything below a root.
pub(super) fn scan(root: &Root) -> Result<DiskScan, DiskError> {
    let mut folders = match &root.scope {
        RootScope::Whole | RootScope::Beside => vec![String::new()],
        RootScope::Shared(shared) => shared.iter().map(ToString::to_string).collect(),
    };
    let mut seen = DiskScan {
        found: BTreeMap::new(),
        folders: HashSet::new(),
        is_whole: matches!(root.scope, RootScope::Whole | RootScope::Beside),
    };
    while let Some(folder) = folders.pop() {
        let path = if folder.is_empty() { root.directory.clone() } else { root.directory.join(&folder) };
        let entries = match fs::read_dir(&path) {
            Ok(entries) => entries,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => continue,
            Err(source) => return Err(DiskError { path, source }),
        };
        for entry in entries {
            let entry = entry.map_err(|source| DiskError { path: path.clone(), source })?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let below = if folder.is_empty() { name.to_string() } else { format!("{folder}/{name}") };
            let kind = entry.file_type().map_err(|source| DiskError { path: entry.path(), source })?;
            if matches!(name, Cow::Owned(_)) {
                // No name of ours is another than UTF-8, and by this one nothing is found again.
                seen.found.insert(below, DiskEntry::Other);
            } else if kind.is_dir() {
                if name != ".git" {
                    folders.push(below);
                }
            } else if name.starts_with(TEMPORARY) {
                seen.found.insert(below, DiskEntry::Temporary);
            } else if kind.is_file() {
                seen.found.insert(below, DiskEntry::File);
            } else {
                seen.found.insert(below, DiskEntry::Other);
            }
        }
        seen.folders.insert(folder);
    }
    Ok(seen)
}

/// A file's text, with `\n` alone at the ends of lines.
pub(super) fn text(path: &Path) -> Result<String, DiskError> {
    let contents = fs::read(path).map_err(|source| DiskError { path: path.to_owned(), source })?;
    Ok(String::from_utf8_lossy(&contents).replace("\r\n", "\n"))
}

/// Reads a file.
pub(super) fn read(path: &Path) -> Result<OnDisk, DiskError> {
    let read = || {
        let mut file = File::open(path)?;
        let metadata = file.metadata()?;
        let mut contents = Vec::with_capacity(usize::try_from(metadata.len()).unwrap_or_default() + 1);
        file.read_to_end(&mut contents)?;
        Ok(OnDisk { contents, executable: is_executable(&metadata) })
    };
    read().map_err(|source| DiskError { path: path.to_owned(), source })
}

/// Whether a file that was found carries our marker.
pub(super) fn is_ours(root: &Root, path: &str, found: &DiskEntry) -> Result<bool, DiskError> {
    match found {
        DiskEntry::File => Ok(read(&root.directory.join(path))?.is_ours()),
        DiskEntry::Temporary | DiskEntry::Other => Ok(false),
    }
}

#[cfg(unix)]
fn is_executable(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o111 != 0
}

/// Where files have no run bit there is none to lose.
#[cfg(not(unix))]
fn is_executable(_: &Metadata) -> bool {
    false
}
