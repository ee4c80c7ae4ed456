//! Where the disk has drifted from a tree.

use super::disk::{DiskError, Found, OnDisk, read, scan};
use super::plan::{has_wrong_mode, is_same_text, obstacle, superfluous};
use super::{File, Root, Scope, TreePath, diff, git};

/// A file that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drift {
    /// The file, below the root's folder.
    pub path: String,
    /// What is wrong with it.
    pub kind: DriftKind,
}

/// What is wrong with a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DriftKind {
    /// It is not there.
    Missing,
    /// Its text is another; this is the unified diff from the disk to what belongs there.
    Stale(String),
    /// Its run bit is lost, or set where none belongs.
    WrongMode,
    /// It is ours and no longer belongs.
    Orphaned,
    /// It is not ours.
    Stranger,
    /// Something else stands in its place: a folder, a link.
    Blocked(String),
    /// It is right, and git does not know it.
    Untracked,
}

impl DriftKind {
    /// The word for it.
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Stale(_) => "stale",
            Self::WrongMode => "wrong mode",
            Self::Orphaned => "orphaned",
            Self::Stranger => "stranger",
            Self::Blocked(_) => "blocked",
            Self::Untracked => "untracked",
        }
    }
}

/// Compares the disk with the root's tree.
///
/// # Errors
/// What cannot be read, or git where it cannot be asked.
pub fn compare(root: &Root) -> Result<Vec<Drift>, CompareError> {
    // git looks while we read.
    let asked = git::ask(&root.directory)?;
    let found = scan(root)?;
    let mut drift = Vec::new();
    let mut push = |path: &str, kind| drift.push(Drift { path: path.to_owned(), kind });
    for (path, file) in root.tree.iter() {
        let on_disk = found.get(path.as_str());
        if let Some(obstacle) = obstacle(root, path, on_disk) {
            push(path.as_str(), DriftKind::Blocked(obstacle.to_string()));
        } else {
            for kind in differences(root, path, file, on_disk)? {
                push(path.as_str(), kind);
            }
        }
    }
    let (orphans, strangers) = superfluous(root, &found)?;
    for path in orphans {
        push(path, DriftKind::Orphaned);
    }
    if root.scope == Scope::Whole {
        for path in strangers {
            push(path, DriftKind::Stranger);
        }
    }
    if let Some(tracked) = asked.map(git::Asked::answer).transpose()? {
        for (path, _) in root.tree.iter() {
            if found.contains_key(path.as_str()) && !tracked.contains(path.as_str()) {
                push(path.as_str(), DriftKind::Untracked);
            }
        }
    }
    drift.sort_by(|left, right| left.path.cmp(&right.path));
    Ok(drift)
}

/// Why a comparison has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// The disk cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// git cannot be asked.
    #[error(transparent)]
    Git(#[from] git::GitError),
}

fn differences(root: &Root, path: &TreePath, file: &File, found: Option<&Found>) -> Result<Vec<DriftKind>, DiskError> {
    let Some(Found::File) = found else {
        return Ok(vec![DriftKind::Missing]);
    };
    let OnDisk { contents, executable } = read(&path.below(&root.directory))?;
    let mut kinds = Vec::new();
    if !is_same_text(&contents, &file.contents) {
        let text = String::from_utf8_lossy(&contents).replace("\r\n", "\n");
        kinds.push(DriftKind::Stale(diff::unified(path.as_str(), &text, &file.contents)));
    }
    if has_wrong_mode(file.mode, executable) {
        kinds.push(DriftKind::WrongMode);
    }
    Ok(kinds)
}
