//! What the commands work on.

use super::answer::Answer;
use super::lint::{At, Told, document};
use super::{progress, project_folder, refusal, schema};
use crate::check::Finding;
use crate::compile::{self, CompiledWorkflow, OwnWorkflow, Sound, Stopped};
use crate::description::Organization;
use crate::diagnostic::{Place, Source, Span};
use crate::lint::{Findings, Subject, Whose};
use crate::read::{Report, Sources, Spot};
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
    Refused(Vec<String>),
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
    pub(super) fn ready(&self, out: Option<&Path>) -> Result<Ready<'_>, Vec<String>> {
        let lock = Lock::parse(&self.lock).map_err(|error| vec![error.to_string()])?;
        let sound = compile::sound(&self.organization, lock).map_err(|problems| self.messages(&problems))?;
        let sound = sound.generated_by(&self.command);
        Ok(Ready { project: self, sound, out: out.map(Path::to_path_buf), progress: ProgressBar::hidden() })
    }

    /// What was found, with its place in the files of the description.
    pub(super) fn report(&self, finding: &Finding) -> Report {
        let report = self.sources.report(finding);
        match finding.at.place.pinned().and_then(|action| self.pin(action)) {
            Some(at) => Report { at, ..report },
            None => report,
        }
    }

    /// Where an action is pinned.
    fn pin(&self, action: &str) -> Option<Spot> {
        let text = &*self.lock;
        let line = text.lines().find(|line| line.split_whitespace().next() == Some(action))?;
        let start = line.as_ptr() as usize - text.as_ptr() as usize;
        let source = Source::new(self.lock_file.clone(), text.to_owned());
        Some(Spot::Data(Arc::new(source), Span { start, end: start + line.len() }))
    }

    /// What `lint` finds, each with the line of what would be generated.
    pub(super) fn findings(&self) -> Result<Findings, Answer> {
        let ready = self.ready(None).map_err(Answer::refused)?;
        let workflows = ready.workflows().map_err(Answer::refused)?;
        let mut findings = ready.findings(&workflows).map_err(|unknown| Answer::unanswered(&unknown.join("\n")))?;
        let take = |_: &TreePath, _: &File| Ok::<(), Infallible>(());
        match ready.looked_at(&workflows, &mut findings, &mut Claims::default(), take) {
            Ok(()) => {
                ready.look_at_own(&mut findings).map_err(Answer::refused)?;
                Ok(findings)
            }
            Err(Stop::Refused(problems)) => Err(Answer::refused(problems)),
            Err(Stop::Taker(never)) => match never {},
        }
    }

    fn messages(&self, problems: &[compile::Problem]) -> Vec<String> {
        refusal::texts(&self.sources.reports(problems.iter().map(compile::Problem::finding)))
    }
}

