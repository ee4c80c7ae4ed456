//! A host on which a rollout is run, as it is generated, with a docker that only writes down what it is asked.

use pipewright::compile::compile;
use pipewright::prelude::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;
use tempfile::TempDir;

const LIVE: EnvironmentName = EnvironmentName::new("live");
const MAIN: Branch = Branch::new("main");

pub fn careful() -> ComposeRollout {
    ComposeRollout {
        wait: Wait::Healthy(HealthyWait { healthy: "9s".into(), monitor: "0s".into() }),
        on_failure: OnFailure::Rollback,
        ..ComposeRollout::new("deploy/compose.yml", "/srv/shop")
    }
}

/// One that waits a while and leaves what it has made.
pub fn simple() -> ComposeRollout {
    ComposeRollout { wait: Wait::For("0s".into()), ..ComposeRollout::new("compose.yml", "/srv/shop") }
}

/// The step that rolls out, as it is generated where others deploy to the same server too: its script, and its variables.
fn step(rollout: ComposeRollout, others: &[&'static str], deploy_lock: Option<DeployLock>) -> serde_yaml::Value {
    let mut live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
    live.server.deploy_lock = deploy_lock;
    let repository = |name: &'static str, rollout: ComposeRollout| {
        let build = Build { branches: vec![MAIN], ..Build::new("Build", "build.yml", vec![Tag::BranchAndShortSha]) };
        let deploy = Deployment::new("Deploy", "deploy.yml", LIVE, build.on(MAIN), Rollout::Compose(rollout));
        let services = vec![Service { builds: vec![build], deployments: vec![deploy] }];
        Repository { services, ..Repository::new(name) }
    };
    let names = ["other-one", "other-two"];
    let others =
        names.into_iter().zip(others).map(|(name, folder)| repository(name, ComposeRollout::new("c.yml", folder)));
    let repositories = std::iter::once(repository("shop", rollout)).chain(others).collect();
    let organization = Organization { name: "example".to_owned(), environments: vec![live], repositories };
    let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
    let compiled = compile(&organization, &lock).unwrap().into_files();
    let (_, file) = compiled.iter().find(|(path, _)| path.as_str() == "shop/.github/workflows/deploy.yml").unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&file.contents).unwrap();
    let steps = workflow["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    steps.iter().find(|step| step["name"] == "Deploy with docker compose").unwrap().clone()
}

/// A host, with what docker shall do there.
pub struct Host(TempDir);

/// How a rollout ended.
pub struct Ended {
    pub status: Option<i32>,
    pub said: String,
    /// What docker was asked to do: the project, and the words.
    pub asked: Vec<String>,
}

impl Host {
    /// One on which these containers are, and on which new ones become healthy.
    pub fn new(containers: &str) -> Self {
        let host = Self(tempfile::tempdir().unwrap());
        for (name, text) in [
            ("containers", containers),
            ("states", "app|/shop-app-1|running|0|healthy|0|noon\ncache|/shop-cache-1|running|0||0|noon\n"),
            ("services", "cache\napp\n"),
            ("config", "name: shop\nservices: {}\nnetworks:\n  default:\n    name: PROJECT_default\n"),
            ("volumes", ""),
            ("compose.yml", "services: {}\n"),
        ] {
            host.write(name, text);
        }
        host.program("docker", include_str!("docker.sh"));
        host.program("sleep", "#!/bin/sh\n");
        host
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    fn program(&self, name: &str, text: &str) {
        self.write(name, text);
        fs::set_permissions(self.path(name), fs::Permissions::from_mode(0o755)).unwrap();
    }

    pub fn roll_out(&self, rollout: ComposeRollout) -> Ended {
        self.roll_out_among(rollout, &[], None)
    }

    /// Rolls out here, where others deploy into these folders and take turns.
    pub fn roll_out_among(
        &self,
        rollout: ComposeRollout,
        others: &[&'static str],
        deploy_lock: Option<DeployLock>,
    ) -> Ended {
        self.write("token", "secret-token");
        let temporary = self.path("temporary");
        fs::create_dir_all(&temporary).unwrap();
        let step = step(rollout, others, deploy_lock);
        let mut shell = Command::new("bash");
        shell.arg("-c").arg(step["with"]["script"].as_str().unwrap());
        let names = step["with"]["envs"].as_str().unwrap().split(',');
        for name in names {
            let value = step["env"][name].as_str().unwrap();
            shell.env(name, if value.contains("${{") { "given" } else { value });
        }
        let paths = format!("{}:{}", self.0.path().display(), std::env::var("PATH").unwrap());
        shell.env("PATH", paths).env("TMPDIR", &temporary).env("LOCK_TIMEOUT", "0");
        shell.env("DIRECTORY", self.0.path()).env("TOKEN_FILE", self.path("token"));
        let output = shell.output().unwrap();
        assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0, "something is left in the temporary folder");
        let asked = fs::read_to_string(self.path("asked")).unwrap_or_default();
        Ended {
            status: output.status.code(),
            said: String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap(),
            asked: asked.lines().map(str::to_owned).collect(),
        }
    }

    /// The compose file that was given for the way back.
    pub fn brought_back(&self) -> Option<String> {
        fs::read_to_string(self.path("brought-back")).ok()
    }
}

impl Ended {
    /// Where in the order a command was asked that has these words.
    pub fn at(&self, words: &str) -> usize {
        let found = self.asked.iter().position(|asked| asked.contains(words));
        found.unwrap_or_else(|| panic!("nobody asked for {words}: {:#?}\n{}", self.asked, self.said))
    }

    /// It ended like that, and said this.
    pub fn expect(&self, status: i32, words: &str) {
        assert_eq!(self.status, Some(status), "{:#?}\n{}", self.asked, self.said);
        assert!(self.said.contains(words), "it did not say {words:?}:\n{}", self.said);
    }

    /// It has left every container as it was.
    pub fn expect_nothing_touched(&self) {
        let harmless =
            |asked: &&String| [": login ", ": create ", ": rm --volumes "].iter().any(|word| asked.contains(word));
        let touched: Vec<&String> = self.asked.iter().filter(|asked| !harmless(asked)).collect();
        assert!(touched.is_empty(), "{touched:#?}\n{}", self.said);
    }
}
