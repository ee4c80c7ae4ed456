//! Differences as people read them.

use similar::{ChangeTag, TextDiff};

/// The unified diff from what is on disk to what belongs there.
pub(super) fn unified(path: &str, on_disk: &str, belongs: &str) -> String {
    TextDiff::from_lines(on_disk, belongs)
        .unified_diff()
        .context_radius(3)
        .header(&format!("{path} (on disk)"), &format!("{path} (described)"))
        .to_string()
}

/// How many lines a change of a file brings and takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// The lines that come.
    pub added: usize,
    /// The lines that go.
    pub removed: usize,
}

/// The lines by which `belongs` differs from what is on disk.
pub(super) fn lines(on_disk: &str, belongs: &str) -> Lines {
    let diff = TextDiff::from_lines(on_disk, belongs);
    let count = |tag| diff.iter_all_changes().filter(|change| change.tag() == tag).count();
    Lines { added: count(ChangeTag::Insert), removed: count(ChangeTag::Delete) }
}
