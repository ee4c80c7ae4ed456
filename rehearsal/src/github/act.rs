//! Starting a run of a workflow by `act`, on the runner, in folders of its own.

use anyhow::{Result, ensure};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

use super::conductor::Cause;
use super::prediction::Prediction;
use super::{GitHub, Organization, Run, Running};
use crate::stage::{ACTOR, ROOT, Run as _};

/// Our stand-ins of actions.
const ACTIONS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/actions");

impl GitHub<'_> {
    /// Starts a run.
    pub(super) fn act(&self, cause: &Cause) -> Result<Running> {
        let Cause { number, workflow, .. } = cause;
        let folder = self.folder.join(format!("run-{number}"));
        for own in ["home", "docker", "records"] {
            fs::create_dir_all(folder.join(own))?;
        }
        check_out(self.organization, cause, &folder.join("work"))?;
        fs::write(folder.join("event.json"), cause.payload.to_string())?;
        let secrets = folder.join("secrets.yml");
        let seen = self.secrets.seen_in(workflow.environment.as_deref());
        for value in seen.values() {
            self.stage.secrets.add(value);
        }
        fs::write(&secrets, serde_yaml::to_string(&seen)?)?;
        fs::set_permissions(&secrets, Permissions::from_mode(0o600))?;
        fs::write(folder.join("nothing"), "")?;

        let mut act = self.stage.runner.command("act");
        act.env("HOME", folder.join("home"));
        act.args([&cause.kind, "--json", "--no-cache-server", "--no-skip-checkout", "--defaultbranch", "main"]);
        // What GitHub would mask must not be printed in the first place.
        act.arg("--insecure-secrets");
        act.args(["--platform", "ubuntu-latest=-self-hosted", "--actor", ACTOR]);
        act.args(["--workflows", &format!(".github/workflows/{}", workflow.file)]);
        act.arg("--directory").arg(folder.join("work"));
        act.arg("--eventpath").arg(folder.join("event.json"));
        act.arg("--secret-file").arg(&secrets);
        for file in ["--env-file", "--var-file", "--input-file"] {
            act.arg(file).arg(folder.join("nothing"));
        }
        for (name, value) in self.surroundings(&folder) {
            act.args(["--env", &format!("{name}={value}")]);
        }
        for action in workflow.uses() {
            let name = action.split('@').next().unwrap_or(action).replace('/', "-");
            ensure!(Path::new(ACTIONS).join(&name).is_dir(), "{action} has no stand-in");
            act.args(["--local-repository", &format!("{action}={ACTIONS}/{name}")]);
        }
        let run = Run::new(workflow.name.clone(), *number);
        let prediction = Prediction::of(self, &cause.kind, folder.join("event.json"));
        Running::start(&mut act, run, workflow, folder, prediction)
    }

    /// What the stand-ins and the programs of a run find in their environment.
    fn surroundings(&self, folder: &Path) -> Vec<(&'static str, String)> {
        let own = |name: &str| folder.join(name).to_string_lossy().into_owned();
        let shared = |name: &str| self.stage.folder.join(name).to_string_lossy().into_owned();
        vec![
            ("STAGE_ACTIONS", ACTIONS.to_owned()),
            ("STAGE_REPOSITORIES", shared("repositories")),
            ("STAGE_CACHE", shared("github/cache")),
            ("STAGE_RECORDS", own("records")),
            ("DOCKER_CONFIG", own("docker")),
            ("DOCKER_BUILDKIT", "0".to_owned()),
            ("AWS_ENDPOINT_URL", format!("http://{}:5000", self.stage.registry.address)),
        ]
    }
}

/// A clone with the branch checked out at the run's commit, as if it had come from GitHub: act reads repository, branch and
/// commit from it.
fn check_out(organization: &Organization, cause: &Cause, into: &Path) -> Result<()> {
    let Cause { repository, branch, commit, .. } = cause;
    let git = |words: &[&str]| Command::new("git").arg("-C").arg(into).args(words).succeed();
    Command::new("git").args(["clone", "--quiet", "--branch", branch]).arg(&repository.path).arg(into).succeed()?;
    git(&["reset", "--quiet", "--hard", commit])?;
    git(&[
        "remote",
        "set-url",
        "origin",
        &format!("https://github.com/{}.git", organization.full_name(&repository.name)),
    ])?;
    git(&["config", "safe.directory", ROOT]).map(drop)
}
