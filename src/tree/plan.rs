//! What writing a tree would change, and what stands in its way. Nothing is in its place before a plan is carried out.

use super::diff::{self, Lines};
use super::disk::{DiskEntry, DiskError, DiskScan, is_ours, read, scan, text};
use super::obstacle::{Obstacle, obstacle};
use super::stage::{Stage, WriteError};
use super::{File, FileMode, Root, RootError, TreePath};
use std::collections::BTreeMap;
use std::fs;

/// What an update is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UpdateMode {
    /// To be carried out.
    Write,
    /// To be read: nothing is touched, and lines are counted.
    Tell,
}

/// A tree on its way to the disk: it takes file after file.
#[derive(Debug)]
pub struct Update {
    root: Root,
    seen: DiskScan,
    changes: Vec<Change>,
    unchanged: usize,
    obstacles: Vec<Obstacle>,
    /// Where files wait; `None` where nothing is to be touched.
    stage: Option<Stage>,
}

/// What writing a tree does.
#[derive(Debug)]
pub struct Plan {
    /// Where.
    pub root: Root,
    /// What changes, in the order of the paths.
    pub changes: Vec<Change>,
    /// How many files stay as they are.
    pub unchanged: usize,
    pub(super) stage: Option<Stage>,
}

/// A change of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, below the root's folder.
    pub path: String,
    /// What happens to it.
    pub kind: ChangeKind,
    /// How many lines come and go, in an update that is to be read.
    pub lines: Option<Lines>,
}

/// What happens to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// It comes into being.
    Created,
    /// Its text changes.
    Updated,
    /// Its run bit changes.
    Mode,
    /// It goes, because it no longer belongs.
    Removed,
}

impl ChangeKind {
    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Updated => "updated",
            Self::Mode => "mode",
            Self::Removed => "removed",
        }
    }
}

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Something is in the way.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Obstacles(Vec<Obstacle>),
    /// A folder cannot be a tree's.
    #[error(transparent)]
    Root(#[from] RootError),
    /// The disk cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The disk cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

impl Update {
    /// Looks at what is there; one that is to be carried out waits until no other run writes there, and removes what a killed
    /// run left.
    ///
    /// # Errors
    /// The folder cannot be made, locked or read.
    pub fn begin(root: Root, purpose: UpdateMode) -> Result<Self, PlanError> {
        let stage = match purpose {
            UpdateMode::Write => Some(Stage::open(&root.directory)?),
            UpdateMode::Tell => None,
        };
        let seen = scan(&root)?;
        if stage.is_some() {
            for (path, _) in seen.found.iter().filter(|(_, found)| matches!(found, DiskEntry::Temporary)) {
                let path = root.directory.join(path);
                fs::remove_file(&path).map_err(WriteError::new(&path, "removed"))?;
            }
        }
        Ok(Self { root, seen, changes: Vec::new(), unchanged: 0, obstacles: Vec::new(), stage })
    }

    /// Takes a file that belongs here. Once something stands in the way nothing is written any more: only what else does is
    /// found out.
    ///
    /// # Errors
    /// The disk cannot be read, or not be written.
    pub fn take(&mut self, path: &TreePath, file: &File) -> Result<(), PlanError> {
        let obstacle = obstacle(&self.root, &self.seen, path);
        let found = self.seen.found.remove(path.as_str());
        let kind = match obstacle.map_or_else(|| self.kind(path, file, found.as_ref()), |obstacle| Ok(Err(obstacle)))? {
            Ok(Some(kind)) => kind,
            Ok(None) => {
                self.unchanged += 1;
                return Ok(());
            }
            Err(obstacle) => {
                if !self.obstacles.contains(&obstacle) {
                    self.obstacles.push(obstacle);
                }
                return Ok(());
            }
        };
        let lines = match &mut self.stage {
            Some(stage) if self.obstacles.is_empty() => {
                stage.add(path, file)?;
                None
            }
            Some(_) => None,
            None => Some(lines(&self.root, path.as_str(), kind, &file.contents)?),
        };
        self.changes.push(Change { path: path.to_string(), kind, lines });
        Ok(())
    }

    /// What must happen to a file, the inner `Err` where a stranger's stands in its place.
    fn kind(
        &self,
        path: &TreePath,
        file: &File,
        found: Option<&DiskEntry>,
    ) -> Result<Result<Option<ChangeKind>, Obstacle>, DiskError> {
        let place = path.below(&self.root.directory);
        match found {
            None => return Ok(Ok(Some(ChangeKind::Created))),
            Some(DiskEntry::File) => {}
            Some(DiskEntry::Temporary | DiskEntry::Other) => return Ok(Err(Obstacle::Stranger(place))),
        }
        let on_disk = read(&place)?;
        Ok(if !on_disk.is_ours() {
            Err(Obstacle::Stranger(place))
        } else if !is_same_text(&on_disk.contents, &file.contents) {
            Ok(Some(ChangeKind::Updated))
        } else if has_wrong_mode(file.mode, on_disk.executable) {
            Ok(Some(ChangeKind::Mode))
        } else {
            Ok(None)
        })
    }

    /// The last file has come: what is ours and did not come by no longer belongs.
    ///
    /// # Errors
    /// Everything that stands in the way, at once; or what cannot be read.
    pub fn plan(mut self) -> Result<Plan, PlanError> {
        if !self.obstacles.is_empty() {
            return Err(PlanError::Obstacles(std::mem::take(&mut self.obstacles)));
        }
        let (orphans, _) = superfluous(&self.root, &self.seen.found)?;
        for path in orphans {
            let kind = ChangeKind::Removed;
            let lines = if self.stage.is_none() { Some(lines(&self.root, path, kind, "")?) } else { None };
            self.changes.push(Change { path: path.to_owned(), kind, lines });
        }
        self.changes.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(Plan { root: self.root, changes: self.changes, unchanged: self.unchanged, stage: self.stage })
    }
}

/// How many lines a change brings and takes.
fn lines(root: &Root, path: &str, kind: ChangeKind, belongs: &str) -> Result<Lines, DiskError> {
    let on_disk = match kind {
        ChangeKind::Created => String::new(),
        _ => text(&root.directory.join(path))?,
    };
    Ok(diff::lines(&on_disk, belongs))
}

/// What is on disk and did not come by: the files that carry our marker, and the others.
pub(super) fn superfluous<'a>(
    root: &Root,
    left: &'a BTreeMap<String, DiskEntry>,
) -> Result<(Vec<&'a str>, Vec<&'a str>), DiskError> {
    let (mut ours, mut strangers) = (Vec::new(), Vec::new());
    for (path, found) in left {
        if is_ours(root, path, found)? { ours.push(path.as_str()) } else { strangers.push(path.as_str()) }
    }
    Ok((ours, strangers))
}

/// Whether a file on disk holds the text; a checkout that writes `\r\n` does.
pub(super) fn is_same_text(on_disk: &[u8], text: &str) -> bool {
    on_disk == text.as_bytes() || String::from_utf8_lossy(on_disk).replace("\r\n", "\n") == text
}

/// Whether a run bit is lost, or set where none belongs.
pub(super) fn has_wrong_mode(mode: FileMode, executable: bool) -> bool {
    cfg!(unix) && (mode == FileMode::Executable) != executable
}
