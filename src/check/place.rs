//! Where in a description something stands.

use crate::spec::{Build, Deployment, Repository};
use std::fmt::{self, Display, Formatter};

/// A place in a description, as its reader would name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    described_in: String,
    words: Vec<String>,
}

impl Place {
    /// A repository.
    pub fn repository(repository: &Repository) -> Self {
        Self { described_in: repository.described_in.clone(), words: vec![repository.name.to_string()] }
    }

    /// The organisation itself.
    pub fn organization() -> Self {
        Self { described_in: String::new(), words: vec!["the organisation".to_owned()] }
    }

    /// A build of this repository.
    #[must_use]
    pub fn build(&self, build: &Build) -> Self {
        self.within(format!("build `{}`", build.workflow))
    }

    /// A deployment of this repository.
    #[must_use]
    pub fn deployment(&self, deployment: &Deployment) -> Self {
        self.within(format!("deployment `{}`", deployment.workflow))
    }

    /// A part of this place.
    #[must_use]
    pub fn within(&self, part: impl Into<String>) -> Self {
        let mut place = self.clone();
        place.words.push(part.into());
        place
    }
}

impl Display for Place {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words.join(", "))?;
        if !self.described_in.is_empty() {
            write!(formatter, " ({})", self.described_in)?;
        }
        Ok(())
    }
}
