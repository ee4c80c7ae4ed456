//! The scripts of a blue-green rollout: one recipe for every server, with what differs as settings.

use super::blue_green::SCRIPTS;
use super::header;
use super::shell::quoted;
use super::template::{TemplateError, render};
use crate::spec::{BlueGreenRollout, Registry};
use minijinja::context;

/// Each script's name and text.
///
/// # Errors
/// A template cannot be rendered.
pub fn scripts(
    rollout: &BlueGreenRollout,
    registry: &Registry,
    env_file: Option<&str>,
    described_in: &str,
) -> Result<Vec<(&'static str, String)>, TemplateError> {
    let assignments = settings(rollout, registry, env_file);
    SCRIPTS
        .into_iter()
        .map(|script| {
            let template = format!("blue-green/{script}");
            let header = header::shell(described_in);
            let code = render(&template, context! { header => header.as_str(), settings => "" })?;
            let settings = settings_of(&code, &assignments);
            Ok((script, render(&template, context! { header => header.as_str(), settings })?))
        })
        .collect()
}

/// The settings that a script reads, as a block.
fn settings_of(code: &str, assignments: &[(&str, String)]) -> String {
    let mut unread: Vec<&str> = assignments.iter().map(|(name, _)| *name).collect();
    let words = code.split(|character: char| !character.is_ascii_alphanumeric() && character != '_');
    for word in words.filter(|word| word.starts_with(|first: char| first.is_ascii_uppercase())) {
        unread.retain(|name| *name != word);
    }
    let read = assignments.iter().filter(|(name, _)| !unread.contains(name));
    let lines = read.map(|(name, value)| format!("readonly {name}={value}"));
    std::iter::once("# What the description chose; times are in seconds.".to_owned())
        .chain(lines)
        .collect::<Vec<_>>()
        .join("\n")
}

/// Each setting's name and its quoted value. What each means is said in `templates/blue-green/SETTINGS.md`.
fn settings(rollout: &BlueGreenRollout, registry: &Registry, env_file: Option<&str>) -> Vec<(&'static str, String)> {
    let patience = &rollout.patience;
    let poll = f64::from(patience.poll.0) / 1000.0;
    let assignments = [
        ("APP", rollout.app.clone()),
        ("DIRECTORY", rollout.directory.to_string()),
        ("BLUE_PORT", rollout.ports.blue.to_string()),
        ("GREEN_PORT", rollout.ports.green.to_string()),
        ("CONTAINER_PORT", rollout.container_port.to_string()),
        ("ENV_FILE", env_file.unwrap_or_default().to_owned()),
        ("NGINX_FILE", rollout.nginx_file.to_string()),
        ("REGISTRY", registry.to_string()),
        ("NETWORK", rollout.network.clone().unwrap_or_default()),
        ("SMOKE_PATH", rollout.smoke_test.clone()),
        ("LIVE_URL", rollout.live_url.clone().unwrap_or_default()),
        ("LOCK_TIMEOUT", patience.lock.to_string()),
        ("PULL_TIMEOUT", patience.pull.to_string()),
        ("HEALTH_TIMEOUT", patience.health.to_string()),
        ("SMOKE_TIMEOUT", patience.smoke_test.to_string()),
        ("RELOAD_TIMEOUT", patience.reload.to_string()),
        ("DRAIN_TIMEOUT", patience.drain.to_string()),
        ("STOP_TIMEOUT", patience.stop.to_string()),
        ("POLL_INTERVAL", poll.to_string()),
    ];
    let options: Vec<String> = rollout.container_options.iter().map(|option| quoted(option)).collect();
    let options = ("RUN_OPTIONS", format!("({})", options.join(" ")));
    assignments.into_iter().map(|(name, value)| (name, quoted(&value))).chain([options]).collect()
}
