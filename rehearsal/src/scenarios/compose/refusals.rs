//! What stops a deployment before the old container stops.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::process::Command;

use super::service::{BACKEND, BRANCH, Delivered, ROLLOUT, expect_failure};
use crate::github::{GitHub, Run as WorkflowRun};
use crate::scenario::Shown;
use crate::stage::{Behaviour, Content, Run, Stage};

const COPY: &str = "Copy docker-compose.prod.yml to the server";
/// Compose files that cannot be rolled out, and what compose says about them.
const UNFIT: [(&str, &str); 2] = [
    ("services:\n  app: [\n", "yaml"),
    ("services:\n  app:\n    image: ghcr.io/x/y:z\n    env_file: .env.elsewhere\n", ".env.elsewhere"),
];

/// While somebody asks the service all the time, deployments fail for every reason that can be found out in time.
pub fn run(stage: &mut Stage) -> Result<Shown> {
    stage.put_secret("mr-mentor-backend/development", r#"{"NAME": "value"}"#)?;
    let backend = Delivered::on_empty_host(stage, BACKEND)?;
    let mut github = GitHub::new(stage)?;
    github.commit(BACKEND.name, BRANCH, "one", Behaviour::Healthy, &[])?;
    backend.publish("one", Behaviour::Healthy)?;
    backend.deliver(&github, "one")?;
    let serving = backend.host().incarnation(&backend.container())?;
    let watch = backend.watch()?;
    // Whatever is deployed from here on by mistake can be told from the old container.
    backend.publish("two", Behaviour::Healthy)?;

    let run = with_secret(&mut github, "GHCR_PAT", "ghp_of_nobody", |github| backend.deploy(github))?;
    expect_failure(&run, ROLLOUT, "401 Unauthorized")?;
    let token = backend.host().file(&format!("{}/.incoming/registry-token", backend.folder()));
    ensure!(!token.exists(), "the refused token is left on the host");

    let nobody = stage.development.address.octets();
    let nobody = format!("{}.{}.{}.250", nobody[0], nobody[1], nobody[2]);
    let run = with_secret(&mut github, "DEVELOPMENT_SERVER_HOST", &nobody, |github| backend.deploy(github))?;
    expect_failure(&run, COPY, "No route to host")?;

    let key = another_key(stage)?;
    let run = with_secret(&mut github, "DEVELOPMENT_SSH_KEY", &key, |github| backend.deploy(github))?;
    expect_failure(&run, COPY, "Permission denied (publickey)")?;

    let repository = stage.repository(BACKEND.name)?;
    let good = repository.read(BRANCH, BACKEND.file)?;
    repository.remove(BRANCH, BACKEND.file)?;
    expect_failure(&backend.deploy(&github)?, COPY, BACKEND.file)?;
    for (text, words) in UNFIT {
        repository.commit(BRANCH, &[Content::text(BACKEND.file, text)], "Break the compose file")?;
        expect_failure(&backend.deploy(&github)?, ROLLOUT, words)?;
    }

    let answers = watch.stop()?;
    ensure!(answers.keys().eq(["one"]), "meanwhile answered {answers:?}");
    ensure!(backend.host().incarnation(&backend.container())? == serving, "it is another container");
    repository.commit(BRANCH, &[Content::text(BACKEND.file, &good)], "Mend the compose file")?;
    backend.deliver(&github, "two")?;
    Ok(format!(
        "token, host, key, a missing and {} unfit compose files refused; the old container gave {} answers, nobody else; \
         then two serves",
        UNFIT.len(),
        answers.values().sum::<usize>()
    ))
}

/// A run with another value for a secret of the environment.
fn with_secret<'stage>(
    github: &mut GitHub<'stage>,
    name: &str,
    value: &str,
    run: impl FnOnce(&GitHub<'stage>) -> Result<WorkflowRun>,
) -> Result<WorkflowRun> {
    let held = |github: &mut GitHub<'stage>, value: &str| -> Result<String> {
        let secrets: &mut BTreeMap<String, String> =
            github.secrets.environments.get_mut(BRANCH).context("no secrets for development")?;
        secrets.insert(name.to_owned(), value.to_owned()).with_context(|| format!("there was no secret {name}"))
    };
    let good = held(github, value)?;
    let ended = run(github);
    held(github, &good)?;
    ended
}

/// A private key that opens nothing.
fn another_key(stage: &Stage) -> Result<String> {
    let folder = tempfile::tempdir_in(&stage.folder)?;
    let path = folder.path().join("key");
    Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&path).succeed()?;
    Ok(fs::read_to_string(path)?)
}
