//! What the commands work on.

use super::answer::Answer;
use super::{project_folder, schema};
use crate::compile::{self, Compilation, Compiled, CompiledOwnWorkflow, OwnWorkflow, own_workflows};
use crate::description::Organization;
use crate::diagnostic::{Diagnostic, Language, Place, Source, Span};
use crate::lint::{Subject, findings};
use crate::read::Sources;
use crate::tree::{File, FileMode, Root, RootScope, TreePath};
use actions::action::Lock;
use std::borrow::Cow;
use std::fmt::Display;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::sync_channel;
use std::thread;

/// The number of the root of what is generated, and of the one of the project's own workflows.
const GENERATED: usize = 0;
const OWN: usize = 1;

/// The file of the schema, below the output folder.
pub(super) const SCHEMA: &str = "schema/pipewright.schema.json";

/// How many compiled repositories may wait until their files are taken: enough to keep both threads busy, too few to fill the
/// memory.
const WAITING: usize = 8;

/// A description, with what it is compiled by.
#[derive(Debug)]
pub struct Project {
    /// What is delivered.
    pub organization: Organization,
    /// Workflows of the project itself, beside what it generates for others.
    pub own_workflows: Vec<OwnWorkflow>,
    /// The files that it was read from.
    sources: Sources,
    /// The pins of its actions.
    pins: Pins,
    /// What generates its files again.
    command: String,
}

/// The text of an `actions.lock`, and its path as a person would type it.
#[derive(Debug)]
pub(super) struct Pins {
    pub(super) file: String,
    pub(super) text: Cow<'static, str>,
}

impl Default for Pins {
    /// Those of pipewright itself.
    fn default() -> Self {
        Self { file: Place::LOCK.to_owned(), text: Cow::Borrowed(include_str!("../../actions.lock")) }
    }
}

impl Project {
    /// A project whose description is written in Rust. Its actions are pinned as pipewright pins them.
    pub fn new(organization: Organization) -> Self {
        Self {
            organization,
            own_workflows: Vec::new(),
            sources: Sources::default(),
            pins: Pins::default(),
            command: compile::OF_RUST.to_owned(),
        }
    }

    /// Pins actions with an `actions.lock` of the project's own: its path in the project, and its text.
    #[must_use]
    pub fn pinned_by(self, file: impl Into<String>, text: impl Into<Cow<'static, str>>) -> Self {
        Self { pins: Pins { file: file.into(), text: text.into() }, ..self }
    }

    /// Adds workflows of the project itself, beside what it generates for others.
    #[must_use]
    pub fn with_own_workflows(self, own_workflows: Vec<OwnWorkflow>) -> Self {
        Self { own_workflows, ..self }
    }

    /// The project, read from these files; `command` generates its files again.
    pub(super) fn read_from(self, sources: Sources, command: String, pins: Pins) -> Self {
        Self { sources, pins, command, ..self }
    }

    /// The files of Rust that describe it, and its pins; none of a description as data.
    pub(super) fn rust_files(&self) -> Vec<&str> {
        let repositories = self.organization.repositories.iter().map(|repository| repository.described_in.as_str());
        let own = self.own_workflows.iter().map(|own| own.described_in);
        let pins = std::iter::once(self.pins.file.as_str());
        let files = repositories.chain(own).chain(pins).filter(|file| !file.is_empty() && self.sources.is_empty());
        files.collect()
    }

    /// What generates its files again.
    pub(super) fn command(&self) -> &str {
        &self.command
    }

    /// The pins of its actions.
    pub(super) const fn pins(&self) -> &Pins {
        &self.pins
    }

    /// The lock that pins its actions.
    ///
    /// # Errors
    /// It cannot be read.
    pub(super) fn parsed_lock(&self) -> Result<Lock, Vec<Diagnostic>> {
        Lock::parse(&self.pins.text).map_err(without_place)
    }

    /// Checks the description, and begins to compile it.
    ///
    /// # Errors
    /// It is refused.
    pub(super) fn compilation<'a>(&'a self, lock: &'a Lock) -> Result<Compilation<'a>, Vec<Diagnostic>> {
        let compilation = Compilation::new(&self.organization, lock, &self.command);
        let mut compilation = compilation.map_err(|found| self.located(found))?;
        compilation.claim(SCHEMA, "the schema").map_err(without_place)?;
        Ok(compilation)
    }

    /// The description, compiled as a whole.
    ///
    /// # Errors
    /// It is refused, or one of the project's own workflows.
    pub(super) fn compile<'a>(&'a self, lock: &'a Lock) -> Result<Compiled<'a>, Vec<Diagnostic>> {
        let compiled = self.compilation(lock)?.finish().map_err(|found| self.located(found))?;
        self.compile_own(lock)?;
        Ok(compiled)
    }