impl Ready<'_> {
    /// The same, showing on a terminal how far it is unless quiet is wanted.
    pub(super) fn showing_progress(self, quiet: bool) -> Self {
        Self { progress: progress::of(self.sound.repositories(), quiet), ..self }
    }

    /// Where files belong: what is generated, and the project's own workflows where they belong to it.
    pub(super) fn roots(&self) -> Result<Vec<Root>, Vec<String>> {
        let home = project_folder::find();
        let generated = self.out.clone().unwrap_or_else(|| in_project(&home, project_folder::GENERATED));
        // Beside the description lies what is not generated.
        let is_shared = self.project.sources.names().any(|name| is_below(Path::new(name), &generated));
        let scope = if is_shared { RootScope::Beside } else { RootScope::Whole };
        let mut roots = vec![Root { directory: generated, scope }];
        if self.has_own_root() {
            let folders = [OwnWorkflow::FOLDER, document::PAGES].map(TreePath::new).into_iter();
            let folders = folders.collect::<Result<_, _>>().map_err(|error| vec![error.to_string()])?;
            roots.push(Root { directory: home, scope: RootScope::Shared(folders) });
        }
        Ok(roots)
    }

    const fn has_own_root(&self) -> bool {
        self.out.is_none() && !self.project.own_workflows.is_empty()
    }

    /// Every workflow as a value: what is found in them and what they become is asked of the same ones.
    fn workflows(&self) -> Result<Vec<Vec<CompiledWorkflow<'_>>>, Vec<String>> {
        self.sound.workflows().map_err(|error| vec![error.to_string()])
    }

    /// What `lint` finds.
    fn findings(&self, workflows: &[Vec<CompiledWorkflow<'_>>]) -> Result<Findings, Vec<String>> {
        let mut subject = Subject::of(&self.sound, workflows);
        if self.project.sources.is_empty() {
            subject = subject.of_project(&self.project.own_workflows);
        }
        Findings::of(&subject).map_err(|unknown| {
            let line = |finding: &Finding| {
                let at = At::of(&self.project.report(finding).at);
                let place = at.map_or_else(|| finding.at.place.to_string(), |at| format!("{}:{}", at.file, at.line));
                format!("{place}: {}; {}", finding.message, finding.help)
            };
            unknown.iter().map(line).collect()
        })
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
            Stopped::Refused(problems) => Stop::Refused(self.project.messages(&problems)),
            Stopped::Taker(error) => Stop::Taker(error),
        })
    }

    /// What the description amounts to.
    pub(super) fn overview(&self) -> Result<Overview<'_>, Vec<String>> {
        Overview::of(&self.sound).map_err(|error| vec![error.to_string()])
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
        let mut found = None;
        if self.project.own_workflows.is_empty() {
            self.rendered(&mut claims, |path, file| take(GENERATED, path, file))?;
        } else {
            // Findings point at the lines of this description, and go with it alone.
            let workflows = self.workflows().map_err(Stop::Refused)?;
            let mut findings = self.findings(&workflows).map_err(Stop::Refused)?;
            self.look_at_own(&mut findings).map_err(Stop::Refused)?;
            self.looked_at(&workflows, &mut findings, &mut claims, |path, file| take(GENERATED, path, file))?;
            found = Some(document::findings(&Told::all(findings.all(), self.project)));
        }
        let found = found.map(|found| (document::FINDINGS, "the findings", found));
        for (name, whose, contents) in [(SCHEMA, "the schema", schema::text())].into_iter().chain(found) {
            let path = claims.claim(name, whose.to_owned()).map_err(Stop::refused)?;
            take(GENERATED, &path, &File { contents, mode: FileMode::Plain }).map_err(Stop::Taker)?;
        }
        if self.has_own_root() {
            for (path, file) in self.own_files().map_err(Stop::Refused)? {
                take(OWN, &path, &file).map_err(Stop::Taker)?;
            }
            for (path, contents) in document::pages() {
                let path = claims.claim(&path, "a rule".to_owned()).map_err(Stop::refused)?;
                take(OWN, &path, &File { contents, mode: FileMode::Plain }).map_err(Stop::Taker)?;
            }
        }
        Ok(())
    }

    /// Lets findings look at the project's own workflows.
    fn look_at_own(&self, findings: &mut Findings) -> Result<(), Vec<String>> {
        for (path, file) in self.own_files()? {
            findings.look_at(Whose::Project, path.as_str(), &file.contents);
        }
        Ok(())
    }

    /// The project's own workflows, rendered.
    fn own_files(&self) -> Result<Vec<(TreePath, File)>, Vec<String>> {
        let place = |own: &OwnWorkflow| format!("{}, workflow `{}`", own.described_in, own.workflow.name);
        let workflows: Vec<&Workflow> = self.project.own_workflows.iter().map(|own| &own.workflow).collect();
        let cut_off = chain::problems(&workflows).into_iter();
        let cut_off: Vec<String> = cut_off
            .map(|(index, problem)| format!("{}: {problem}", place(&self.project.own_workflows[index])))
            .collect();
        if !cut_off.is_empty() {
            return Err(cut_off);
        }
        let mut claims = Claims::default();
        let each = self.project.own_workflows.iter().map(|own| {
            let told = |problem: &actions::Problem| format!("{}: {problem}", place(own));
            let text = own.text(&self.sound.lock);
            let contents = text.map_err(|problems| problems.iter().map(told).collect::<Vec<_>>())?;
            let path = claims.claim(&own.path(), own.described_in.to_owned());
            Ok((path.map_err(|error| vec![error.to_string()])?, File { contents, mode: FileMode::Plain }))
        });
        each.collect()
    }
}

impl<E> Stop<E> {
    #[allow(clippy::needless_pass_by_value, reason = "it is handed to map_err")]
    fn refused(error: TreeError) -> Self {
        Self::Refused(vec![error.to_string()])
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
