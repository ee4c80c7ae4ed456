//! GitHub's repositories, as bare git repositories of the stage.

use anyhow::Result;
use std::path::PathBuf;
use std::process::Command;

use super::Stage;
use super::accounts::ACTOR;
use super::run::Run;

/// One repository.
#[derive(Debug, Clone)]
pub struct Repository {
    /// Its name, without the owner.
    pub name: String,
    /// Where it lies, on the host and on the runner.
    pub path: PathBuf,
}

/// A file of a commit.
#[derive(Debug, Clone)]
pub struct Content {
    /// Its path in the repository.
    pub path: String,
    /// What is in it.
    pub bytes: Vec<u8>,
    /// Whether it may be run.
    pub executable: bool,
}

impl Content {
    /// A file of text.
    pub fn text(path: &str, text: &str) -> Self {
        Self { path: path.to_owned(), bytes: text.as_bytes().to_vec(), executable: false }
    }
}

impl Stage {
    /// The repository of that name, empty when it is new.
    pub fn repository(&self, name: &str) -> Result<Repository> {
        let path = self.folder.join("repositories").join(format!("{name}.git"));
        let repository = Repository { name: name.to_owned(), path };
        if !repository.path.exists() {
            Command::new("git")
                .args(["init", "--quiet", "--bare", "--initial-branch=main"])
                .arg(&repository.path)
                .succeed()?;
        }
        Ok(repository)
    }
}

impl Repository {
    fn git(&self) -> Command {
        let mut git = Command::new("git");
        git.arg("--git-dir").arg(&self.path).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
        for role in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{role}_NAME"), ACTOR).env(format!("GIT_{role}_EMAIL"), format!("{ACTOR}@example.com"));
        }
        git
    }

    /// The commit at the head of a branch; nothing when there is no such branch.
    pub fn head(&self, branch: &str) -> Result<Option<String>> {
        let answer = self.git().args(["rev-parse", "--verify", "--quiet", &format!("refs/heads/{branch}")]).answer()?;
        Ok(answer.is_success().then(|| answer.output.trim().to_owned()))
    }

    /// Commits these files onto a branch, beside what it has, and pushes: its commit ID. A new branch grows out of `main`
    /// where there is one.
    pub fn commit(&self, branch: &str, files: &[Content], message: &str) -> Result<String> {
        let before = self.head(branch)?;
        let parent = match &before {
            None => self.head("main")?,
            some => some.clone(),
        };
        let index = tempfile::tempdir_in(&self.path)?;
        let git = || {
            let mut git = self.git();
            git.env("GIT_INDEX_FILE", index.path().join("index"));
            git
        };
        if let Some(parent) = &parent {
            git().args(["read-tree", parent]).succeed()?;
        }
        for file in files {
            let blob = git().args(["hash-object", "-w", "--stdin"]).succeed_with(&file.bytes)?;
            let mode = if file.executable { "100755" } else { "100644" };
            git()
                .args(["update-index", "--add", "--cacheinfo", &format!("{mode},{},{}", blob.trim(), file.path)])
                .succeed()?;
        }
        let tree = git().arg("write-tree").succeed()?;
        let mut commit = git();
        commit.args(["commit-tree", tree.trim(), "-m", message]);
        if let Some(parent) = &parent {
            commit.args(["-p", parent]);
        }
        let commit = commit.succeed()?.trim().to_owned();
        git().args(["update-ref", &format!("refs/heads/{branch}"), &commit]).succeed()?;
        Ok(commit)
    }

    /// Takes a file away from the head of a branch, and pushes.
    pub fn remove(&self, branch: &str, path: &str) -> Result<()> {
        let index = tempfile::tempdir_in(&self.path)?;
        let git = |words: &[&str], input: &str| {
            self.git().env("GIT_INDEX_FILE", index.path().join("index")).args(words).succeed_with(input.as_bytes())
        };
        let head = format!("refs/heads/{branch}");
        git(&["read-tree", &head], "")?;
        // The mode 0 takes it out of the index; there is no work tree to remove it from.
        git(&["update-index", "--index-info"], &format!("0 {}\t{path}\n", "0".repeat(40)))?;
        let tree = git(&["write-tree"], "")?;
        let commit = git(&["commit-tree", tree.trim(), "-m", &format!("Remove {path}"), "-p", &head], "")?;
        git(&["update-ref", &head, commit.trim()], "").map(drop)
    }

    /// The bytes of a file at a commit or branch.
    pub fn read(&self, revision: &str, path: &str) -> Result<String> {
        self.git().args(["show", &format!("{revision}:{path}")]).succeed()
    }
}
