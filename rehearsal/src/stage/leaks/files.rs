//! Where a secret could lie open: logs, and files that anybody on a host can read.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::stage::{Machine, Stage};

/// A larger file is a layer or a program.
const LARGEST: u64 = 8 * 1024 * 1024;

/// All logs: of workflow runs, of the machines' servers, and those that scripts keep, whoever may read them.
pub fn logs(stage: &Stage) -> Vec<PathBuf> {
    let mut logs = Vec::new();
    let is_log = |path: &Path| path.extension().is_some_and(|extension| extension == "log");
    let runs = fs::read_dir(stage.folder.join("github")).into_iter().flatten().flatten().map(|entry| entry.path());
    logs.extend(runs.map(|run| run.join("printed.log")).filter(|log| log.is_file()));
    for machine in [&stage.development, &stage.production] {
        for folder in ["layers/var/log", "own/home", "own/srv", "own/tmp"] {
            walk(&machine.folder.join(folder), |_| true, &mut |path| {
                if is_log(path) {
                    logs.push(path.to_owned());
                }
            });
        }
        walk(&machine.folder.join("own/var/lib/docker/containers"), |_| true, &mut |path| {
            if path.to_string_lossy().ends_with("-json.log") {
                logs.push(path.to_owned());
            }
        });
    }
    logs
}

/// The files of a machine that others can read, of those that it changed: others must also get through every folder.
pub fn readable(machine: &Machine) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let passable = |path: &Path| mode(path) & 0o001 != 0;
    for folder in ["own", "layers"] {
        walk(&machine.folder.join(folder), passable, &mut |path| {
            if mode(path) & 0o004 != 0 && fs::metadata(path).is_ok_and(|data| data.len() <= LARGEST) {
                files.push(path.to_owned());
            }
        });
    }
    files
}

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).map_or(0, |data| data.permissions().mode())
}

/// Every plain file below a folder, through the folders that may be entered. What vanishes meanwhile is not there.
fn walk(folder: &Path, may_enter: impl Fn(&Path) -> bool + Copy, take: &mut impl FnMut(&Path)) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let (path, Ok(kind)) = (entry.path(), entry.file_type()) else { continue };
        if kind.is_dir() {
            if may_enter(&path) {
                walk(&path, may_enter, take);
            }
        } else if kind.is_file() {
            take(&path);
        }
    }
}
