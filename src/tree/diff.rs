//! Differences as people read them.

use similar::TextDiff;

/// The unified diff from what is on disk to what belongs there.
pub(super) fn unified(path: &str, on_disk: &str, belongs: &str) -> String {
    TextDiff::from_lines(on_disk, belongs)
        .unified_diff()
        .context_radius(3)
        .header(&format!("{path} (on disk)"), &format!("{path} (described)"))
        .to_string()
}
