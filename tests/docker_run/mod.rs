//! A rollout with `docker run`, as it is generated, with a docker that keeps its containers in files.

use pipewright::compile::compile;
use pipewright::prelude::*;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use tempfile::TempDir;

const LIVE: EnvironmentName = EnvironmentName::new("live");
const MAIN: Branch = Branch::new("main");

fn healthy() -> DockerRunRollout {
    DockerRunRollout {
        container_options: ["--label", "it's ours"].map(ContainerOption::new).to_vec(),
        wait: Wait::Healthy(HealthyWait { healthy: "9s".into(), monitor: "0s".into() }),
        ..DockerRunRollout::new("shop", "/srv/shop")
    }
}

fn watched() -> DockerRunRollout {
    DockerRunRollout { wait: Wait::For("0s".into()), ..healthy() }
}

/// The step that replaces the container.
fn step(rollout: DockerRunRollout) -> serde_yaml::Value {
    let live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
    let build = Build { branches: vec![MAIN], ..Build::new("Build", "build.yml", vec![Tag::BranchAndShortSha]) };
    let deploy = Deployment::new("Deploy", "deploy.yml", LIVE, build.on(MAIN), Rollout::DockerRun(rollout));
    let services = vec![Service { builds: vec![build], deployments: vec![deploy] }];
    let shop = Repository { services, ..Repository::new("shop") };
    let organization = Organization { name: "example".to_owned(), environments: vec![live], repositories: vec![shop] };
    let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
    let compiled = compile(&organization, &lock).unwrap().into_files();
    let (_, file) = compiled.iter().find(|(path, _)| path.as_str() == "shop/.github/workflows/deploy.yml").unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&file.contents).unwrap();
    let steps = workflow["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    steps.iter().find(|step| step["name"] == "Deploy with docker run").unwrap().clone()
}

struct Host(TempDir);

impl Host {
    /// A host on which these containers are, each with its image.
    fn with(containers: &[(&str, &str)]) -> Self {
        let host = Self(tempfile::tempdir().unwrap());
        fs::create_dir(host.0.path().join("containers")).unwrap();
        for (name, image) in containers {
            let path = host.0.path().join("containers").join(name);
            fs::write(path, format!("{image} running healthy 0 noon\n")).unwrap();
        }
        let docker = host.0.path().join("docker");
        fs::write(&docker, include_str!("docker.sh")).unwrap();
        fs::set_permissions(docker, fs::Permissions::from_mode(0o755)).unwrap();
        host
    }

    /// Rolls out an image: whether the step succeeded, and what it printed.
    fn roll_out(&self, rollout: DockerRunRollout, image: &str) -> (bool, String) {
        let folder = self.0.path();
        fs::write(folder.join("token"), "secret-token").unwrap();
        let step = step(rollout);
        let mut shell = Command::new("bash");
        shell.arg("-c").arg(step["with"]["script"].as_str().unwrap());
        for (name, value) in step["env"].as_mapping().unwrap() {
            shell.env(name.as_str().unwrap(), value.as_str().unwrap());
        }
        shell.env("DIRECTORY", folder).env("TOKEN_FILE", folder.join("token")).env("IMAGE_URL", image);
        shell.env("REGISTRY_USERNAME", "somebody");
        shell.env("PATH", format!("{}:{}", folder.display(), std::env::var("PATH").unwrap()));
        let output = shell.output().unwrap();
        assert!(!folder.join("token").exists(), "the token is deleted");
        let text = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.success(), text)
    }

    /// The containers, each with its image and status.
    fn containers(&self) -> Vec<String> {
        let mut containers: Vec<String> = fs::read_dir(self.0.path().join("containers"))
            .unwrap()
            .map(|entry| {
                let path = entry.unwrap().path();
                let text = fs::read_to_string(&path).unwrap();
                let words: Vec<&str> = text.split_whitespace().take(2).collect();
                format!("{}: {}", path.file_name().unwrap().to_str().unwrap(), words.join(" "))
            })
            .collect();
        containers.sort();
        containers
    }

    fn calls(&self) -> String {
        fs::read_to_string(self.0.path().join("calls")).unwrap()
    }
}

#[test]
fn a_healthy_container_replaces_the_one_before_with_the_options_of_the_description() {
    let host = Host::with(&[("shop", "one")]);
    let (is_done, said) = host.roll_out(healthy(), "two");
    assert!(is_done, "{said}");
    assert_eq!(host.containers(), ["shop: two running"]);
    let run = "docker run --detach --name shop --restart unless-stopped --label it's ours two\n";
    assert!(host.calls().contains(run), "{}", host.calls());
    assert!(Host::with(&[]).roll_out(healthy(), "one").0, "the first container has none before it");
}

#[test]
fn what_fails_starts_the_one_before_again() {
    for (rollout, image, words) in [
        (healthy(), "unhealthy", "shop is running, unhealthy"),
        (healthy(), "plain", "shop has no health check"),
        (healthy(), "refused", "The rollout failed"),
        (watched(), "restarts", "shop restarted within 0s"),
        (watched(), "unhealthy", "health check: unhealthy"),
    ] {
        let host = Host::with(&[("shop", "one")]);
        let (is_done, said) = host.roll_out(rollout.clone(), image);
        assert!(!is_done && said.contains(words) && said.contains("The previous container serves again"), "{said}");
        assert_eq!(host.containers(), ["shop: one running"], "{image}");
        let (is_done, said) = Host::with(&[]).roll_out(rollout, image);
        assert!(!is_done && said.contains("nothing serves"), "{said}");
    }
}

#[test]
fn an_image_that_is_not_there_changes_nothing() {
    let host = Host::with(&[("shop", "one")]);
    assert!(!host.roll_out(healthy(), "missing").0);
    assert_eq!(host.containers(), ["shop: one running"]);
    assert!(!host.calls().contains("docker stop"), "{}", host.calls());
}

#[test]
fn what_an_interrupted_rollout_left_is_restored_first() {
    let host = Host::with(&[("shop", "half"), ("shop-previous", "one")]);
    let (is_done, said) = host.roll_out(healthy(), "missing");
    assert!(!is_done && said.contains("An earlier rollout was interrupted"), "{said}");
    assert_eq!(host.containers(), ["shop: one running"]);
    let host = Host::with(&[("shop-previous", "one")]);
    assert!(host.roll_out(healthy(), "two").0);
    assert_eq!(host.containers(), ["shop: two running"]);
}
