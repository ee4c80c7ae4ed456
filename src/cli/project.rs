//! What the commands work on.

use super::{progress, project_folder, schema};
use crate::compile::{self, CompiledWorkflow, OwnWorkflow, Sound, Stopped, refusal};
use crate::description::Organization;
use crate::diagnostic::{Diagnostic, Language, Place, Source, Span};
use crate::lint::{Findings, Subject, Whose};
use crate::read::Sources;
use crate::show::Overview;
use crate::tree::{Claims, File, FileMode, Root, RootScope, TreeError, TreePath};
use actions::action::Lock;
use actions::{Workflow, chain};
use indicatif::ProgressBar;
use std::borrow::Cow;
use std::convert::Infallible;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The number of the root of what is generated, and of the one of the project's own workflows and the rules' pages.
const GENERATED: usize = 0;
const OWN: usize = 1;

/// The file of the schema, below the output folder.
pub(super) const SCHEMA: &str = "schema/pipewright.schema.json";

/// A description, with what it is compiled by.
#[derive(Debug)]
pub struct Project {
    /// What is delivered.
    pub organization: Organization,
    /// The text of `actions.lock`.
    pub lock: Cow<'static, str>,
    /// Workflows of the project itself, beside what it generates for others.
    pub own_workflows: Vec<OwnWorkflow>,
    /// The files that it was read from.
    sources: Sources,
    /// Where its lock is, as a person would type it.
    lock_file: String,
    /// What generates its files again.
    command: String,
}

/// A project whose description is sound, and the folder that it is rendered into.
pub(super) struct Ready<'a> {
    project: &'a Project,
    sound: Sound<'a>,
    out: Option<PathBuf>,
    progress: ProgressBar,
}

/// Why not every file was rendered.
pub(super) enum Stop<E> {
    /// The description is refused.
    Refused(Vec<Diagnostic>),
    /// Whoever took the files said no.
    Taker(E),
}

impl Project {
    /// A project whose description is written in Rust.
    pub fn new(
        organization: Organization,
        lock: impl Into<Cow<'static, str>>,
        own_workflows: Vec<OwnWorkflow>,
    ) -> Self {
        Self {
            organization,
            lock: lock.into(),
            own_workflows,
            sources: Sources::default(),
            lock_file: Place::LOCK.to_owned(),
            command: compile::OF_RUST.to_owned(),
        }
    }

    /// The project, read from these files; `command` generates its files again.
    pub(super) fn read_from(self, sources: Sources, command: String, lock_file: String) -> Self {
        Self { sources, lock_file, command, ..self }
    }

    /// The files of Rust that describe it; none of a description as data.
    pub(super) fn rust_files(&self) -> Vec<&str> {
        let repositories = self.organization.repositories.iter().map(|repository| repository.described_in.as_str());
        let own = self.own_workflows.iter().map(|own| own.described_in);
        let files = repositories.chain(own).filter(|file| !file.is_empty() && self.sources.is_empty());
        files.collect()
    }

    /// What generates its files again.
    pub(super) fn command(&self) -> &str {
        &self.command
    }

    /// Where its lock is.
    pub(super) fn lock_file(&self) -> &str {
        &self.lock_file
    }

    /// The project, ready to be rendered into a folder. Without one of its own, the project's own workflows belong to it.
    pub(super) fn ready(&self, out: Option<&Path>) -> Result<Ready<'_>, Vec<Diagnostic>> {
        let lock = Lock::parse(&self.lock).map_err(|error| vec![Diagnostic::without_place(error.to_string(), "")])?;
        let sound = compile::sound(&self.organization, lock).map_err(|found| self.located(found))?;
        let sound = sound.generated_by(&self.command);
        Ok(Ready { project: self, sound, out: out.map(Path::to_path_buf), progress: ProgressBar::hidden() })
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
        let text = &*self.lock;
        let line = text.lines().find(|line| line.split_whitespace().next() == Some(action))?;
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let source = Source::new(self.lock_file.clone(), text.to_owned());
        Some((Arc::new(source), Span { start, end: start + line.len() }))
    }

    /// What `lint` finds, each with the line of what would be generated.
    pub(super) fn findings(&self) -> Result<Vec<Diagnostic>, Vec<Diagnostic>> {
        let ready = self.ready(None)?;
        let workflows = ready.workflows()?;
        let mut findings = ready.findings(&workflows)?;
        let take = |_: &TreePath, _: &File| Ok::<(), Infallible>(());
        match ready.looked_at(&workflows, &mut findings, &mut Claims::default(), take) {
            Ok(()) => {
                ready.look_at_own(&mut findings)?;
                Ok(self.located(findings.diagnostics()))
            }
            Err(Stop::Refused(found)) => Err(found),
            Err(Stop::Taker(never)) => match never {},
        }
    }
}

