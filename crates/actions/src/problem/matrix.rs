//! Matrices.

use super::syntax;

/// What is wrong with a matrix.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MatrixProblem {
    /// It has neither values nor combinations.
    #[error("which is empty; give it a key with values, or combinations to include")]
    Empty,
    /// A key without values.
    #[error("whose key `{key}` has no values; the job would never run")]
    NoValues {
        /// The key.
        key: String,
    },
    /// A key that means something else to GitHub.
    #[error("whose key `{key}` GitHub reads as the list of combinations to {key}; rename it")]
    ReservedKey {
        /// The key.
        key: String,
    },
    /// A combination without any value.
    #[error("whose `{list}` has an empty combination; leave it out")]
    EmptyCombination {
        /// `include` or `exclude`.
        list: &'static str,
    },
    /// An exclusion by a key that there is not.
    #[error("whose `exclude` names `{key}`, which is no key of it; its keys: {keys}")]
    UnknownKey {
        /// The key.
        key: String,
        /// The keys that exist.
        keys: String,
    },
    /// Everything is excluded.
    #[error("whose combinations are all excluded; the job would never run")]
    AllExcluded,
    /// More jobs than a run may have.
    #[error("that makes {jobs} jobs; GitHub takes at most 256 of one matrix")]
    TooMany {
        /// How many jobs it makes, as far as they were counted.
        jobs: String,
    },
    /// No job at a time.
    #[error("of which no job may run at a time; set `max-parallel` to 1 or more")]
    NoneAtATime,
}

impl MatrixProblem {
    /// The page of GitHub's documentation that says so.
    pub const fn documentation(&self) -> &'static str {
        match self {
            Self::UnknownKey { .. } | Self::AllExcluded => {
                syntax!("jobsjob_idstrategymatrixexclude")
            }
            Self::NoneAtATime => syntax!("jobsjob_idstrategymax-parallel"),
            _ => syntax!("jobsjob_idstrategymatrix"),
        }
    }
}
