//! Where mutants are made: a copy of the sources in `target/mutations/tree`, with a target folder of its own that outlives
//! runs, so that cargo builds only what a mutation touches. One mutant is made at a time, in all runs together.

use anyhow::{Context, Error, Result, bail, ensure};
use mutations::{Catcher, Mutation};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use crate::stage::{Product, ROOT, Run};

/// What the generator, and the rows that read what it generates, are made of.
const SOURCES: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    "actions.lock",
    "benches",
    "crates",
    "pipelines",
    "rehearsal",
    "src",
    "templates",
    "tests",
];
/// How long cargo may take.
const LIMIT: Duration = Duration::from_mins(10);

/// The copy, ready for a mutation.
#[derive(Debug)]
pub struct Workshop {
    folder: PathBuf,
    rows: PathBuf,
    turn: Mutex<()>,
}

/// What came of a mutation.
#[derive(Debug)]
pub enum Mutant {
    /// There it lies.
    Made(Product),
    /// There is no output: cargo or the generator says why.
    Refused(String),
}

impl Workshop {
    /// Brings the copy up to date and sees that it generates what is committed.
    pub fn open() -> Result<Self> {
        let folder = Path::new(ROOT).join("target/mutations");
        fs::create_dir_all(folder.join("tree"))?;
        let mut workshop = Self { folder, rows: PathBuf::new(), turn: Mutex::new(()) };
        let lock = workshop.lock()?;
        workshop.restore()?;
        workshop.borrow_dependencies()?;
        let built =
            workshop.cargo(&["test", "--no-run", "--package", "pipelines", "--test", "mas"]).answer_within(LIMIT)?;
        ensure!(built.is_success(), "cargo: {}", built.text());
        let told =
            built.complaint.lines().find_map(|line| line.trim().strip_prefix("Executable ")?.split(['(', ')']).nth(1));
        workshop.rows = told.with_context(|| format!("cargo names no test: {}", built.complaint))?.into();
        if let Some(why) = workshop.generate(&workshop.folder.join("unchanged"))? {
            bail!("the sources generate nothing before anything is broken: {why}");
        }
        ensure!(
            same(&workshop.folder.join("unchanged"), &Path::new(ROOT).join("generated"))?,
            "generated/ is not what the sources generate; run cargo run -- generate"
        );
        drop(lock);
        Ok(workshop)
    }

    /// The output of a mutation, and the program that gives it.
    pub fn make(&self, mutation: &Mutation) -> Result<Mutant> {
        let generated = self.folder.join("generated").join(mutation.name);
        // What is run is predicted by the broken program, and descriptions of others than MAS are compiled by it. Stripped, for
        // all of them would take gigabytes.
        let is_run = matches!(mutation.catcher, Catcher::Scenario(_));
        let of_others = matches!(mutation.catcher, Catcher::Scenario(name)
            if ["examples/", "shared-host/"].iter().any(|group| name.starts_with(group)));
        let pipewright = self.folder.join("programs").join(mutation.name);
        let refused = self.broken(mutation, || {
            let refused = self.generate(&generated)?;
            if refused.is_none() && is_run {
                fs::create_dir_all(self.folder.join("programs"))?;
                Command::new("strip").arg("-o").arg(&pipewright).arg(self.program()).succeed()?;
            }
            Ok(refused)
        })?;
        if let Some(why) = refused {
            return Ok(Mutant::Refused(why));
        }
        ensure!(
            of_others || !same(&generated, &self.folder.join("unchanged"))?,
            "{} changes nothing of the output",
            mutation.name
        );
        Ok(Mutant::Made(Product { generated, pipewright }))
    }

    /// What the rows of the reference say of a mutation; nothing when all of them hold.
    pub fn rows(&self, mutation: &Mutation) -> Result<Option<String>> {
        let said = self.broken(mutation, || {
            if let Some(why) = self.generate(&self.tree().join("generated"))? {
                bail!("{} is refused: {why}", mutation.name);
            }
            let mut rows = Command::new(&self.rows);
            rows.current_dir(self.tree()).arg("the_generated_files_do_what_the_reference_says");
            rows.answer()
        })?;
        Ok((!said.is_success()).then(|| said.text()))
    }

