//! The recipe in which `docker run` replaces one container.

use super::compose::NOT_VERIFIED;
use super::deployment::DeploymentContext;
use super::env_file::Reader;
use super::recipe::{
    ContainerOutcome, ContainerState, Ending, Gap, HostAction, HostItem, HostItemKind, Promise, Promises, Recipe,
    RolloutOutcome,
};
use super::shell::quoted;
use super::template::{TemplateError, render};
use super::{container_options, verification};
use crate::description::{Color, ContainerOption, DockerRunRollout, HostPath, Prune};
use actions::Step;
use actions::expr::Text;
use minijinja::context as values;

/// How many seconds a rollout waits for another one in the same folder.
const LOCK_TIMEOUT: u32 = 300;
/// The step in which the container is replaced.
const STEP: &str = "Deploy with docker run";

impl Recipe for DockerRunRollout {
    fn key(&self) -> &'static str {
        "docker-run"
    }

    fn directory(&self) -> &HostPath {
        &self.directory
    }

    fn step(&self) -> &'static str {
        STEP
    }

    fn steps(&self, context: &DeploymentContext<'_>) -> Result<Vec<Step>, TemplateError> {
        let mut steps = context.env_file(Reader::DockerRun)?;
        steps.extend(context.token()?);
        steps.push(roll_out(self, context)?);
        if !self.smoke_tests.is_empty() {
            let script = verification::answers(&self.smoke_tests)?;
            steps.push(verification::afterwards(&context.destination, script, Vec::new()));
        }
        Ok(steps)
    }

    fn host_items(&self) -> Vec<HostItem> {
        let container = self.container.as_str();
        let mut items = vec![
            HostItem::file(".lock", "who is deploying"),
            HostItem::file(".rollout.log", "what the last rollout did; for its owner alone"),
            HostItem::new(HostItemKind::Container, container, "replaced by docker run"),
            HostItem::new(
                HostItemKind::Container,
                format!("{container}-previous"),
                "during a rollout: the one before, which a failure starts again",
            ),
        ];
        let network = self.network.as_ref();
        items.extend(
            network.map(|name| HostItem::new(HostItemKind::Network, name.as_str(), "made where it is missing")),
        );
        let tests = self.smoke_tests.iter();
        items.extend(
            tests.map(|test| HostItem::new(HostItemKind::Address, test.url.as_str(), "must answer after the rollout")),
        );
        items
    }

    fn promises(&self) -> Promises {
        let unless = |is_made: bool, gap: Gap| if is_made { Promise::Made } else { Promise::Missing(gap) };
        Promises {
            keeps_serving: Promise::Made,
            waits_for_health: unless(
                self.wait.until_healthy().is_some(),
                Gap {
                    keys: &["wait"],
                    message: format!("whatever runs after {} is taken for ready", self.wait.watched()),
                    label: "",
                    fix: (
                        "wait for docker's health checks: `wait: { healthy: 60s }`",
                        "wait for docker's health checks: `wait: Wait::healthy(\"60s\")`",
                    )
                        .into(),
                    shown: Some(r#"sleep "$WAIT_SECONDS""#),
                },
            ),
            verifies: unless(
                !self.smoke_tests.is_empty(),
                Gap {
                    keys: &["smoke-tests"],
                    message: NOT_VERIFIED.to_owned(),
                    label: "",
                    fix: (
                        r#"ask an address of it: `smoke-tests: [{ url: "https://...", timeout: 30s }]`"#,
                        r#"ask an address of it: `smoke_tests: vec![SmokeTest::new("https://...", "30s")]`"#,
                    )
                        .into(),
                    shown: None,
                },
            ),
            rolls_back: Promise::Made,
            bounds_logs: container_options::bounds_logs(self.container.as_str(), &self.container_options),
        }
    }

    fn longest_wait(&self) -> u64 {
        let healthy = self.wait.until_healthy().map_or(0, |time| u64::from(time.seconds()));
        let tests = self.smoke_tests.iter().map(|test| u64::from(test.timeout.seconds())).sum::<u64>();
        healthy + u64::from(self.wait.watched().seconds()) + tests
    }

    fn outcome(&self, ending: Ending, _: Color) -> RolloutOutcome {
        let container = self.container.to_string();
        let left = |state, is_new, note| vec![ContainerOutcome::new(container.clone(), state, is_new, note)];
        let replaced = vec![
            HostAction::Pull,
            HostAction::Change(format!("the old {container} is renamed to {container}-previous and stopped")),
            HostAction::Change(format!("the new {container} is started")),
        ];
        let with = |last: String| replaced.iter().cloned().chain([HostAction::Change(last)]).collect();
        let (actions, containers) = match ending {
            Ending::NotBegun => (Vec::new(), vec![ContainerOutcome::untouched(container.clone())]),
            Ending::Success => (
                with(format!("{container}-previous is removed")),
                left(ContainerState::Serves, true, "the new one serves"),
            ),
            Ending::Cancelled => (
                replaced,
                left(
                    ContainerState::Unknown,
                    true,
                    "the rollout goes on by itself on the host; whether it succeeds, the run does not learn",
                ),
            ),
            Ending::Failure => (
                with(format!("the new {container} is removed, and the previous one is started again")),
                left(ContainerState::Serves, false, "the one before serves; where none ran before, nothing does"),
            ),
        };
        RolloutOutcome { actions, containers }
    }

    fn container(&self) -> Option<(&str, &[ContainerOption])> {
        Some((self.container.as_str(), &self.container_options))
    }
}

