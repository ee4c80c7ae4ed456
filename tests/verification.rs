//! The checks before and after a rollout, as they are generated, run against registries and sites that misbehave.

use pipewright::compile::compile;
use pipewright::prelude::*;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;
use std::thread;

const LIVE: EnvironmentName = EnvironmentName::new("live");
const MAIN: Branch = Branch::new("main");

/// A site that answers a path with a status, and with a place to go to where it has one; its address.
fn site(answers: &'static [(&str, &str, &str)]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let lines = BufReader::new(stream.try_clone().unwrap()).lines().map(Result::unwrap);
            let head: Vec<String> = lines.take_while(|line| !line.is_empty()).collect();
            let path = head[0].split(' ').nth(1).unwrap();
            let (_, status, to) = answers.iter().find(|(known, ..)| *known == path).unwrap();
            let to = if to.is_empty() { String::new() } else { format!("Location: {to}\r\n") };
            write!(stream, "HTTP/1.1 {status} x\r\n{to}Content-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
        }
    });
    format!("http://{address}")
}

/// A step of a deployment that looks for its image first and asks this address in the end.
fn step(name: &str, url: &str) -> serde_yaml::Value {
    let build = Build { branches: vec![MAIN], ..Build::new("Build", "build.yml", vec![Tag::default()]) };
    let answers = vec![SmokeTest::new(url, "0s")];
    let rollout = ComposeRollout { smoke_tests: answers, ..ComposeRollout::new("compose.yml", "/srv/shop") };
    let deploy = Deployment {
        verify_image: true,
        ..Deployment::new("Deploy", "deploy.yml", LIVE, build.on(MAIN), Rollout::Compose(rollout))
    };
    let mut shop = Repository::new("shop");
    shop.services = vec![Service { builds: vec![build], deployments: vec![deploy] }];
    let live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
    let organization = Organization { name: "example".to_owned(), environments: vec![live], repositories: vec![shop] };
    let lock = Lock::parse(include_str!("../actions.lock")).unwrap();
    let compiled = compile(&organization, &lock).unwrap().into_files();
    let (_, file) = compiled.iter().find(|(path, _)| path.as_str().ends_with("deploy.yml")).unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&file.contents).unwrap();
    let steps = workflow["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    steps.iter().find(|step| step["name"] == name).unwrap().clone()
}

#[test]
fn a_redirect_is_no_answer_of_what_is_behind_it() {
    let site = site(&[
        ("/", "301", "/app"),
        ("/app", "502", ""),
        ("/moved", "308", "/home"),
        ("/home", "200", ""),
        ("/away", "302", "http://127.0.0.1:1/"),
        ("/circle", "302", "/circle"),
    ]);
    for (path, said, status) in [
        ("/", "/app answered 502", 1),
        ("/moved", "/home answered 200", 0),
        ("/away", "http://127.0.0.1:1/ answered 000", 1),
        ("/circle", "/circle answered 000", 1),
    ] {
        let step = step("Post-deployment verification", &format!("{site}{path}"));
        let script = step["with"]["script"].as_str().unwrap();
        let output = Command::new("bash").arg("-c").arg(script).output().unwrap();
        let log = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(status), "{path}: {log}");
        assert!(log.contains(said), "{path}: {log}");
    }
}

#[test]
fn a_registry_that_does_not_answer_is_not_taken_for_one_without_the_image() {
    let step = step("Look for the image in the registry", "http://127.0.0.1/");
    let folder = tempfile::tempdir().unwrap();
    let docker = folder.path().join("docker");
    let paths = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    for (answer, said) in [
        (
            "no such manifest: ghcr.io/example/shop:main-1",
            "::error::the image ghcr.io/example/shop:main-1 is not in the registry; run",
        ),
        ("toomanyrequests: You have reached your pull rate limit", "::error::could not check whether ghcr.io"),
        ("received unexpected HTTP status: 503 Service Unavailable", "::error::could not check whether ghcr.io"),
    ] {
        let program = format!("#!/bin/sh\nif [ $1 = manifest ]; then echo '{answer}' >&2; exit 1; fi\n");
        fs::write(&docker, program).unwrap();
        fs::set_permissions(&docker, fs::Permissions::from_mode(0o755)).unwrap();
        let mut shell = Command::new("bash");
        shell.arg("-c").arg(step["run"].as_str().unwrap()).env("PATH", &paths);
        shell.envs([("REGISTRY", "ghcr.io"), ("REGISTRY_USERNAME", "x"), ("REGISTRY_TOKEN", "x")]);
        let output = shell.env("IMAGE_URL", "ghcr.io/example/shop:main-1").output().unwrap();
        let log = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{log}");
        assert!(log.contains(said) && log.contains(answer), "{log}");
    }
}
