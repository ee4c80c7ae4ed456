//! The recipe in which a second container is proved healthy before nginx turns to it.
//!
//! The server's scripts do the work ([`super::blue_green_scripts`]); the workflow brings what they need, asks before and
//! after, and starts them so that a lost connection does not stop them half-way.

use super::deployment::Rolled;
use super::env_file::Reader;
use super::template::{TemplateError, render};
use super::verification;
use crate::description::{BlueGreenRollout, LoginBy, Notification, Scripts, Switch};
use actions::Step;
use actions::expr::Text;
use minijinja::context;

/// The names of the scripts of a blue-green rollout.
pub const SCRIPTS: [&str; 3] = ["deploy.sh", "rollback.sh", "health-check.sh"];

/// The step that hands over to the server's scripts.
pub const STEP: &str = "Deploy";

/// The steps after the image is named.
///
/// # Errors
/// A template cannot be rendered.
pub fn steps(rollout: &BlueGreenRollout, rolled: &Rolled<'_>) -> Result<Vec<Step>, TemplateError> {
    let mut steps = rolled.env_file(Reader::DockerRun)?;
    if let Scripts::InRepository(folder) = &rollout.scripts {
        let files = SCRIPTS.map(|script| format!("{folder}/{script}"));
        steps.push(rolled.destination.copy_from_repository("Copy the blue-green scripts to the server", &files));
    }
    steps.push(rolled.destination.run(
        "Make the scripts executable",
        render("server/executable_scripts.sh", context! {})?,
        vec![("DIRECTORY", rollout.directory.as_str().into())],
    ));
    if !rollout.checks.before.is_empty() {
        steps.push(rolled.destination.run(
            "Pre-deployment health check",
            verification::script(&rollout.checks.before)?,
            verification::variables(&rollout.checks.before, rollout),
        ));
    }
    steps.extend(rolled.token()?);
    if rollout.login_by == LoginBy::Workflow {
        steps.push(log_in(rolled)?);
    }
    steps.push(deploy(rollout, rolled)?);
    if !rollout.checks.after.is_empty() {
        let after = &rollout.checks.after;
        let variables = verification::variables(after, rollout);
        steps.push(verification::afterwards(&rolled.destination, verification::script(after)?, variables));
    }
    if let Some(notification) = &rollout.notification {
        steps.push(notify(notification, rolled)?);
    }
    Ok(steps)
}

/// The variables of a login on the server.
fn login(rolled: &Rolled<'_>) -> Vec<(&'static str, Text)> {
    vec![
        ("REGISTRY", rolled.registry.as_str().into()),
        ("REGISTRY_USERNAME", rolled.identity.user.clone()),
        ("TOKEN_FILE", rolled.destination.token_file().into()),
    ]
}

fn log_in(rolled: &Rolled<'_>) -> Result<Step, TemplateError> {
    let script = render("registry/login.sh", context! {})?;
    let name = format!("Log in to {} on the server", rolled.registry);
    Ok(rolled.destination.run(&name, script, login(rolled)))
}

fn deploy(rollout: &BlueGreenRollout, rolled: &Rolled<'_>) -> Result<Step, TemplateError> {
    let mut variables =
        vec![("DIRECTORY", rollout.directory.as_str().into()), ("IMAGE_URL", rolled.output("image-url"))];
    if rollout.login_by == LoginBy::DeployScript {
        variables.extend(login(rolled).split_off(1));
    }
    let script = render("blue-green/follow_deploy.sh", context! {})?;
    Ok(rolled.destination.run_long(STEP, script, variables, rolled.deployment.timeout_minutes).comment(
        "deploy.sh runs detached, so that a lost connection does not interrupt it; this step prints its log. If it fails, the\n\
         log of the new container is printed, rollback.sh makes sure that the previous version serves, and the step fails.",
    ))
}

fn notify(notification: &Notification, rolled: &Rolled<'_>) -> Result<Step, TemplateError> {
    let Notification::Slack { webhook, switch } = notification;
    let slack = match switch {
        Switch::On => "on",
        Switch::CommentedOut => "commented-out",
    };
    let step = Step::run("Notify of the success", render("summary/success.sh", context! { slack })?)
        .env("ENVIRONMENT", rolled.deployment.environment.as_str())
        .env("IMAGE_URL", rolled.output("image-url"));
    Ok(match switch {
        Switch::On => step.env("SLACK_WEBHOOK_URL", rolled.secrets.value(webhook)),
        Switch::CommentedOut => step,
    })
}
