//! What is staged for the next commit, as files of its own: what a hook must judge is the commit, and not the folder.

use super::answer::Answer;
use super::project_folder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// git's index, written out into a folder of its own, which goes when this does.
pub(super) struct Staged {
    folder: PathBuf,
    /// The work tree's top.
    top: PathBuf,
    /// Where one stood below it, where that is not the project's folder.
    stood: Option<PathBuf>,
}

impl Staged {
    /// Writes out what is staged, and stands in it where one stood in the work tree.
    pub(super) fn enter() -> Result<Self, Answer> {
        Self::write().map_err(|reason| Answer::unanswered(&format!("what is staged cannot be read: {reason}")))
    }

    fn write() -> Result<Self, String> {
        let top = PathBuf::from(line(&git(Path::new("."), &["rev-parse", "--show-toplevel"])?));
        let prefix = line(&git(Path::new("."), &["rev-parse", "--show-prefix"])?);
        let folder = std::env::temp_dir().join(format!("pipewright-staged-{}", std::process::id()));
        make(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let home = project_folder::find();
        let stood = (home != Path::new(".")).then(|| top.join(&prefix));
        let staged = Self { folder, top, stood };
        let into = format!("--prefix={}/", staged.folder.display());
        git(&staged.top, &["checkout-index", "--all", "--quiet", &into])?;
        let here = staged.folder.join(prefix);
        fs::create_dir_all(&here).map_err(|error| error.to_string())?;
        let here = here.join(home);
        fs::create_dir_all(&here).and_then(|()| std::env::set_current_dir(&here)).map_err(|error| error.to_string())?;
        Ok(staged)
    }

    /// A path of the work tree, in what is staged.
    pub(super) fn path(&self, path: &Path) -> PathBuf {
        let path = self.stood.as_ref().map_or_else(|| path.to_path_buf(), |stood| stood.join(path));
        path.strip_prefix(&self.top).map_or_else(|_| path.clone(), |inside| self.folder.join(inside))
    }

    /// The files of these folders and files that have changes which are not staged. They are named as their places are, from
    /// the project's folder on.
    pub(super) fn unstaged(&self, described_in: &[&str]) -> Result<Vec<String>, String> {
        let home = std::env::current_dir().map_err(|error| error.to_string())?.join(project_folder::find());
        let home = home.canonicalize().map_err(|error| error.to_string())?;
        let real = self.folder.canonicalize().map_err(|error| error.to_string())?;
        let home = self.top.join(home.strip_prefix(real).unwrap_or(Path::new("")));
        let mut places: Vec<&str> =
            described_in.iter().map(|file| file.rsplit_once('/').map_or(*file, |(folder, _)| folder)).collect();
        places.extend(["Cargo.toml", "Cargo.lock"]);
        let mut found = Vec::new();
        if described_in.is_empty() {
            return Ok(found);
        }
        for question in [
            &["diff", "--name-only", "--relative", "-z", "--"][..],
            &["ls-files", "--others", "--exclude-standard", "-z", "--"],
        ] {
            let words: Vec<&str> = question.iter().chain(&places).copied().collect();
            let names = git(&home, &words)?;
            found.extend(names.split('\0').filter(|name| !name.is_empty()).map(str::to_owned));
        }
        Ok(found)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // What cannot be removed lies in the system's own folder for such files.
        let _ = std::env::set_current_dir(&self.top);
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn line(text: &str) -> String {
    text.trim_end_matches('\n').to_owned()
}

/// What git answers in a folder. A hook is told its repository, which would make the folder a work tree of its own; the index
/// that it is told, which `git commit FILE` makes for itself, is meant.
fn git(folder: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = Command::new("git");
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_PREFIX").stdin(Stdio::null());
    let output = command.arg("-C").arg(folder).args(arguments).output().map_err(|error| format!("git: {error}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}

#[cfg(unix)]
fn make(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder)
}
