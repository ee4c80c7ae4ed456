//! The script that puts a list of checks to a server.

use super::server::Destination;
use super::shell::command;
use super::template::{TemplateError, render};
use crate::description::{BlueGreenRollout, Check, Duration, SmokeTest};
use actions::Step;
use actions::expr::{Text, function};
use minijinja::context;
use std::collections::BTreeSet;

/// A check's part of the script: the file that defines its function, what it asks, and the call.
struct Part {
    file: &'static str,
    call: String,
}

impl Part {
    fn new(file: &'static str, what: &str, arguments: &[String]) -> Self {
        let what = command("verify", [what]);
        let call = command(file, arguments.iter().map(String::as_str));
        Self { file, call: format!("{what} {call}") }
    }
}

/// The step that puts such a script to the server after a rollout.
pub fn afterwards(server: &Destination<'_>, script: String, variables: Vec<(&str, Text)>) -> Step {
    server
        .run("Post-deployment verification", script, variables)
        .condition(function::always())
        .comment("Runs even after a failure, so that the log shows the state of the server.")
}

/// The script of the checks: each kind's function once, then the calls in order.
///
/// # Errors
/// A template cannot be rendered.
pub fn script(checks: &[Check]) -> Result<String, TemplateError> {
    text(&checks.iter().map(part).collect::<Vec<_>>(), true)
}

/// The script that asks addresses, where no colors are.
///
/// # Errors
/// A template cannot be rendered.
pub fn answers(answers: &[SmokeTest]) -> Result<String, TemplateError> {
    let parts: Vec<Part> = answers.iter().map(|answer| address(answer.url.as_str(), &answer.timeout, None)).collect();
    text(&parts, false)
}

/// `colors` tells whether there is a live color to ask for.
fn text(parts: &[Part], colors: bool) -> Result<String, TemplateError> {
    let mut seen = BTreeSet::new();
    let mut text = "set -Eeuo pipefail\n\n".to_owned();
    text += &render("verification/verify.sh", context! {})?;
    if colors && parts.iter().any(|part| needs_live_container(part.file)) {
        text.push('\n');
        text += &render("verification/live_container.sh", context! {})?;
    }
    for part in parts {
        if seen.insert(part.file) {
            text.push('\n');
            text += &render(&format!("verification/{}.sh", part.file), context! { colors })?;
        }
    }
    text.push('\n');
    for part in parts {
        text += &part.call;
        text.push('\n');
    }
    Ok(text + "conclude\n")
}

/// What the checks must know of the rollout.
pub fn variables(checks: &[Check], rollout: &BlueGreenRollout) -> Vec<(&'static str, Text)> {
    let asked = |wants: fn(&str) -> bool| checks.iter().any(|check| wants(part(check).file));
    let mut variables = vec![("DIRECTORY", rollout.directory.as_str().into())];
    if asked(needs_live_container) {
        variables.push(("APP", rollout.app.as_str().into()));
    }
    if asked(|file| file == "nginx_port") {
        variables.push(("NGINX_FILE", rollout.nginx_file.as_str().into()));
        variables.push(("BLUE_PORT", rollout.ports.blue.to_string().into()));
        variables.push(("GREEN_PORT", rollout.ports.green.to_string().into()));
    }
    variables
}

fn needs_live_container(file: &str) -> bool {
    matches!(file, "nginx_port" | "live_answer" | "address")
}

fn part(check: &Check) -> Part {
    let (file, what, arguments): (&'static str, String, Vec<String>) = match check {
        Check::HealthReport => ("health_report", "health-check.sh can be run".to_owned(), vec![]),
        Check::HealthScript => ("health_script", "health-check.sh".to_owned(), vec![]),
        Check::CurrentColor => ("current_color", "the recorded color".to_owned(), vec![]),
        Check::NginxActive => ("nginx_active", "nginx is active".to_owned(), vec![]),
        Check::NginxPort => ("nginx_port", "nginx passes requests to the live container".to_owned(), vec![]),
        Check::LiveAnswer { path, contains } => (
            "live_answer",
            format!("the live container answers {path} with {contains}"),
            vec![path.to_string(), contains.clone()],
        ),
        Check::Address { url, timeout, status_500_means } => {
            return address(url.as_str(), timeout, status_500_means.as_deref());
        }
        Check::PostgresReady { container } => {
            ("postgres_ready", format!("PostgreSQL in {container} accepts connections"), vec![container.to_string()])
        }
        Check::PostgresQuery { container, user, database, query } => (
            "postgres_query",
            format!("PostgreSQL in {container} answers {query}"),
            [container.as_str(), user.as_str(), database.as_str(), query].map(str::to_owned).to_vec(),
        ),
        Check::RedisPing { container } => {
            ("redis_ping", format!("Redis in {container} answers a ping"), vec![container.to_string()])
        }
    };
    Part::new(file, &what, &arguments)
}

fn address(url: &str, timeout: &Duration, status_500_means: Option<&str>) -> Part {
    let arguments =
        [url.to_owned(), timeout.seconds().to_string()].into_iter().chain(status_500_means.map(str::to_owned));
    Part::new("address", &format!("{url} answers"), &arguments.collect::<Vec<_>>())
}
