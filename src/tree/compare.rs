//! Where the disk has drifted from a tree.

use super::disk::{DiskEntry, DiskError, DiskScan, OnDisk, read, scan};
use super::obstacle::obstacle;
use super::plan::{has_wrong_mode, is_same_text, superfluous};
use super::{File, Root, RootError, RootScope, TreePath, diff, git};

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

/// A comparison of the disk with a tree: it takes file after file, and touches nothing.
#[derive(Debug)]
pub struct Comparison {
    root: Root,
    asked: Option<git::GitQuery>,
    seen: DiskScan,
    drift: Vec<Drift>,
    /// Files that are there, for git to know.
    there: Vec<String>,
    files: usize,
}

impl Comparison {
    /// Looks at what is there.
    ///
    /// # Errors
    /// What cannot be read, or git where it cannot be asked.
    pub fn begin(root: Root) -> Result<Self, CompareError> {
        // git looks while we read.
        let asked = git::ask(&root.directory)?;
        let seen = scan(&root)?;
        Ok(Self { root, asked, seen, drift: Vec::new(), there: Vec::new(), files: 0 })
    }

    /// Where it looks.
    pub const fn root(&self) -> &Root {
        &self.root
    }

    /// How many files have come by.
    pub const fn files(&self) -> usize {
        self.files
    }

    /// Takes a file that belongs here.
    ///
    /// # Errors
    /// The disk cannot be read.
    pub fn take(&mut self, path: &TreePath, file: &File) -> Result<(), CompareError> {
        self.files += 1;
        let obstacle = obstacle(&self.root, &self.seen, path);
        let found = self.seen.found.remove(path.as_str());
        if found.is_some() && self.asked.is_some() {
            self.there.push(path.to_string());
        }
        if let Some(obstacle) = obstacle {
            self.push(path.as_str(), DriftKind::Blocked(obstacle.to_string()));
        } else {
            for kind in differences(&self.root, path, file, found.as_ref())? {
                self.push(path.as_str(), kind);
            }
        }
        Ok(())
    }

    fn push(&mut self, path: &str, kind: DriftKind) {
        self.drift.push(Drift { path: path.to_owned(), kind });
    }

    /// The last file has come: everything in which the disk has drifted, in the order of the paths.
    ///
    /// # Errors
    /// What cannot be read, or git where it does not answer.
    pub fn drift(mut self) -> Result<Vec<Drift>, CompareError> {
        let left = std::mem::take(&mut self.seen.found);
        let (orphans, strangers) = superfluous(&self.root, &left)?;
        for path in orphans {
            self.push(path, DriftKind::Orphaned);
        }
        if self.root.scope == RootScope::Whole {
            for path in strangers {
                self.push(path, DriftKind::Stranger);
            }
        }
        if let Some(tracked) = self.asked.take().map(git::GitQuery::answer).transpose()? {
            for path in std::mem::take(&mut self.there) {
                if !tracked.contains(&path) {
                    self.push(&path, DriftKind::Untracked);
                }
            }
        }
        self.drift.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(self.drift)
    }
}

/// Why a comparison has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    /// A folder cannot be a tree's.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The disk cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// git cannot be asked.
    #[error(transparent)]
    Git(#[from] git::GitError),
}

fn differences(
    root: &Root,
    path: &TreePath,
    file: &File,
    found: Option<&DiskEntry>,
) -> Result<Vec<DriftKind>, DiskError> {
    let Some(DiskEntry::File) = found else {
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
