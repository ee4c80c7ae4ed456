//! Names the commit that is checked out, for `--version`. Only this small package is compiled again at each commit.
//! Without git, or as a part of somebody else's repository, there is none to name.

use std::path::Path;
use std::process::Command;

fn main() {
    // Both change when another commit is checked out. A file that is not there would build the package anew every time.
    for name in ["HEAD", "logs/HEAD"] {
        if let Some(file) = git(&["rev-parse", "--git-path", name]).filter(|file| Path::new(file).exists()) {
            println!("cargo::rerun-if-changed={file}");
        }
    }
    if let Some(commit) = own_commit() {
        println!("cargo::rustc-env=PIPEWRIGHT_COMMIT={commit}");
    }
}

/// The commit that is checked out, where the workspace is the top of a repository.
fn own_commit() -> Option<String> {
    let is_top = git(&["rev-parse", "--show-prefix"])? == "pipelines/";
    if is_top { git(&["rev-parse", "--short=12", "HEAD"]) } else { None }
}

/// What git answers. What a hook of git hands down may be about another repository.
fn git(arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    command.env_remove("GIT_DIR").env_remove("GIT_WORK_TREE").env_remove("GIT_INDEX_FILE").env_remove("GIT_PREFIX");
    let output = command.args(arguments).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
