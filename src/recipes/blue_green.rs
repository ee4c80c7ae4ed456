//! The recipe in which a second container is proved healthy before nginx turns to it.
//!
//! The server's scripts do the work ([`super::blue_green_scripts`]); the workflow brings what they need, asks before and
//! after, and starts them so that a lost connection does not stop them half-way.

use super::compose::NOT_VERIFIED;
use super::deployment::DeploymentContext;
use super::env_file::Reader;
use super::recipe::{
    ContainerOutcome, ContainerState, Ending, Gap, HostAction, HostItem, HostItemKind, Promise, Promises, Recipe,
    RolloutOutcome, ScriptContext,
};
use super::template::{TemplateError, render};
use super::{blue_green_scripts, container_options, verification};
use crate::description::{
    BlueGreenRollout, Check, Color, ContainerName, ContainerOption, HostPath, LoginBy, Notification, Port, Scripts,
    Switch, Timeouts,
};
use actions::Step;
use actions::expr::Text;
use minijinja::context as values;

/// The scripts of a blue-green rollout, and what each does.
pub(super) const SCRIPTS: [(&str, &str); 3] = [
    ("deploy.sh", "puts an image into service"),
    ("rollback.sh", "goes back to the color before"),
    ("health-check.sh", "says how the live color is doing"),
];

/// The step that hands over to the server's scripts.
const STEP: &str = "Deploy";

