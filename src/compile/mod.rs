//! From a description to its files.
//!
//! The [recipes](crate::recipes) make the workflows. A [`Compilation`] asks first whether the description is sound ([`crate::check`]), and then gives a
//! repository at a time and keeps none of them; [`Compiled`] is all of them, for what looks at the whole description.

mod header;
mod own;
mod refusal;
mod repository;

pub use header::OF_RUST;
pub use own::{CompiledOwnWorkflow, OwnWorkflow, own_workflows};
pub use refusal::problems;
pub use repository::{CompiledRepository, CompiledWorkflow, WorkflowSource};

use crate::check;
use crate::description::{Organization, Repository};
use crate::diagnostic::Diagnostic;
use crate::tree::{Claims, File, TreeError, TreePath};
use actions::action::Lock;
use repository::RepositoryCompiler;
use std::collections::BTreeMap;

/// A description that is compiled, a repository at a time, in the order of the description. None is kept: a description may
/// be larger than the memory.
#[derive(Debug)]
pub struct Compilation<'a> {
    organization: &'a Organization,
    /// The lock that pins its actions.
    pub lock: &'a Lock,
    /// What generates its files again, for their headers.
    command: &'a str,
    claims: Claims,
    next: usize,
}

/// A description, compiled as a whole.
#[derive(Debug)]
pub struct Compiled<'a> {
    /// The description.
    pub organization: &'a Organization,
    /// The lock that pins its actions.
    pub lock: &'a Lock,
    /// Its repositories.
    pub repositories: Vec<CompiledRepository<'a>>,
}

impl<'a> Compilation<'a> {
    /// Checks a description, and begins to compile it; `lock` pins the actions, `command` generates the files again.
    ///
    /// # Errors
    /// Everything in which it is not sound, at once.
    pub fn new(organization: &'a Organization, lock: &'a Lock, command: &'a str) -> Result<Self, Vec<Diagnostic>> {
        let unsound = check::description(organization);
        if unsound.is_empty() {
            Ok(Self { organization, lock, command, claims: Claims::default(), next: 0 })
        } else {
            Err(refusal::beside(organization, lock, &check::Unread::default(), unsound))
        }
    }

    /// Claims a path for a file that is not compiled from the description; `origin` says who wants it, for messages.
    ///
    /// # Errors
    /// The path is none, is taken, or collides with another.
    pub fn claim(&mut self, path: &str, origin: &str) -> Result<TreePath, TreeError> {
        self.claims.claim(path, origin.to_owned())
    }

    /// The whole description, compiled.
    ///
    /// # Errors
    /// Everything that is wrong, at once.
    pub fn finish(self) -> Result<Compiled<'a>, Vec<Diagnostic>> {
        let (organization, lock) = (self.organization, self.lock);
        let (mut repositories, mut problems) = (Vec::new(), Vec::new());
        for repository in self {
            match repository {
                Ok(repository) => repositories.push(repository),
                Err(mut more) => problems.append(&mut more),
            }
        }
        if problems.is_empty() { Ok(Compiled { organization, lock, repositories }) } else { Err(problems) }
    }
}

impl<'a> Iterator for Compilation<'a> {
    type Item = Result<CompiledRepository<'a>, Vec<Diagnostic>>;

    fn next(&mut self) -> Option<Self::Item> {
        let repository = self.organization.repositories.get(self.next)?;
        let compiler =
            RepositoryCompiler::new(self.organization, repository, self.lock, self.command, &mut self.claims);
        self.next += 1;
        Some(compiler.compile(self.next - 1))
    }
}

impl<'a> Compiled<'a> {
    /// Every workflow, with its repository.
    pub fn workflows(&self) -> impl Iterator<Item = (&'a Repository, &CompiledWorkflow<'a>)> {
        self.repositories.iter().flat_map(|compiled| compiled.workflows.iter().map(|each| (compiled.repository, each)))
    }

    /// Every file, by its path.
    pub fn into_files(self) -> BTreeMap<TreePath, File> {
        self.repositories.into_iter().flat_map(CompiledRepository::into_files).collect()
    }
}

/// Compiles a description as a whole.
///
/// # Errors
/// Everything that is wrong, at once.
pub fn compile<'a>(organization: &'a Organization, lock: &'a Lock) -> Result<Compiled<'a>, Vec<Diagnostic>> {
    Compilation::new(organization, lock, OF_RUST)?.finish()
}
