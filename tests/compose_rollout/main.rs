//! The rollout of docker compose, as it is generated, run with a docker that only writes down what it is asked: what is asked
//! in which order, what is said, and what a failure leaves.

use pipewright::compile::compile;
use pipewright::prelude::*;
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const LIVE: EnvironmentName = EnvironmentName::new("live");
const MAIN: Branch = Branch::new("main");
/// Of an older compose file there is a service `old`, which the new one does not have.
const RUNNING: &str = "shop app sha256:1\nshop old sha256:2\nshop cache sha256:3\n";
const BROUGHT_BACK: &str = "services:\n  'app': { image: 'pipewright-previous:shop.app' }\n  \
                            'cache': { image: 'pipewright-previous:shop.cache' }\n";

fn careful() -> ComposeRollout {
    ComposeRollout {
        readiness: Readiness::Healthy { within: Seconds(9) },
        on_failure: OnFailure::PreviousImage,
        settle: Seconds(0),
        ..ComposeRollout::new("deploy/compose.yml", "/srv/shop")
    }
}

/// The step that rolls out, as it is generated: its script, and its variables.
fn step(rollout: ComposeRollout, turns: Turns) -> serde_yaml::Value {
    let mut live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
    live.server.turns = turns;
    let build =
        Build { branches: vec![MAIN], ..Build::new("Build", "build.yml", Tags::Script(vec![Tag::BranchAndShortSha])) };
    let deploy = Deployment::new("Deploy", "deploy.yml", LIVE, build.on(MAIN), Rollout::Compose(rollout));
    let mut shop = Repository::new("shop", "shop.rs");
    shop.services = vec![Service { builds: vec![build], deployments: vec![deploy] }];
    let organization = Organization { name: "example".to_owned(), environments: vec![live], repositories: vec![shop] };
    let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
    let compiled = compile(&organization, &lock).unwrap();
    let (_, file) = compiled.iter().find(|(path, _)| path.as_str().ends_with("deploy.yml")).unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&file.contents).unwrap();
    let steps = workflow["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    steps.iter().find(|step| step["name"] == "Deploy with docker compose").unwrap().clone()
}

/// A host, with what docker shall do there.
struct Host(TempDir);

/// How a rollout ended.
struct Ended {
    status: Option<i32>,
    said: String,
    asked: Vec<String>,
}