    /// The project's own workflows, compiled.
    fn compile_own<'a>(&'a self, lock: &Lock) -> Result<Vec<CompiledOwnWorkflow<'a>>, Vec<Diagnostic>> {
        own_workflows(&self.own_workflows, lock).map_err(|found| self.located(found))
    }

    /// The diagnostics with their places in the files of the description, in the order of the files.
    pub(super) fn located(&self, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
        for label in diagnostics.iter_mut().flat_map(Diagnostic::labels_mut) {
            label.span = label.place.as_ref().and_then(Place::pinned).and_then(|action| self.pin(action));
        }
        self.sources.located(diagnostics)
    }

    /// The language of the description.
    pub(super) const fn language(&self) -> Language {
        if self.sources.is_empty() { Language::Rust } else { Language::Yaml }
    }

    /// Where an action is pinned.
    fn pin(&self, action: &str) -> Option<(Arc<Source>, Span)> {
        let text = &*self.pins.text;
        let line = text.lines().find(|line| line.split_whitespace().next() == Some(action))?;
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let source = Source::new(self.pins.file.clone(), text.to_owned());
        Some((Arc::new(source), Span { start, end: start + line.len() }))
    }

    /// What `lint` finds, each with the line of what would be generated.
    ///
    /// # Errors
    /// The description is refused.
    pub(super) fn findings(&self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let lock = self.parsed_lock()?;
        let compiled = self.compilation(&lock)?.finish().map_err(|found| self.located(found))?;
        let own = self.compile_own(&lock)?;
        let mut subject = Subject::of(&compiled);
        if self.sources.is_empty() {
            subject = subject.of_project(&own);
        }
        let found = findings(&subject).map_err(|found| self.located(found))?;
        Ok(self.located(found))
    }

    /// Where files belong: what is generated, and the project's own workflows where they belong to it. They do not where the
    /// output has a folder of the user's own choice.
    ///
    /// # Errors
    /// A folder has no valid name.
    pub(super) fn roots(&self, out: Option<&Path>) -> Result<Vec<Root>, Vec<Diagnostic>> {
        let home = project_folder::find();
        let generated = out.map_or_else(|| in_project(&home, project_folder::GENERATED), Path::to_path_buf);
        // Beside the description lies what is not generated.
        let is_shared = self.sources.names().any(|name| is_below(Path::new(name), &generated));
        let scope = if is_shared { RootScope::Beside } else { RootScope::Whole };
        let mut roots = vec![Root { directory: generated, scope }];
        if self.has_own_root(out) {
            let folder = TreePath::new(OwnWorkflow::FOLDER).map_err(without_place)?;
            roots.push(Root { directory: home, scope: RootScope::Shared(vec![folder]) });
        }
        Ok(roots)
    }

    const fn has_own_root(&self, out: Option<&Path>) -> bool {
        out.is_none() && !self.own_workflows.is_empty()
    }

    /// Compiles everything and gives each file to `take`, with the number of its root. A repository at a time is kept: one is
    /// compiled while the files of another are taken. After an error, the files that were taken must be discarded.
    ///
    /// # Errors
    /// The description is refused, with everything that is wrong; or what `take` says.
    pub(super) fn files(
        &self,
        mut compilation: Compilation<'_>,
        out: Option<&Path>,
        mut take: impl FnMut(usize, &TreePath, &File) -> Result<(), Answer>,
    ) -> Result<(), Answer> {
        let lock = compilation.lock;
        let mut refused = Vec::new();
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel(WAITING);
            // Nobody receives any more after an error.
            scope.spawn(move || compilation.try_for_each(|repository| sender.send(repository)));
            for repository in receiver {
                match repository {
                    Ok(repository) if refused.is_empty() => {
                        repository.into_files().try_for_each(|(path, file)| take(GENERATED, &path, &file))?;
                    }
                    Ok(_) => {}
                    Err(mut more) => refused.append(&mut more),
                }
            }
            Ok::<(), Answer>(())
        })?;
        if !refused.is_empty() {
            return Err(self.located(refused).into());
        }
        let schema = File { contents: schema::text(), mode: FileMode::Plain };
        take(GENERATED, &TreePath::new(SCHEMA).map_err(without_place)?, &schema)?;
        let own = self.compile_own(lock)?;
        if self.has_own_root(out) {
            for CompiledOwnWorkflow { path, rendered, .. } in own {
                take(OWN, &path, &File { contents: rendered.text, mode: FileMode::Plain })?;
            }
        }
        Ok(())
    }
}

#[allow(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
fn without_place(error: impl Display) -> Vec<Diagnostic> {
    vec![Diagnostic::without_place(error.to_string(), "")]
}

/// Whether a file lies below a folder; where one of them is not there, it does not.
fn is_below(file: &Path, folder: &Path) -> bool {
    let real = |path: &Path| path.canonicalize().ok();
    let folder = if folder == Path::new("") { Path::new(".") } else { folder };
    real(file).zip(real(folder)).is_some_and(|(file, folder)| file.starts_with(folder))
}

/// A folder of the project; where one stands in it, without the `./` that nobody types.
pub(super) fn in_project(home: &Path, folder: &str) -> PathBuf {
    if home == Path::new(".") { PathBuf::from(folder) } else { home.join(folder) }
}

/// A file's path as a person would type it where they stand.
pub(super) fn shown(root: &Root, path: &str) -> String {
    if root.directory == Path::new(".") { path.to_owned() } else { root.directory.join(path).display().to_string() }
}
