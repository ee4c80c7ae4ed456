//! Where in a description something stands.
//!
//! A place is told in three ways: in words, for whoever reads a line; as the way to it through the data, for whoever has
//! the file that the description was read from; and as a line of Rust, for whoever wrote it there. A place without a
//! line of its own has that of what it stands in: a deployment that of its workflow's name, and that its repository's.

use super::{Path, Step};
use crate::description::{Assistant, Build, Deployment, Environment, Repository};
use std::fmt::{self, Display, Formatter};
use std::panic::Location;

/// A place in a description, as its reader would name it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    described_in: String,
    words: Vec<String>,
    path: Path,
    written_at: Option<&'static Location<'static>>,
}

impl Place {
    /// The file of the pins, and the first key on the way to one.
    pub const LOCK: &str = "actions.lock";

    /// The organisation itself.
    pub fn organization() -> Self {
        Self {
            described_in: String::new(),
            words: vec!["the organisation".to_owned()],
            path: Path::default(),
            written_at: None,
        }
    }

    /// An environment of the organisation, the one at this index.
    pub fn environment(index: usize, environment: &Environment) -> Self {
        Self {
            words: vec![format!("environment `{}`", environment.name)],
            path: Path::default().key("environments").index(index),
            written_at: environment.name.written_at(),
            ..Self::organization()
        }
    }

    /// The pin of an action in `actions.lock`.
    pub fn pin(action: &str) -> Self {
        Self {
            words: vec![format!("the pin of `{action}`")],
            path: Path::default().key(Self::LOCK).key(action.to_owned()),
            ..Self::organization()
        }
    }

    /// A workflow of the project itself, the one at this index.
    pub fn own_workflow(index: usize, name: &str, described_in: &str) -> Self {
        Self {
            described_in: described_in.to_owned(),
            words: vec![format!("workflow `{name}`")],
            path: Path::default().key("own-workflows").index(index),
            written_at: None,
        }
    }

    /// A repository of the organisation, the one at this index.
    pub fn repository(index: usize, repository: &Repository) -> Self {
        Self {
            described_in: repository.described_in.clone(),
            words: vec![repository.name.to_string()],
            path: Path::default().key("repositories").index(index),
            written_at: repository.name.written_at(),
        }
    }

    /// A service of this repository, the one at this index. It has no name: in words it is its repository.
    #[must_use]
    pub fn service(&self, index: usize) -> Self {
        self.key("services").index(index)
    }

    /// A build of this service, the one at this index.
    #[must_use]
    pub fn build(&self, index: usize, build: &Build) -> Self {
        let place = self.key("builds").index(index).written_at(build.workflow.written_at());
        place.in_words(format!("build `{}`", build.workflow))
    }

    /// The builds of this repository, of all its services, each with its place.
    pub fn builds<'a>(&self, repository: &'a Repository) -> Vec<(&'a Build, Self)> {
        let services = repository.services.iter().enumerate();
        services
            .flat_map(|(index, service)| {
                let owner = self.service(index);
                service.builds.iter().enumerate().map(move |(index, build)| (build, owner.build(index, build)))
            })
            .collect()
    }

    /// A deployment of this service, the one at this index.
    #[must_use]
    pub fn deployment(&self, index: usize, deployment: &Deployment) -> Self {
        let place = self.key("deployments").index(index).written_at(deployment.workflow.written_at());
        place.in_words(format!("deployment `{}`", deployment.workflow))
    }

    /// The assistant of this repository.
    #[must_use]
    pub fn assistant(&self, assistant: &Assistant) -> Self {
        self.key("assistant").written_at(assistant.workflow.written_at()).in_words("assistant")
    }

    /// A part of this place, in words alone.
    #[must_use]
    pub fn in_words(mut self, part: impl Into<String>) -> Self {
        self.words.push(part.into());
        self
    }

    /// The place in words, without the file.
    pub fn words(&self) -> String {
        self.words.join(", ")
    }

    /// What stands here, without what it stands in.
    pub fn subject(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// The value of a key of this place.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        let mut place = self.clone();
        place.path = place.path.key(key);
        place
    }

    /// An element of this place.
    #[must_use]
    pub fn index(&self, index: usize) -> Self {
        let mut place = self.clone();
        place.path = place.path.index(index);
        place
    }

    /// This place, written at that line where it has one of its own.
    #[must_use]
    pub fn written_at(mut self, line: Option<&'static Location<'static>>) -> Self {
        self.written_at = line.or(self.written_at);
        self
    }

    /// The action whose pin it is, where it is one.
    pub fn pinned(&self) -> Option<&str> {
        match self.path.steps() {
            [Step::Key(file), Step::Key(action)] if file == Self::LOCK => Some(action),
            _ => None,
        }
    }

    /// The way to this place through data.
    pub const fn path(&self) -> &Path {
        &self.path
    }

    /// The line of Rust that wrote it, or what it stands in.
    pub const fn line(&self) -> Option<&'static Location<'static>> {
        self.written_at
    }
}

impl Display for Place {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.words())?;
        if !self.described_in.is_empty() {
            write!(formatter, " ({})", self.described_in)?;
        }
        Ok(())
    }
}