impl Ready<'_> {
    /// The same, showing on a terminal how far it is unless quiet is wanted.
    pub(super) fn showing_progress(self, quiet: bool) -> Self {
        Self { progress: progress::of(self.sound.repositories(), quiet), ..self }
    }

    /// Where files belong: what is generated, and the project's own workflows where they belong to it.
    pub(super) fn roots(&self) -> Result<Vec<Root>, Vec<Diagnostic>> {
        let home = project_folder::find();
        let generated = self.out.clone().unwrap_or_else(|| in_project(&home, project_folder::GENERATED));
        // Beside the description lies what is not generated.
        let is_shared = self.project.sources.names().any(|name| is_below(Path::new(name), &generated));
        let scope = if is_shared { RootScope::Beside } else { RootScope::Whole };
        let mut roots = vec![Root { directory: generated, scope }];
        if self.has_own_root() {
            let folders = [OwnWorkflow::FOLDER].map(TreePath::new).into_iter();
            let folders = folders.collect::<Result<_, _>>().map_err(|error| vec![in_tree(&error)])?;
            roots.push(Root { directory: home, scope: RootScope::Shared(folders) });
        }
        Ok(roots)
    }

    const fn has_own_root(&self) -> bool {
        self.out.is_none() && !self.project.own_workflows.is_empty()
    }

    /// Every workflow as a value: what is found in them and what they become is asked of the same ones.
    fn workflows(&self) -> Result<Vec<Vec<CompiledWorkflow<'_>>>, Vec<Diagnostic>> {
        self.sound.workflows().map_err(|error| vec![error.diagnostic()])
    }

    /// What `lint` finds.
    fn findings(&self, workflows: &[Vec<CompiledWorkflow<'_>>]) -> Result<Findings, Vec<Diagnostic>> {
        let mut subject = Subject::of(&self.sound, workflows);
        if self.project.sources.is_empty() {
            subject = subject.of_project(&self.project.own_workflows);
        }
        Findings::of(&subject).map_err(|found| self.project.located(found))
    }

    /// Renders what is generated of the description, and gives each file to `take`. None of its workflows is kept.
    fn rendered<E>(
        &self,
        claims: &mut Claims,
        mut take: impl FnMut(&TreePath, &File) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        self.ended(self.sound.files(claims, |path, file| {
            self.progress.inc(1);
            take(path, file)
        }))
    }

    /// Renders these workflows, looks for the lines in which the findings show, and gives each file to `take`.
    fn looked_at<E>(
        &self,
        workflows: &[Vec<CompiledWorkflow<'_>>],
        findings: &mut Findings,
        claims: &mut Claims,
        mut take: impl FnMut(&TreePath, &File) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        self.ended(self.sound.files_of(workflows, claims, |path, file| {
            self.progress.inc(1);
            findings.look_at(Whose::Repository, path.as_str(), &file.contents);
            take(path, file)
        }))
    }

    fn ended<E>(&self, rendered: Result<(), Stopped<E>>) -> Result<(), Stop<E>> {
        self.progress.finish_and_clear();
        rendered.map_err(|stopped| match stopped {
            Stopped::Refused(found) => Stop::Refused(self.project.located(found)),
            Stopped::Taker(error) => Stop::Taker(error),
        })
    }

    /// What the description amounts to.
    pub(super) fn overview(&self) -> Result<Overview<'_>, Vec<Diagnostic>> {
        Overview::of(&self.sound).map_err(|error| vec![error.diagnostic()])
    }

    /// The lock that pins its actions.
    pub(super) const fn lock(&self) -> &Lock {
        &self.sound.lock
    }

    /// The project's own workflows.
    pub(super) fn own_workflows(&self) -> &[OwnWorkflow] {
        &self.project.own_workflows
    }

    /// Renders everything and gives each file to `take`, with the number of its root. When it stops, what was given must come
    /// to nothing.
    pub(super) fn files<E>(
        &self,
        mut take: impl FnMut(usize, &TreePath, &File) -> Result<(), E>,
    ) -> Result<(), Stop<E>> {
        let mut claims = Claims::default();
        self.rendered(&mut claims, |path, file| take(GENERATED, path, file))?;
        let path = claims.claim(SCHEMA, "the schema".to_owned()).map_err(Stop::refused)?;
        take(GENERATED, &path, &File { contents: schema::text(), mode: FileMode::Plain }).map_err(Stop::Taker)?;
        if self.has_own_root() {
            for (path, file) in self.own_files().map_err(Stop::Refused)? {
                take(OWN, &path, &file).map_err(Stop::Taker)?;
            }
        }
        Ok(())
    }

    /// Lets findings look at the project's own workflows.
    fn look_at_own(&self, findings: &mut Findings) -> Result<(), Vec<Diagnostic>> {
        for (path, file) in self.own_files()? {
            findings.look_at(Whose::Project, path.as_str(), &file.contents);
        }
        Ok(())
    }

    /// The project's own workflows, rendered.
    fn own_files(&self) -> Result<Vec<(TreePath, File)>, Vec<Diagnostic>> {
        let own_workflows = &self.project.own_workflows;
        let place = |index: usize| {
            let own: &OwnWorkflow = &own_workflows[index];
            Place::own_workflow(index, &own.workflow.name, own.described_in).written_at(own.workflow.anchor.place())
        };
        let workflows: Vec<&Workflow> = own_workflows.iter().map(|own| &own.workflow).collect();
        let found = chain::problems(&workflows).into_iter();
        let found: Vec<Diagnostic> = found
            .map(|(index, problem)| refusal::of_workflow(&place(index), &own_workflows[index].workflow.name, &problem))
            .collect();
        if !found.is_empty() {
            return Err(self.project.located(found));
        }
        let mut claims = Claims::default();
        let each = own_workflows.iter().enumerate().map(|(index, own)| {
            let place = place(index);
            let contents = own.text(&self.sound.lock).map_err(|problems| {
                let each = problems.iter().map(|problem| refusal::of_workflow(&place, &own.workflow.name, problem));
                self.project.located(each.collect())
            })?;
            let path = claims.claim(&own.path(), own.described_in.to_owned()).map_err(|error| vec![in_tree(&error)])?;
            Ok((path, File { contents, mode: FileMode::Plain }))
        });
        each.collect()
    }
}

/// A path that cannot be had.
fn in_tree(error: &impl std::fmt::Display) -> Diagnostic {
    Diagnostic::without_place(error.to_string(), "")
}

impl<E> Stop<E> {
    #[allow(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
    fn refused(error: TreeError) -> Self {
        Self::Refused(vec![in_tree(&error)])
    }
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
