//! Which action a step uses.

/// The action of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionReference {
    /// An action of a repository; the lock says which commit.
    Pinned {
        /// `owner/name`, or `owner/name/folder`.
        name: String,
        /// The major release that the inputs were written for, such as `v4`.
        major: String,
    },
    /// An action in the repository itself, such as `./.github/actions/build`.
    Local(String),
    /// A container image, such as `docker://alpine:3`.
    Image(String),
}

impl ActionReference {
    /// An action of a repository.
    pub fn pinned(name: impl Into<String>, major: impl Into<String>) -> Self {
        Self::Pinned { name: name.into(), major: major.into() }
    }
}
