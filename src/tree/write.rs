//! Carrying a plan out: whole files only, whatever happens half-way.
//!
//! First every new file is written beside its place under a temporary name, then all are renamed into place. A disk that
//! is full is so before anything has changed; a run that is killed leaves whole files, and temporary ones that the next
//! run removes.

use super::disk::TEMPORARY;
use super::plan::{Change, ChangeKind, Plan};
use super::{File, FileMode, Root, TreePath};
use std::collections::VecDeque;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file or folder that cannot be written.
#[derive(Debug, thiserror::Error)]
#[error("{path}: cannot be {what}: {source}", path = path.display())]
pub struct WriteError {
    path: PathBuf,
    what: &'static str,
    source: io::Error,
}

impl WriteError {
    fn new<'a>(path: &'a Path, what: &'static str) -> impl FnOnce(io::Error) -> Self + 'a {
        move |source| Self { path: path.to_owned(), what, source }
    }
}

/// Holds off other runs until it is dropped.
#[derive(Debug)]
pub struct Lock {
    _folder: Option<fs::File>,
}

/// Makes the root's folder and waits until no other run writes to it. The operating system lets go of the lock when a run
/// ends, however it ends.
///
/// # Errors
/// The folder cannot be made or locked.
pub fn lock(root: &Root) -> Result<Lock, WriteError> {
    let folder = &root.directory;
    fs::create_dir_all(folder).map_err(WriteError::new(folder, "created"))?;
    if cfg!(not(unix)) {
        // A folder cannot be opened there; two runs at once still write whole files.
        return Ok(Lock { _folder: None });
    }
    let open = fs::File::open(folder).map_err(WriteError::new(folder, "opened"))?;
    open.lock().map_err(WriteError::new(folder, "locked"))?;
    Ok(Lock { _folder: Some(open) })
}

/// A file that waits under a temporary name.
struct Staged {
    temporary: PathBuf,
    place: PathBuf,
}

/// Temporary files, removed when they do not get to their places.
#[derive(Default)]
struct Stage(VecDeque<Staged>);

impl Drop for Stage {
    fn drop(&mut self) {
        for staged in &self.0 {
            // What cannot be removed now is removed by the next run.
            let _ = fs::remove_file(&staged.temporary);
        }
    }
}

/// Carries out a plan.
///
/// # Errors
/// The first path that cannot be written, with the reason; files written before it are whole.
pub fn write(plan: &Plan<'_>) -> Result<(), WriteError> {
    let directory = &plan.root.directory;
    for leftover in &plan.leftovers {
        fs::remove_file(leftover).map_err(WriteError::new(leftover, "removed"))?;
    }
    let mut stage = Stage::default();
    let mut made = PathBuf::new();
    for Change { path, kind } in &plan.changes {
        if *kind != ChangeKind::Removed
            && let Ok(path) = TreePath::new(path)
            && let Some(file) = plan.root.tree.get(&path)
        {
            stage.0.push_back(stage_file(directory, &path, file, &mut made)?);
        }
    }
    while let Some(staged) = stage.0.front() {
        fs::rename(&staged.temporary, &staged.place).map_err(WriteError::new(&staged.place, "written"))?;
        stage.0.pop_front();
    }
    for Change { path, kind } in &plan.changes {
        if *kind == ChangeKind::Removed {
            let path = directory.join(path);
            fs::remove_file(&path).map_err(WriteError::new(&path, "removed"))?;
            remove_empty_folders(&path, directory);
        }
    }
    Ok(())
}

/// Writes a file beside its place; `made` is the folder that was made last.
fn stage_file(directory: &Path, path: &TreePath, file: &File, made: &mut PathBuf) -> Result<Staged, WriteError> {
    let place = path.below(directory);
    let folder = place.parent().unwrap_or(directory);
    if folder != made {
        fs::create_dir_all(folder).map_err(WriteError::new(folder, "created"))?;
        folder.clone_into(made);
    }
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let temporary = folder.join(format!("{TEMPORARY}{}-{name}", std::process::id()));
    let written = write_whole(&temporary, file);
    if let Err(source) = written {
        // What cannot be removed now is removed by the next run.
        let _ = fs::remove_file(&temporary);
        return Err(WriteError { path: place, what: "written", source });
    }
    Ok(Staged { temporary, place })
}

/// Writes a file that is not there yet. It is not forced to the disk: whatever kills a run, the kernel keeps what was written,
/// and renames come after writes. After a power failure a checkout is restored by git, or by the next run.
fn write_whole(path: &Path, file: &File) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    set_mode(&mut options, file.mode);
    options.open(path)?.write_all(file.contents.as_bytes())
}

/// The mode that a file comes into being with, less what the user's umask takes.
#[cfg(unix)]
fn set_mode(options: &mut OpenOptions, mode: FileMode) {
    use std::os::unix::fs::OpenOptionsExt;
    options.mode(match mode {
        FileMode::Plain => 0o644,
        FileMode::Executable => 0o755,
    });
}

/// Where files have no run bit there is none to set.
#[cfg(not(unix))]
fn set_mode(_: &mut OpenOptions, _: FileMode) {}

/// Removes the folders that a removed file leaves empty, up to the root's own.
fn remove_empty_folders(file: &Path, directory: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != directory) {
        // A folder that is not empty cannot be removed, and ends the way up.
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
