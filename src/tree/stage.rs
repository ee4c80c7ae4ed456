//! Files beside their places, under temporary names.
//!
//! A disk that is full is so before anything has changed; what is not put into its place is removed again, with the folders
//! that were made for it. A run that is killed leaves temporary files, and the next run removes them.

use super::disk::TEMPORARY;
use super::{File, FileMode, TreePath};
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
    pub(super) fn new<'a>(path: &'a Path, what: &'static str) -> impl FnOnce(io::Error) -> Self + 'a {
        move |source| Self { path: path.to_owned(), what, source }
    }
}

/// The files that wait, and the lock that holds off other runs.
#[derive(Debug)]
pub(super) struct Stage {
    directory: PathBuf,
    /// Files below the directory, in the order in which they came.
    waiting: Vec<TreePath>,
    /// How many of them are in their places.
    placed: usize,
    /// Folders that were not there, the outer ones first.
    made: Vec<PathBuf>,
    /// The folder of the file that came last.
    last: PathBuf,
    /// The operating system lets go of it when a run ends, however it ends.
    lock: Option<fs::File>,
}

impl Stage {
    /// Makes the folder and waits until no other run writes to it.
    pub(super) fn open(directory: &Path) -> Result<Self, WriteError> {
        let mut stage = Self {
            directory: directory.to_owned(),
            waiting: Vec::new(),
            placed: 0,
            made: Vec::new(),
            last: PathBuf::new(),
            lock: None,
        };
        loop {
            make_folder(directory, &mut stage.made)?;
            // A folder cannot be opened elsewhere; two runs at once still write whole files.
            if cfg!(not(unix)) {
                return Ok(stage);
            }
            let open = match fs::File::open(directory) {
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                open => open.map_err(WriteError::new(directory, "opened"))?,
            };
            open.lock().map_err(WriteError::new(directory, "locked"))?;
            // A run that came to nothing takes its folder away again, and the lock of that one holds off nobody.
            if is_at(&open, directory) {
                stage.lock = Some(open);
                return Ok(stage);
            }
        }
    }

    /// Writes a file beside its place.
    pub(super) fn add(&mut self, path: &TreePath, file: &File) -> Result<(), WriteError> {
        let place = path.below(&self.directory);
        let folder = place.parent().unwrap_or(&self.directory);
        if folder != self.last {
            make_folder(folder, &mut self.made)?;
            folder.clone_into(&mut self.last);
        }
        let temporary = temporary(&place, self.waiting.len());
        // It is on the list before it is written, so that a half-written one is removed too.
        self.waiting.push(path.clone());
        write_whole(&temporary, file).map_err(WriteError::new(&place, "written"))
    }

    /// Renames every file into its place. Other runs are held off until this is dropped.
    pub(super) fn place(&mut self) -> Result<(), WriteError> {
        while let Some(path) = self.waiting.get(self.placed) {
            let place = path.below(&self.directory);
            fs::rename(temporary(&place, self.placed), &place).map_err(WriteError::new(&place, "written"))?;
            self.placed += 1;
        }
        self.made.clear();
        Ok(())
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What cannot be removed now is removed by the next run; a folder with something in it stays.
        for (number, path) in self.waiting.iter().enumerate().skip(self.placed) {
            let _ = fs::remove_file(temporary(&path.below(&self.directory), number));
        }
        for folder in self.made.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

/// The temporary name of the nth file that waits. The file's own is no part of it: it may be as long as a name can be.
fn temporary(place: &Path, number: usize) -> PathBuf {
    place.with_file_name(format!("{TEMPORARY}{}-{number}", std::process::id()))
}

/// Whether an open folder is still the one at this path.
#[cfg(unix)]
fn is_at(open: &fs::File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let same = |left: fs::Metadata, right: fs::Metadata| (left.dev(), left.ino()) == (right.dev(), right.ino());
    open.metadata().and_then(|open| fs::metadata(path).map(|path| same(open, path))).unwrap_or(false)
}

/// Where no folder is opened there is none to compare.
#[cfg(not(unix))]
fn is_at(_: &fs::File, _: &Path) -> bool {
    true
}

/// Makes a folder, and those on the way to it, and notes which were not there.
fn make_folder(folder: &Path, made: &mut Vec<PathBuf>) -> Result<(), WriteError> {
    let first = fs::create_dir(folder);
    let created = match first {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
                make_folder(parent, made)?;
            }
            fs::create_dir(folder)
        }
        first => first,
    };
    match created {
        Ok(()) => made.push(folder.to_owned()),
        // Another run may have made it meanwhile.
        Err(_) if folder.is_dir() => {}
        Err(error) => return Err(WriteError::new(folder, "created")(error)),
    }
    Ok(())
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