impl Recipe for BlueGreenRollout {
    fn key(&self) -> &'static str {
        "blue-green"
    }

    fn directory(&self) -> &HostPath {
        &self.directory
    }

    fn step(&self) -> &'static str {
        STEP
    }

    fn steps(&self, context: &DeploymentContext<'_>) -> Result<Vec<Step>, TemplateError> {
        let mut steps = context.env_file(Reader::DockerRun)?;
        if let Scripts::InRepository(folder) = &self.scripts {
            let files = SCRIPTS.map(|(script, _)| format!("{folder}/{script}"));
            steps.push(context.destination.copy_from_repository("Copy the blue-green scripts to the server", &files));
        }
        steps.push(context.destination.run(
            "Make the scripts executable",
            render("server/executable_scripts.sh", values! {})?,
            vec![("DIRECTORY", self.directory.as_str().into())],
        ));
        if !self.checks.before.is_empty() {
            steps.push(context.destination.run(
                "Pre-deployment health check",
                verification::script(&self.checks.before)?,
                verification::variables(&self.checks.before, self),
            ));
        }
        steps.extend(context.token()?);
        if self.login_by == LoginBy::Workflow {
            steps.push(log_in(context)?);
        }
        steps.push(deploy(self, context)?);
        if !self.checks.after.is_empty() {
            let after = &self.checks.after;
            let variables = verification::variables(after, self);
            steps.push(verification::afterwards(&context.destination, verification::script(after)?, variables));
        }
        if let Some(notification) = &self.notification {
            steps.push(notify(notification, context)?);
        }
        Ok(steps)
    }

    fn scripts(&self, context: &ScriptContext<'_>) -> Result<Vec<(String, String)>, TemplateError> {
        let folder = match &self.scripts {
            Scripts::InRepository(folder) => format!("{}/{folder}", context.repository),
            Scripts::OnServer => {
                let directory = self.directory.as_str().rsplit('/').next().unwrap_or_default();
                format!("hosts/{}/{directory}", context.server.name)
            }
        };
        let scripts = blue_green_scripts::scripts(self, context)?;
        Ok(scripts.into_iter().map(|(name, text)| (format!("{folder}/{name}"), text)).collect())
    }

    fn host_items(&self) -> Vec<HostItem> {
        let origin = match &self.scripts {
            Scripts::InRepository(folder) => format!("uploaded from {folder} by every deployment"),
            Scripts::OnServer => "generated below hosts/; somebody puts it there".to_owned(),
        };
        let scripts = SCRIPTS.map(|(script, does)| HostItem::file(script, format!("{does}; {origin}")));
        let states = [
            (".current_env", "which color is live"),
            (".rollout", "how far the last rollout came, so that the next can finish or undo it"),
            (".attempt", "the name of the last deploy"),
            (".lock", "who is deploying"),
            (".failed_container.log", "the last words of the last container that failed"),
        ];
        let states = states.map(|(state, says)| HostItem::file(state, says));
        let mut items: Vec<HostItem> = scripts.into_iter().chain(states).collect();
        let runs = format!("{}/.runs", self.directory);
        items.push(HostItem::new(HostItemKind::Folder, runs, "logs of the last 30 days' runs"));
        let nginx = "nginx's; deploy.sh points its proxy_pass to the live port";
        items.push(HostItem::new(HostItemKind::File, self.nginx_file.as_str(), nginx));
        for color in [Color::Blue, Color::Green] {
            let (container, word) = (self.name_of(color), color.word());
            let purpose = format!("port {} of {container}", self.container_port);
            items.push(HostItem::new(HostItemKind::Port, format!("127.0.0.1:{}", self.ports.of(color)), purpose));
            let purpose = format!("{word}: it serves, or stands by for a rollback");
            items.push(HostItem::new(HostItemKind::Container, container, purpose));
        }
        let network = self.network.as_ref();
        items.extend(
            network.map(|name| HostItem::new(HostItemKind::Network, name.as_str(), "made where it is missing")),
        );
        let live = self.live_url.as_ref();
        items.extend(live.map(|url| {
            HostItem::new(HostItemKind::Address, url.as_str(), "asked through nginx before and after the switch")
        }));
        items.extend(self.checks.before.iter().chain(&self.checks.after).filter_map(checked_item));
        items
    }

    fn promises(&self) -> Promises {
        let unless = |is_made: bool, gap: Gap| if is_made { Promise::Made } else { Promise::Missing(gap) };
        Promises {
            keeps_serving: Promise::Made,
            waits_for_health: Promise::Made,
            verifies: unless(
                !self.checks.after.is_empty(),
                Gap {
                    keys: &["checks", "after"],
                    message: NOT_VERIFIED.to_owned(),
                    label: "",
                    fix: (
                        "ask whether nginx passes requests to the new container, `checks: { after: [nginx-port] }`, or an \
                         `address`",
                        "ask whether nginx passes requests to the new container, `after: vec![Check::NginxPort]`, or a \
                         `Check::address`",
                    )
                        .into(),
                    shown: None,
                },
            ),
            rolls_back: Promise::Made,
            bounds_logs: container_options::bounds_logs(self.app.as_str(), &self.container_options),
        }
    }

    fn longest_wait(&self) -> u64 {
        let Timeouts { lock: _, pull, health, smoke_test, reload, drain, stop, poll: _ } = &self.timeouts;
        [pull, health, smoke_test, reload, drain, stop].into_iter().map(|wait| u64::from(wait.seconds())).sum()
    }

    fn outcome(&self, ending: Ending, live: Color) -> RolloutOutcome {
        let (old, new) = (self.name_of(live), self.name_of(live.other()));
        if ending == Ending::NotBegun {
            return RolloutOutcome { actions: Vec::new(), containers: vec![ContainerOutcome::untouched(old)] };
        }
        let (target, port) = (live.other().word(), self.ports.of(live.other()));
        let (health, smoke_test) = (&self.timeouts.health, &self.smoke_test);
        let mut actions = vec![
            HostAction::Change(format!(
                "deploy.sh reads .current_env: {} is live, so {target} is the target",
                live.word()
            )),
            HostAction::Pull,
            HostAction::Change(format!("{new} is started on port {port}")),
        ];
        if ending == Ending::Failure {
            let failed = [
                format!("{new} is not healthy within {health}, or its smoke test of {smoke_test} fails"),
                format!("deploy.sh ends with an error, and the last 50 lines of {new} are printed"),
                format!("rollback.sh makes sure that {old} runs and that nginx passes requests to it"),
            ];
            actions.extend(failed.map(HostAction::Change));
            let kept = "the last good color: nginx still points at it";
            let containers = vec![
                ContainerOutcome::new(old, ContainerState::Serves, false, kept),
                ContainerOutcome::new(new, ContainerState::Removed, true, "it never served"),
            ];
            return RolloutOutcome { actions, containers };
        }
        let switched = [
            format!("{new} is waited for until it is healthy, at most {health}, and {smoke_test} is asked"),
            format!("nginx is tested, passes requests to port {port}, and is reloaded"),
            format!("{old} is stopped and kept for rollback"),
            format!("{target} is written to .current_env"),
        ];
        actions.extend(switched.map(HostAction::Change));
        let containers = if ending == Ending::Cancelled {
            let note = "deploy.sh is detached and goes on by itself; whether it succeeds, the run does not learn";
            vec![ContainerOutcome::new(new, ContainerState::Unknown, true, note)]
        } else {
            vec![
                ContainerOutcome::new(new, ContainerState::Serves, true, "nginx passes requests to it"),
                ContainerOutcome::new(old, ContainerState::Stopped, false, "kept for rollback"),
            ]
        };
        RolloutOutcome { actions, containers }
    }

    fn container(&self) -> Option<(&str, &[ContainerOption])> {
        Some((self.app.as_str(), &self.container_options))
    }

    fn ports(&self) -> Vec<(&'static [&'static str], Port)> {
        vec![(&["ports", "blue"], self.ports.blue), (&["ports", "green"], self.ports.green)]
    }

    fn serves_users(&self) -> Option<&'static str> {
        Some("a blue-green rollout serves users there")
    }

    fn assumptions(&self, live: Color) -> Vec<String> {
        let scripts = (self.scripts == Scripts::OnServer).then(|| {
            format!("the host has the committed deploy.sh, rollback.sh and health-check.sh in {}", self.directory)
        });
        let color = format!("before the rollout {} serves (`--live` says another)", live.word());
        scripts.into_iter().chain([color]).collect()
    }

    fn notifies(&self) -> bool {
        self.notification.is_some()
    }

    fn logs_in_by(&self) -> Option<&'static str> {
        (self.login_by == LoginBy::DeployScript).then_some("deploy.sh")
    }
}

