//! `install-hook`: a check before every commit.

use super::answer::Answer;
use super::project_folder;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

/// By this line a hook is known to be ours.
const MARKER: &str = "# Installed by `pipewright install-hook`; with --uninstall it goes again.";

/// Install a git hook that checks before every commit
///
/// The hook refuses a commit if the generated files are not up to date. A hook that pipewright did not install
/// is not changed. `git commit --no-verify` skips it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: pipewright install-hook --command 'pipewright check --quiet'

Exit status: 0 the hook is installed (or removed, with --uninstall); 2 another hook is in the way.")]
pub(super) struct Arguments {
    /// The command that the hook runs, in the project's folder [default: cargo run --quiet -- check --staged, where
    /// there is a Cargo.toml and no --spec, else pipewright check --staged]
    #[arg(long, value_name = "LINE", conflicts_with = "uninstall")]
    command: Option<String>,

    /// Remove the hook
    #[arg(long)]
    uninstall: bool,
}

pub(super) fn run(arguments: &Arguments, spec: Option<&Path>) -> Answer {
    let answer = GitRepository::around(&project_folder::find()).and_then(|repository| {
        if arguments.uninstall {
            repository.uninstall()
        } else {
            repository.install(arguments.command.as_deref(), spec)
        }
    });
    match answer {
        Ok(text) => Answer::fine(text),
        Err(reason) => Answer::unanswered(&reason),
    }
}

/// What stands where the hook belongs.
enum HookLocation {
    Free,
    Ours,
    Strangers,
}

/// A work tree of git.
struct GitRepository {
    /// The project's folder, below the top of the work tree; empty at the top itself.
    project: PathBuf,
    /// Whether the project is a package of cargo.
    is_package: bool,
    /// The file of the hook.
    hook: PathBuf,
}

impl GitRepository {
    fn around(project: &Path) -> Result<Self, String> {
        let top = PathBuf::from(git(project, &["rev-parse", "--show-toplevel"])?);
        let common = git(&top, &["rev-parse", "--path-format=absolute", "--git-common-dir"])?;
        // git looks in the work tree's top for a `core.hooksPath` that is relative.
        let hooks = top.join(git(&top, &["rev-parse", "--git-path", "hooks"])?);
        if !hooks.starts_with(&top) && !hooks.starts_with(common) {
            return Err(format!(
                "{}: git runs the hooks of this folder (core.hooksPath), and it is not this repository's own; add the check \
                 to the hook there by hand, or run `git config core.hooksPath .githooks` here first",
                hooks.display()
            ));
        }
        let prefix = PathBuf::from(git(project, &["rev-parse", "--show-prefix"])?);
        Ok(Self { project: prefix, is_package: project.join("Cargo.toml").is_file(), hook: hooks.join("pre-commit") })
    }

    fn place(&self) -> Result<HookLocation, String> {
        match fs::symlink_metadata(&self.hook) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(HookLocation::Free),
            Err(error) => Err(self.cannot("read", &error)),
            Ok(metadata) if !metadata.is_file() => Ok(HookLocation::Strangers),
            Ok(_) => {
                let text = fs::read(&self.hook).map_err(|error| self.cannot("read", &error))?;
                let is_ours = String::from_utf8_lossy(&text).lines().any(|line| line == MARKER);
                Ok(if is_ours { HookLocation::Ours } else { HookLocation::Strangers })
            }
        }
    }

    fn install(&self, command: Option<&str>, spec: Option<&Path>) -> Result<String, String> {
        let line = self.line(command, spec)?;
        if matches!(self.place()?, HookLocation::Strangers) {
            return Err(format!(
                "{}: this hook is not pipewright's, so it is left alone; add this line to it: {line}",
                self.hook.display()
            ));
        }
        let text = format!("#!/bin/sh\n{MARKER}\n{line}\n");
        let folder = self.hook.parent().unwrap_or(Path::new("."));
        fs::create_dir_all(folder).map_err(|error| self.cannot("written", &error))?;
        // Renamed into its place, so that git never runs half of it.
        let beside = self.hook.with_extension("pipewright");
        let written = fs::write(&beside, text).and_then(|()| make_executable(&beside));
        written.and_then(|()| fs::rename(&beside, &self.hook)).map_err(|error| {
            // What cannot be removed is overwritten by the next run.
            let _ = fs::remove_file(&beside);
            self.cannot("written", &error)
        })?;
        Ok(format!("installed {}: {line}\n", self.hook.display()))
    }

    fn uninstall(&self) -> Result<String, String> {
        match self.place()? {
            HookLocation::Free => Ok(format!("there is no hook: {}\n", self.hook.display())),
            HookLocation::Strangers => {
                Err(format!("{}: this hook is not pipewright's, so it is left alone", self.hook.display()))
            }
            HookLocation::Ours => {
                fs::remove_file(&self.hook).map_err(|error| self.cannot("removed", &error))?;
                Ok(format!("removed {}\n", self.hook.display()))
            }
        }
    }

    /// What the hook runs; git starts it at the top of the work tree.
    fn line(&self, command: Option<&str>, spec: Option<&Path>) -> Result<String, String> {
        let default = match spec {
            Some(spec) => {
                format!("pipewright --spec {} check --staged", super::spec::word(&super::spec::from_project(spec)))
            }
            None if self.is_package => "cargo run --quiet -- check --staged".to_owned(),
            None => "pipewright check --staged".to_owned(),
        };
        let command = command.unwrap_or(&default);
        if command.trim().is_empty() || command.contains('\n') {
            return Err("--command: give it one line of shell".to_owned());
        }
        let folder = self.project.display().to_string();
        if folder.is_empty() {
            return Ok(command.to_owned());
        }
        Ok(format!("cd '{}' && {command}", folder.replace('\'', r"'\''")))
    }

    fn cannot(&self, what: &str, error: &io::Error) -> String {
        format!("{}: cannot be {what}: {error}", self.hook.display())
    }
}

/// What git answers in a folder.
fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let error = |reason: &str| format!("{}: git has no answer: {reason}", folder.display());
    let output = Command::new("git")
        .arg("-C")
        .arg(folder)
        .args(arguments)
        .output()
        .map_err(|source| error(&source.to_string()))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim_end_matches('\n').to_owned())
    } else {
        Err(error(String::from_utf8_lossy(&output.stderr).trim()))
    }
}

#[cfg(unix)]
fn make_executable(file: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(file, fs::Permissions::from_mode(0o755))
}

/// Where files have no run bit there is none to set.
#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
