//! What writing a tree would change, and what stands in its way. Nothing is touched here.

use super::diff::{self, Lines};
use super::disk::{DiskError, Found, is_ours, read, scan, text};
use super::{File, FileMode, Root, Scope, TreePath};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

/// What writing a tree would do.
#[derive(Debug)]
pub struct Plan<'a> {
    pub(super) root: &'a Root,
    /// What changes, in the order of the paths.
    pub changes: Vec<Change>,
    /// How many files stay as they are.
    pub unchanged: usize,
    /// Files that a killed run left.
    pub(super) leftovers: Vec<PathBuf>,
}

/// A change of one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The file, below the root's folder.
    pub path: String,
    /// What happens to it.
    pub kind: ChangeKind,
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

impl Plan<'_> {
    /// How many lines a change of this plan brings and takes.
    ///
    /// # Errors
    /// The file that is on disk cannot be read.
    pub fn lines(&self, change: &Change) -> Result<Lines, DiskError> {
        let path = self.root.directory.join(&change.path);
        let on_disk = match change.kind {
            ChangeKind::Created => String::new(),
            _ => text(&path)?,
        };
        let belongs = TreePath::new(&change.path).ok().and_then(|path| self.root.tree.get(&path));
        Ok(diff::lines(&on_disk, belongs.map_or("", |file| file.contents.as_str())))
    }
}

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

/// Why there is no plan.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// Something is in the way.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Obstacles(Vec<Obstacle>),
    /// The disk cannot be read.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// Finds out what writing the root's tree would change.
///
/// # Errors
/// Everything that stands in the way, at once; or what cannot be read.
pub fn plan(root: &Root) -> Result<Plan<'_>, PlanError> {
    let found = scan(root)?;
    let mut changes = Vec::new();
    let mut obstacles = Vec::new();
    let mut unchanged = 0;
    for (path, file) in root.tree.iter() {
        let on_disk = found.get(path.as_str());
        if let Some(obstacle) = obstacle(root, path, on_disk) {
            if !obstacles.contains(&obstacle) {
                obstacles.push(obstacle);
            }
            continue;
        }
        match change(root, path, file, on_disk)? {
            Ok(Some(kind)) => changes.push(Change { path: path.to_string(), kind }),
            Ok(None) => unchanged += 1,
            Err(()) => obstacles.push(Obstacle::Stranger(path.below(&root.directory))),
        }
    }
    if !obstacles.is_empty() {
        return Err(PlanError::Obstacles(obstacles));
    }
    let (orphans, _) = superfluous(root, &found)?;
    changes.extend(orphans.into_iter().map(|path| Change { path: path.to_owned(), kind: ChangeKind::Removed }));
    changes.sort_by(|left, right| left.path.cmp(&right.path));
    let leftovers = found.iter().filter(|(_, found)| matches!(found, Found::Temporary));
    let leftovers = leftovers.map(|(path, _)| root.directory.join(path)).collect();
    Ok(Plan { root, changes, unchanged, leftovers })
}

/// What is on disk and does not belong: the files that carry our marker, and the others.
pub(super) fn superfluous<'a>(
    root: &Root,
    found: &'a BTreeMap<String, Found>,
) -> Result<(Vec<&'a str>, Vec<&'a str>), DiskError> {
    let (mut ours, mut strangers) = (Vec::new(), Vec::new());
    for (path, found) in found.iter().filter(|(path, _)| !belongs(root, path)) {
        if is_ours(root, path, found)? { ours.push(path.as_str()) } else { strangers.push(path.as_str()) }
    }
    Ok((ours, strangers))
}

fn belongs(root: &Root, path: &str) -> bool {
    TreePath::new(path).is_ok_and(|path| root.tree.get(&path).is_some())
}

/// What must happen to a file, the inner `Err` where a stranger's stands in its place.
fn change(
    root: &Root,
    path: &TreePath,
    file: &File,
    found: Option<&Found>,
) -> Result<Result<Option<ChangeKind>, ()>, DiskError> {
    match found {
        None => return Ok(Ok(Some(ChangeKind::Created))),
        Some(Found::File) => {}
        Some(Found::Temporary | Found::Other) => return Ok(Err(())),
    }
    let on_disk = read(&path.below(&root.directory))?;
    Ok(if !on_disk.is_ours() {
        Err(())
    } else if !is_same_text(&on_disk.contents, &file.contents) {
        Ok(Some(ChangeKind::Updated))
    } else if has_wrong_mode(file.mode, on_disk.executable) {
        Ok(Some(ChangeKind::Mode))
    } else {
        Ok(None)
    })
}

/// Whether a file on disk holds the text; a checkout that writes `\r\n` does.
pub(super) fn is_same_text(on_disk: &[u8], text: &str) -> bool {
    on_disk == text.as_bytes() || String::from_utf8_lossy(on_disk).replace("\r\n", "\n") == text
}

/// Whether a run bit is lost, or set where none belongs.
pub(super) fn has_wrong_mode(mode: FileMode, executable: bool) -> bool {
    cfg!(unix) && (mode == FileMode::Executable) != executable
}

/// What keeps a path from being a file: a link or a file on the way, a folder or a link at the end.
pub(super) fn obstacle(root: &Root, path: &TreePath, found: Option<&Found>) -> Option<Obstacle> {
    if root.scope == Scope::Whole && matches!(found, Some(Found::File)) {
        // It was found without following a link: nothing is in the way.
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
