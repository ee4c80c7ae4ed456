//! Carrying a plan out: whole files only, whatever happens half-way.

use super::plan::{ChangeKind, Plan};
use super::stage::WriteError;
use std::fs;
use std::path::Path;

/// Carries out a plan: new files go to their places, then what no longer belongs is removed.
///
/// # Errors
/// The first path that cannot be written, with the reason; files written before it are whole.
pub fn write(plan: &mut Plan) -> Result<(), WriteError> {
    if let Some(stage) = &mut plan.stage {
        stage.place()?;
    }
    let directory = &plan.root.directory;
    for change in plan.changes.iter().filter(|change| change.kind == ChangeKind::Removed) {
        let path = directory.join(&change.path);
        fs::remove_file(&path).map_err(WriteError::new(&path, "removed"))?;
        remove_empty_folders(&path, directory);
    }
    Ok(())
}

/// Removes the folders that a removed file leaves empty, up to the root's own.
fn remove_empty_folders(file: &Path, directory: &Path) {
    for folder in file.ancestors().skip(1).take_while(|folder| *folder != directory) {
        // A folder that is not empty cannot be removed, and ends the way up.
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