    /// Does something with the tree while it is broken.
    fn broken<T>(&self, mutation: &Mutation, work: impl FnOnce() -> Result<T>) -> Result<T> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        let _lock = self.lock()?;
        self.restore()?;
        let text = super::source(mutation)?;
        let file = self.tree().join(mutation.file);
        fs::write(&file, mutation.apply(&text).map_err(Error::msg)?)?;
        let done = work();
        fs::write(&file, text)?;
        done
    }

    fn program(&self) -> PathBuf {
        self.folder.join("target/debug/pipelines")
    }

    fn tree(&self) -> PathBuf {
        self.folder.join("tree")
    }

    fn lock(&self) -> Result<File> {
        let lock = File::options().create(true).append(true).open(self.folder.join("lock"))?;
        lock.lock()?;
        Ok(lock)
    }

    /// The tree holds what the repository does, whatever an interrupted run has left.
    fn restore(&self) -> Result<()> {
        for source in SOURCES {
            mirror(&Path::new(ROOT).join(source), &self.tree().join(source))?;
        }
        Ok(())
    }

    /// What others have written is built already, beside this program; links to it save minutes.
    fn borrow_dependencies(&self) -> Result<()> {
        let target = self.folder.join("target");
        if target.exists() {
            return Ok(());
        }
        fs::create_dir_all(target.join("debug"))?;
        for built in ["deps", "build", ".fingerprint"] {
            let from = Path::new(ROOT).join("target/debug").join(built);
            if from.exists() {
                Command::new("cp").args(["--archive", "--link"]).arg(from).arg(target.join("debug")).succeed()?;
            }
        }
        // The copy's own products have the same names as the repository's, and must not be written through a link.
        for own in ["*pipewright*", "*pipelines*"] {
            let mut find = Command::new("find");
            find.arg(target.join("debug")).args(["-depth", "-name", own, "-exec", "rm", "-r", "{}", ";"]);
            find.succeed()?;
        }
        let mut programs = Command::new("find");
        programs.arg(target.join("debug/deps")).args(["-type", "f", "-not", "-name", "lib*", "-delete"]).succeed()?;
        Ok(())
    }

    fn cargo(&self, words: &[&str]) -> Command {
        let mut cargo = Command::new("cargo");
        cargo.current_dir(self.tree()).args(words).args(["--offline", "--target-dir"]).arg(self.folder.join("target"));
        cargo
    }

    /// Builds the generator and lets it write; why it did not.
    fn generate(&self, into: &Path) -> Result<Option<String>> {
        let built = self.cargo(&["build", "--package", "pipelines", "--bins"]).answer_within(LIMIT)?;
        if built.status.code() == Some(101) {
            return Ok(Some(built.text()));
        }
        ensure!(built.is_success(), "cargo: {}", built.text());
        let mut generator = Command::new(self.program());
        let generated = generator.current_dir(self.tree()).args(["generate", "--out"]).arg(into).answer()?;
        match generated.status.code() {
            Some(0) => Ok(None),
            Some(1) => Ok(Some(generated.text())),
            _ => bail!("generate: {}", generated.text()),
        }
    }
}

/// Makes a file or folder hold what another holds; what is the same already is not written, so that cargo sees no change.
fn mirror(from: &Path, to: &Path) -> Result<()> {
    if from.is_dir() {
        fs::create_dir_all(to)?;
        let names = names(from)?;
        for name in self::names(to)?.difference(&names) {
            let stale = to.join(name);
            if stale.is_dir() { fs::remove_dir_all(stale)? } else { fs::remove_file(stale)? }
        }
        return names.iter().try_for_each(|name| mirror(&from.join(name), &to.join(name)));
    }
    let bytes = fs::read(from).with_context(|| from.display().to_string())?;
    if fs::read(to).ok().as_ref() != Some(&bytes) {
        fs::write(to, bytes)?;
    }
    Ok(())
}

/// Whether two folders hold the same files.
fn same(one: &Path, other: &Path) -> Result<bool> {
    if !one.is_dir() {
        return Ok(fs::read(one)? == fs::read(other)?);
    }
    let names = names(one)?;
    if names != self::names(other)? {
        return Ok(false);
    }
    for name in names {
        if !same(&one.join(&name), &other.join(&name))? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn names(folder: &Path) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder)? {
        names.insert(entry?.file_name().to_string_lossy().into_owned());
    }
    Ok(names)
}
