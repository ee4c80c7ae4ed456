//! The recipe in which docker compose replaces one container.

use super::compose_project::ProjectName;
use super::deployment::DeploymentContext;
use super::env_file::Reader;
use super::recipe::{
    ContainerOutcome, ContainerState, Ending, Gap, HostAction, HostItem, HostItemKind, Promise, Promises, Recipe,
    RolloutOutcome,
};
use super::registry::prefix;
use super::template::{TemplateError, render};
use super::verification;
use crate::description::{Color, ComposeRollout, HostPath, OnFailure, Prune, Recreate, Wait};
use actions::Step;
use actions::expr::Text;
use minijinja::context as values;

/// How long a rollout waits for another one in the same folder: one whose connection was lost goes on by itself.
const LOCK_TIMEOUT: u32 = 300;
/// The step in which the containers are replaced.
const STEP: &str = "Deploy with docker compose";

impl Recipe for ComposeRollout {
    fn key(&self) -> &'static str {
        "compose"
    }

    fn directory(&self) -> &HostPath {
        &self.directory
    }

    fn step(&self) -> &'static str {
        STEP
    }

    fn steps(&self, context: &DeploymentContext<'_>) -> Result<Vec<Step>, TemplateError> {
        let files = [self.file.to_string()];
        let name = format!("Copy {} to the server", self.file);
        let mut steps = vec![context.destination.copy_from_repository(&name, &files)];
        steps.extend(context.env_file(Reader::Compose)?);
        steps.extend(context.token()?);
        steps.push(roll_out(self, context)?);
        if !self.smoke_tests.is_empty() {
            let script = verification::answers(&self.smoke_tests)?;
            steps.push(verification::afterwards(&context.destination, script, Vec::new()));
        }
        Ok(steps)
    }

    fn host_items(&self) -> Vec<HostItem> {
        let mut items = vec![
            HostItem::file(self.file_on_server(), "the compose file, copied from the repository"),
            HostItem::file(".lock", "who is deploying"),
            HostItem::file(".rollout.log", "what the last rollout did; for its owner alone"),
            HostItem::new(
                HostItemKind::Container,
                format!("services of {}", self.file),
                "replaced by docker compose; their ports stand in the compose file",
            ),
        ];
        let network = self.network.as_ref();
        items.extend(
            network.map(|name| HostItem::new(HostItemKind::Network, name.as_str(), "made where it is missing")),
        );
        items.extend(
            self.smoke_tests
                .iter()
                .map(|test| HostItem::new(HostItemKind::Address, test.url.as_str(), "must answer after the rollout")),
        );
        items
    }

    fn promises(&self) -> Promises {
        let unless = |is_made: bool, gap: Gap| if is_made { Promise::Made } else { Promise::Missing(gap) };
        Promises {
            keeps_serving: unless(
                self.recreate != Recreate::DownFirst,
                Gap {
                    keys: &["recreate"],
                    message: "the old container stops before the new image is there: a pull that fails leaves nothing running"
                        .to_owned(),
                    label: "down for as long as the pull takes",
                    fix: ("pull first: `recreate: pull-first`", "pull first: `recreate: Recreate::PullFirst`").into(),
                    shown: Some(r#"docker compose -f "$COMPOSE_FILE" down"#),
                },
            ),
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
            rolls_back: unless(
                self.on_failure != OnFailure::Keep,
                Gap {
                    keys: &["on-failure"],
                    message: "a rollout that fails leaves the service as it broke it".to_owned(),
                    label: "",
                    fix: (
                        "let it start again what ran before: `on-failure: rollback`",
                        "let it start again what ran before: `on_failure: OnFailure::Rollback`",
                    )
                        .into(),
                    shown: Some(r#"docker compose -f "$COMPOSE_FILE" down"#),
                },
            ),
            // The compose file decides, which is not in the description.
            bounds_logs: Promise::Made,
        }
    }

    fn longest_wait(&self) -> u64 {
        let watched = u64::from(self.wait.watched().seconds());
        let ready = match &self.wait {
            // A container that was started again is watched once more.
            Wait::For(_) => 2 * watched,
            Wait::Healthy(wait) => u64::from(wait.healthy.seconds()) + watched,
        };
        let tries = match self.on_failure {
            OnFailure::Keep => 1,
            OnFailure::Rollback => 2,
        };
        tries * ready + self.smoke_tests.iter().map(|test| u64::from(test.timeout.seconds())).sum::<u64>()
    }

    fn outcome(&self, ending: Ending, _: Color) -> RolloutOutcome {
        let of = format!("containers of {}/{}", self.directory, self.file_on_server());
        let change = |what: String| HostAction::Change(what);
        let left = |state, is_new, note| vec![ContainerOutcome::new(of.clone(), state, is_new, note)];
        let down = change(format!("the old {of} are stopped and removed"));
        let watched = self.wait.watched();
        let up = change(match &self.wait {
            Wait::For(_) => format!("the new {of} are started, and looked at after {watched}"),
            Wait::Healthy(wait) => format!(
                "the new {of} are started, waited for until docker calls them healthy, at most {}, and looked at {watched} \
                 later",
                wait.healthy
            ),
        });
        let prune = match self.prune {
            Prune::Dangling => Some("images that no container uses and no tag names are removed"),
            Prune::All => Some("images that no container uses are removed, whosever they are"),
            Prune::None => None,
        };
        let [first, second] = match self.recreate {
            Recreate::DownFirst => [down, HostAction::Pull],
            Recreate::PullFirst => [HostAction::Pull, down],
        };
        let goes_back = self.on_failure == OnFailure::Rollback;
        let keep = goes_back.then(|| change(format!("the images of the running {of} get names of their own")));
        let begun: Vec<HostAction> = keep.into_iter().chain([first]).collect();
        let rest = [second, up].into_iter().chain(prune.map(|what| change(what.to_owned())));
        let whole = begun.iter().cloned().chain(rest).collect();
        let (actions, containers) = match ending {
            Ending::NotBegun => (Vec::new(), vec![ContainerOutcome::untouched(of.clone())]),
            Ending::Success => (whole, left(ContainerState::Serves, true, "the new ones serve")),
            Ending::Cancelled => (
                whole,
                left(
                    ContainerState::Unknown,
                    true,
                    "the rollout goes on by itself on the host; whether it succeeds, the run does not learn",
                ),
            ),
            Ending::Failure if goes_back => {
                let back = change(format!("the {of} are started from the images that ran before"));
                let note = "the images that ran before serve, with the new compose file and environment file; where none ran \
                            before, nothing does";
                (begun.into_iter().chain([back]).collect(), left(ContainerState::Serves, false, note))
            }
            Ending::Failure => {
                let note = match self.recreate {
                    Recreate::DownFirst => {
                        "the old ones were stopped first and nothing brings them back: unless the new ones run, nothing \
                         serves; there is no rollback"
                    }
                    Recreate::PullFirst => {
                        "a pull that fails leaves the old ones running; after it there is no rollback"
                    }
                };
                (begun, left(ContainerState::Unknown, false, note))
            }
        };
        RolloutOutcome { actions, containers }
    }
}

fn roll_out(rollout: &ComposeRollout, context: &DeploymentContext<'_>) -> Result<Step, TemplateError> {
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
    let turns = context.destination.deploy_lock();
    let project = ProjectName::of(context.organization, context.destination.server(), &rollout.directory);
    let choices = values! {
        order, prune,
        network => rollout.network.is_some(),
        healthy => healthy.is_some(),
        shares_name => matches!(project, ProjectName::Longer { .. }),
        turns => turns.is_some(),
        previous_image => rollout.on_failure == OnFailure::Rollback,
    };
    let script = render("compose/rollout.sh", choices)?;
    let prefix = prefix(context.registry);
    let [repository, username, token] = ["REPOSITORY", "USERNAME", "TOKEN"].map(|name| format!("{prefix}_{name}"));
    let mut variables: Vec<(&str, Text)> = vec![
        ("DIRECTORY", rollout.directory.as_str().into()),
        ("COMPOSE_FILE", rollout.file_on_server().into()),
        ("PROJECT_NAME", project.as_str().into()),
        ("IMAGE_TAG", context.output("image-tag")),
        ("IMAGE_URL", context.output("image-url")),
        ("REGISTRY", context.registry.as_str().into()),
        (&repository, context.output("repository")),
        (&username, context.identity.user.clone()),
        ("USERNAME_VARIABLE", username.as_str().into()),
        ("TOKEN_VARIABLE", token.into()),
        ("TOKEN_FILE", context.destination.token_file().into()),
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
    Ok(context.destination.run_long(STEP, script, variables, context.deployment.timeout_minutes))
}

/// What a rollout does that verifies nothing.
pub(super) const NOT_VERIFIED: &str = "nobody asks the service anything after the rollout";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::description::{HealthyWait, SmokeTest};

    #[test]
    fn every_wait_counts_and_the_way_back_waits_again() {
        let compose = ComposeRollout {
            wait: Wait::Healthy(HealthyWait { healthy: "60s".into(), monitor: "5s".into() }),
            smoke_tests: vec![SmokeTest::new("http://127.0.0.1/", "7s")],
            ..ComposeRollout::new("compose.yml", "/srv/shop")
        };
        assert_eq!(compose.longest_wait(), 72);
        assert_eq!(ComposeRollout { on_failure: OnFailure::Rollback, ..compose }.longest_wait(), 137);
    }
}
