//! Where one stands in a project.

use std::env;
use std::path::PathBuf;

/// The folder of what is generated, below the project's own.
pub(super) const GENERATED: &str = "generated";

/// The project's folder, as seen from where one stands: inside a git repository the nearest one upwards that has generated
/// files, so that a command means the same wherever in the project it is typed; without one, where one stands.
pub(super) fn find() -> PathBuf {
    let here = PathBuf::from(".");
    let Ok(current) = env::current_dir() else {
        return here;
    };
    let mut up = PathBuf::new();
    let mut found = None;
    for folder in current.ancestors() {
        if found.is_none() && folder.join(GENERATED).is_dir() {
            found = Some(up.clone());
        }
        if folder.join(".git").exists() {
            // Beyond the repository nothing is meant.
            return found.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(here);
        }
        up.push("..");
    }
    here
}
