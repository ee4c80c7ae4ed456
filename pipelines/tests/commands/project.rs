//! A temporary project that the real binary works on.

use crate::BINARY;
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// A file that every description of ours generates.
pub const WORKFLOW: &str = "generated/mr-mentor-backend/.github/workflows/build.yml";
/// A script that every description of ours generates.
pub const SCRIPT: &str = "generated/mr-mentor-frontend/deploy/blue-green/deploy.sh";

/// How many files are generated: workflows, scripts and the schema.
pub const GENERATED: usize = 14 + 6 + 1;

/// How many there are with the project's own workflow.
pub const ALL: usize = GENERATED + 1;

/// A folder of its own for each test.
pub struct TestProject(TempDir);

/// What a command did.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            status: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Whoever runs the tests may have wishes about colors.
fn without_wishes(command: &mut Command) -> &mut Command {
    command.env_remove("NO_COLOR").env_remove("CLICOLOR").env_remove("CLICOLOR_FORCE")
}

impl TestProject {
    /// An empty folder.
    pub fn empty() -> Self {
        Self(TempDir::new().unwrap())
    }

    /// A folder with everything generated.
    pub fn generated() -> Self {
        let project = Self::empty();
        let ran = project.run("generate");
        assert_eq!(ran.status, 0, "{}", ran.stderr);
        project
    }

    /// A command that is not started yet, with the words of `build-args`.
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(BINARY);
        command.args(arguments.split_whitespace()).current_dir(self.0.path());
        without_wishes(&mut command);
        command
    }

    pub fn run(&self, arguments: &str) -> Ran {
        self.command(arguments).output().unwrap().into()
    }

    /// Runs a line of bash in the folder, with the binary as `$pipewright`.
    pub fn bash(&self, line: &str) -> Ran {
        let mut command = Command::new("bash");
        command.args(["-c", line]).current_dir(self.0.path()).env("pipewright", BINARY);
        command.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_SYSTEM", "/dev/null");
        without_wishes(&mut command).output().unwrap().into()
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.path().join(path)
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    pub fn write(&self, path: &str, contents: &str) {
        fs::create_dir_all(self.path(path).parent().unwrap()).unwrap();
        fs::write(self.path(path), contents).unwrap();
    }

    pub fn mode(&self, path: &str) -> u32 {
        fs::metadata(self.path(path)).unwrap().permissions().mode() & 0o777
    }

    /// Every file with its bytes, links unfollowed, without git's own.
    pub fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let mut found = BTreeMap::new();
        collect(self.0.path(), self.0.path(), &mut found);
        found
    }
}

fn collect(root: &Path, folder: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let kind = fs::symlink_metadata(&path).unwrap();
        if kind.is_dir() {
            if !path.ends_with(".git") {
                collect(root, &path, into);
            }
        } else {
            let name = path.strip_prefix(root).unwrap().display().to_string();
            let contents = if kind.is_symlink() { Vec::new() } else { fs::read(&path).unwrap() };
            into.insert(name, contents);
        }
    }
}
