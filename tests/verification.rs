//! The checks after a rollout, as they are generated, run against a site that misbehaves.

use pipewright::compile::compile;
use pipewright::prelude::*;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
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

/// The script of the step that asks these addresses.
fn script(url: &str) -> String {
    let build = Build { branches: vec![MAIN], ..Build::new("Build", "build.yml", Tags::default()) };
    let answers = vec![Answer::new(url, Seconds(0))];
    let rollout = ComposeRollout { answers, ..ComposeRollout::new("compose.yml", "/srv/shop") };
    let deploy = Deployment::new("Deploy", "deploy.yml", LIVE, build.on(MAIN), Rollout::Compose(rollout));
    let mut shop = Repository::new("shop", "shop.rs");
    shop.services = vec![Service { builds: vec![build], deployments: vec![deploy] }];
    let live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
    let organization = Organization { name: "example".to_owned(), environments: vec![live], repositories: vec![shop] };
    let lock = Lock::parse(include_str!("../actions.lock")).unwrap();
    let compiled = compile(&organization, &lock).unwrap();
    let (_, file) = compiled.iter().find(|(path, _)| path.as_str().ends_with("deploy.yml")).unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&file.contents).unwrap();
    let steps = workflow["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    let step = steps.iter().find(|step| step["name"] == "Post-deployment verification").unwrap();
    step["with"]["script"].as_str().unwrap().to_owned()
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
        let output = Command::new("bash").arg("-c").arg(script(&format!("{site}{path}"))).output().unwrap();
        let log = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(status), "{path}: {log}");
        assert!(log.contains(said), "{path}: {log}");
    }
}