impl BlueGreenRollout {
    fn name_of(&self, color: Color) -> String {
        format!("{}-{}", self.app, color.word())
    }
}

/// What a check depends on, or asks.
fn checked_item(check: &Check) -> Option<HostItem> {
    let other = |container: &ContainerName, what: &str| HostItem {
        is_owned: false,
        ..HostItem::new(HostItemKind::Container, container.as_str(), what)
    };
    match check {
        Check::PostgresReady { container } | Check::PostgresQuery { container, .. } => {
            Some(other(container, "PostgreSQL"))
        }
        Check::RedisPing { container } => Some(other(container, "Redis")),
        Check::Address { url, .. } => {
            Some(HostItem::new(HostItemKind::Address, url.as_str(), "must answer after the rollout"))
        }
        Check::HealthReport
        | Check::HealthScript
        | Check::CurrentColor
        | Check::NginxActive
        | Check::NginxPort
        | Check::LiveAnswer { .. } => None,
    }
}

/// The variables of a login on the server.
fn login(context: &DeploymentContext<'_>) -> Vec<(&'static str, Text)> {
    vec![
        ("REGISTRY", context.registry.as_str().into()),
        ("REGISTRY_USERNAME", context.identity.user.clone()),
        ("TOKEN_FILE", context.destination.token_file().into()),
    ]
}

fn log_in(context: &DeploymentContext<'_>) -> Result<Step, TemplateError> {
    let script = render("registry/login.sh", values! {})?;
    let name = format!("Log in to {} on the server", context.registry);
    Ok(context.destination.run(&name, script, login(context)))
}

fn deploy(rollout: &BlueGreenRollout, context: &DeploymentContext<'_>) -> Result<Step, TemplateError> {
    let mut variables =
        vec![("DIRECTORY", rollout.directory.as_str().into()), ("IMAGE_URL", context.output("image-url"))];
    if rollout.login_by == LoginBy::DeployScript {
        variables.extend(login(context).split_off(1));
    }
    let script = render("blue-green/follow_deploy.sh", values! {})?;
    Ok(context.destination.run_long(STEP, script, variables, context.deployment.timeout_minutes).comment(
        "deploy.sh runs detached, so that a lost connection does not interrupt it; this step prints its log. If it fails, the\n\
         log of the new container is printed, rollback.sh makes sure that the previous version serves, and the step fails.",
    ))
}

fn notify(notification: &Notification, context: &DeploymentContext<'_>) -> Result<Step, TemplateError> {
    let Notification::Slack { webhook, switch } = notification;
    let slack = match switch {
        Switch::On => "on",
        Switch::CommentedOut => "commented-out",
    };
    let step = Step::run("Notify of the success", render("summary/success.sh", values! { slack })?)
        .env("ENVIRONMENT", context.deployment.environment.as_str())
        .env("IMAGE_URL", context.output("image-url"));
    Ok(match switch {
        Switch::On => step.env("SLACK_WEBHOOK_URL", context.secrets.value(webhook)),
        Switch::CommentedOut => step,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::Colors;

    #[test]
    fn every_wait_counts() {
        let ports = Colors::ports(3000, 3001);
        let rollout = BlueGreenRollout::new("shop", "/srv/shop", ports, "/etc/nginx/sites-available/shop");
        assert_eq!(rollout.longest_wait(), 535);
    }
}