fn roll_out(rollout: &DockerRunRollout, context: &DeploymentContext<'_>) -> Result<Step, TemplateError> {
    let options: Vec<String> = rollout.container_options.iter().map(|option| quoted(option.as_str())).collect();
    let settings = if options.is_empty() { String::new() } else { format!("RUN_OPTIONS+=({})", options.join(" ")) };
    let healthy = rollout.wait.until_healthy();
    let deploy_lock = context.destination.deploy_lock();
    let env_file = context.deployment.environment_file();
    let prune = match rollout.prune {
        Prune::Dangling => "dangling",
        Prune::None => "none",
        Prune::All => "all",
    };
    let choices = values! {
        settings, prune,
        healthy => healthy.is_some(),
        network => rollout.network.is_some(),
        env_file => env_file.is_some(),
        deploy_lock => deploy_lock.is_some(),
        turns => deploy_lock.is_some(),
    };
    let mut variables: Vec<(&str, Text)> = vec![
        ("DIRECTORY", rollout.directory.as_str().into()),
        ("CONTAINER", rollout.container.as_str().into()),
        ("IMAGE_URL", context.output("image-url")),
        ("REGISTRY", context.registry.as_str().into()),
        ("REGISTRY_USERNAME", context.identity.user.clone()),
        ("TOKEN_FILE", context.destination.token_file().into()),
        ("LOCK_TIMEOUT", LOCK_TIMEOUT.to_string().into()),
        ("WAIT_SECONDS", rollout.wait.watched().seconds().to_string().into()),
    ];
    variables.extend(healthy.map(|time| ("HEALTHY_TIMEOUT", time.seconds().to_string().into())));
    variables.extend(rollout.network.as_ref().map(|network| ("NETWORK", network.as_str().into())));
    variables.extend(env_file.map(|file| ("ENV_FILE", file.file.as_str().into())));
    if let Some(lock) = deploy_lock {
        variables.push(("DEPLOY_LOCK", lock.file().as_str().into()));
        variables.push(("DEPLOY_LOCK_TIMEOUT", lock.seconds().to_string().into()));
    }
    let script = render("docker-run/rollout.sh", choices)?;
    Ok(context.destination.run_long(STEP, script, variables, context.deployment.timeout_minutes))
}
