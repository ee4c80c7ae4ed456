//! The recipe in which docker compose replaces one container.

use super::compose_project::ProjectName;
use super::deployment::Rolled;
use super::env_file::Reader;
use super::registry::prefix;
use super::template::{TemplateError, render};
use super::verification;
use crate::description::{ComposeRollout, OnFailure, Prune, Recreate};
use actions::Step;
use actions::expr::Text;
use minijinja::context;

/// How long a rollout waits for another one in the same folder: one whose connection was lost goes on by itself.
const LOCK_TIMEOUT: u32 = 300;
/// The step in which the containers are replaced.
pub const STEP: &str = "Deploy with docker compose";

/// The steps after the image is named.
///
/// # Errors
/// A template cannot be rendered.
pub fn steps(rollout: &ComposeRollout, rolled: &Rolled<'_>) -> Result<Vec<Step>, TemplateError> {
    let files = [rollout.file.to_string()];
    let name = format!("Copy {} to the server", rollout.file);
    let mut steps = vec![rolled.destination.copy_from_repository(&name, &files)];
    steps.extend(rolled.env_file(Reader::Compose)?);
    steps.extend(rolled.token()?);
    steps.push(roll_out(rollout, rolled)?);
    if !rollout.smoke_tests.is_empty() {
        let script = verification::answers(&rollout.smoke_tests)?;
        steps.push(verification::afterwards(&rolled.destination, script, Vec::new()));
    }
    Ok(steps)
}

fn roll_out(rollout: &ComposeRollout, rolled: &Rolled<'_>) -> Result<Step, TemplateError> {
    let order = match rollout.recreate {
        Recreate::DownFirst => "stop-first",
        Recreate::PullFirst => "pull-first",
    };
    let healthy = rollout.wait.until_healthy();
    let prune = match rollout.prune {
        Prune::Dangling => "dangling",
        Prune::None => "nothing",
        Prune::All => "all-unused",
    };
    let turns = rolled.destination.deploy_lock();
    let project = ProjectName::of(rolled.organization, rolled.destination.server(), &rollout.directory);
    let choices = context! {
        order, prune,
        network => rollout.network.is_some(),
        healthy => healthy.is_some(),
        shares_name => matches!(project, ProjectName::Longer { .. }),
        turns => turns.is_some(),
        previous_image => rollout.on_failure == OnFailure::Rollback,
    };
    let script = render("compose/rollout.sh", choices)?;
    let prefix = prefix(rolled.registry);
    let [repository, username, token] = ["REPOSITORY", "USERNAME", "TOKEN"].map(|name| format!("{prefix}_{name}"));
    let mut variables: Vec<(&str, Text)> = vec![
        ("DIRECTORY", rollout.directory.as_str().into()),
        ("COMPOSE_FILE", rollout.file_on_server().into()),
        ("PROJECT_NAME", project.as_str().into()),
        ("IMAGE_TAG", rolled.output("image-tag")),
        ("IMAGE_URL", rolled.output("image-url")),
        ("REGISTRY", rolled.registry.as_str().into()),
        (&repository, rolled.output("repository")),
        (&username, rolled.identity.user.clone()),
        ("USERNAME_VARIABLE", username.as_str().into()),
        ("TOKEN_VARIABLE", token.into()),
        ("TOKEN_FILE", rolled.destination.token_file().into()),
        ("LOCK_TIMEOUT", LOCK_TIMEOUT.to_string().into()),
        ("WAIT_SECONDS", rollout.wait.watched().seconds().to_string().into()),
    ];
    if let ProjectName::Longer { of_folder, .. } = &project {
        variables.push(("FOLDER_NAME", of_folder.as_str().into()));
    }
    if let Some(within) = healthy {
        variables.push(("HEALTHY_TIMEOUT", within.seconds().to_string().into()));
    }
    if let Some(lock) = turns {
        variables.push(("DEPLOY_LOCK", lock.file().as_str().into()));
        variables.push(("DEPLOY_LOCK_TIMEOUT", lock.seconds().to_string().into()));
    }
    if let Some(network) = &rollout.network {
        variables.push(("NETWORK", network.as_str().into()));
    }
    Ok(rolled.destination.run_long(STEP, script, variables, rolled.deployment.timeout_minutes))
}