impl Host {
    fn new(running: &str) -> Self {
        let host = Self(tempfile::tempdir().unwrap());
        host.write("running", running);
        host.write("health", "healthy\n");
        host.program("docker", include_str!("docker.sh"));
        host.program("sleep", "#!/bin/sh\n");
        host
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn program(&self, name: &str, text: &str) {
        self.write(name, text);
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    /// Rolls out here, whatever command of docker's fails.
    fn roll_out(&self, rollout: ComposeRollout, turns: Turns, fails: &[&str]) -> Ended {
        for command in fails {
            self.write(command, "");
        }
        self.write("token", "secret-token");
        let step = step(rollout, turns);
        let mut shell = Command::new("bash");
        shell.arg("-c").arg(step["with"]["script"].as_str().unwrap());
        let names = step["with"]["envs"].as_str().unwrap().split(',');
        for name in names {
            let value = step["env"][name].as_str().unwrap();
            shell.env(name, if value.contains("${{") { "given" } else { value });
        }
        let paths = format!("{}:{}", self.0.path().display(), std::env::var("PATH").unwrap());
        shell.env("PATH", paths).env("DIRECTORY", self.0.path()).env("TOKEN_FILE", self.path("token"));
        let output = shell.output().unwrap();
        assert!(!self.path("token").exists(), "the token is left");
        let asked = fs::read_to_string(self.path("asked")).unwrap_or_default();
        Ended {
            status: output.status.code(),
            said: String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
            asked: asked.lines().map(str::to_owned).collect(),
        }
    }

    fn brought_back(&self) -> Option<String> {
        fs::read_to_string(self.path("brought-back")).ok()
    }
}

/// Where in the order a command was asked that begins like this, or ends like this.
fn at(ended: &Ended, words: &str) -> usize {
    let found = ended.asked.iter().position(|asked| asked.contains(words));
    found.unwrap_or_else(|| panic!("nobody asked for {words}: {:#?}\n{}", ended.asked, ended.said))
}

#[test]
fn images_are_kept_before_anything_changes_and_health_is_waited_for() {
    let host = Host::new(RUNNING);
    let ended = host.roll_out(careful(), Turns::None, &[]);
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    let kept = at(&ended, "tag sha256:1 pipewright-previous:shop.app");
    assert!(kept < at(&ended, " pull") && at(&ended, " pull") < at(&ended, " down"), "{:#?}", ended.asked);
    assert!(at(&ended, " down") < at(&ended, "-f compose.yml up -d --wait --wait-timeout 9"), "{:#?}", ended.asked);
    assert!(!ended.asked.iter().any(|asked| asked.contains("shop.old")), "{:#?}", ended.asked);
    assert_eq!(host.brought_back(), None);
}

#[test]
fn a_rollout_that_never_gets_healthy_fails_and_what_ran_before_is_started_again() {
    let host = Host::new(RUNNING);
    let ended = host.roll_out(careful(), Turns::None, &["up"]);
    assert_eq!(ended.status, Some(1), "{}", ended.said);
    assert_eq!(host.brought_back().as_deref(), Some(BROUGHT_BACK));
    let back = &ended.asked[at(&ended, " -f - up ")];
    assert!(back.contains("--no-build --pull never") && back.ends_with("app cache"), "{back}");
    assert!(ended.said.contains("The images that ran before serve again"), "{}", ended.said);
}

#[test]
fn containers_without_a_health_check_are_not_taken_for_healthy() {
    let host = Host::new(RUNNING);
    host.write("health", "\n");
    let ended = host.roll_out(careful(), Turns::None, &[]);
    assert_eq!(ended.status, Some(1), "{}", ended.said);
    assert!(ended.said.contains("no container has a health check; add one"), "{}", ended.said);
    assert!(host.brought_back().is_some(), "{:#?}", ended.asked);
}

#[test]
fn what_cannot_be_brought_back_is_told_to_a_person() {
    let host = Host::new(RUNNING);
    let ended = host.roll_out(careful(), Turns::None, &["up", "back"]);
    assert_eq!(ended.status, Some(1), "{}", ended.said);
    assert!(ended.said.contains("a person is needed"), "{}", ended.said);
    assert!(!ended.said.contains("serve again"), "{}", ended.said);
}

#[test]
fn a_first_rollout_that_fails_has_nothing_to_return_to() {
    let host = Host::new("");
    let ended = host.roll_out(careful(), Turns::None, &["up"]);
    assert_eq!(ended.status, Some(1), "{}", ended.said);
    assert!(ended.said.contains("so there is nothing to return to"), "{}", ended.said);
    assert_eq!(host.brought_back(), None);
}

#[test]
fn a_pull_that_fails_stops_nothing_or_brings_back_what_was_stopped_for_it() {
    let host = Host::new(RUNNING);
    let ended = host.roll_out(careful(), Turns::None, &["pull"]);
    assert_eq!((ended.status, host.brought_back()), (Some(1), None), "{}", ended.said);
    assert!(!ended.asked.iter().any(|asked| asked.ends_with(" down")), "{:#?}", ended.asked);

    let host = Host::new(RUNNING);
    let rollout = ComposeRollout { order: ComposeOrder::StopFirst, ..careful() };
    let ended = host.roll_out(rollout, Turns::None, &["pull"]);
    assert_eq!(ended.status, Some(1), "{}", ended.said);
    assert_eq!(host.brought_back().as_deref(), Some(BROUGHT_BACK));
}

#[test]
fn whoever_does_not_get_the_turn_says_who_has_it_and_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("turn");
    fs::write(&path, "the rollout of main-1 in /srv/stock\n").unwrap();
    let turns = || Turns::Lock { file: HostPath::from(path_text(&path)), within: Seconds(0) };
    let held = File::open(&path).unwrap();
    held.lock().unwrap();
    let ended = Host::new(RUNNING).roll_out(careful(), turns(), &[]);
    assert_eq!(ended.status, Some(1), "{}", ended.said);
    assert!(ended.said.contains("is with the rollout of main-1 in /srv/stock; nothing was touched"), "{}", ended.said);
    let touched = |asked: &String| ["tag ", " pull", " down", " up"].iter().any(|word| asked.contains(word));
    assert!(!ended.asked.iter().any(touched), "{:#?}", ended.asked);

    drop(held);
    let ended = Host::new(RUNNING).roll_out(careful(), turns(), &[]);
    assert_eq!(ended.status, Some(0), "{}", ended.said);
    let holder = fs::read_to_string(&path).unwrap();
    assert!(holder.starts_with("the rollout of given in /"), "{holder}");
}

fn path_text(path: &Path) -> String {
    path.to_str().unwrap().to_owned()
}
