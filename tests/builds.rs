//! What a build hands to docker: values as they stand in the description, and none that is missing.

use pipewright::compile::compile;
use pipewright::prelude::*;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// Values that a list of the action would turn into others: it reads CSV, trims its items and leaves out the empty ones.
const AWKWARD: [&str; 12] = [
    "two\nlines",
    "a\r\nb",
    " blanks around ",
    "a,b",
    "\"quoted\"",
    "say \"hi\"",
    "it's #1 & $HOME = 5",
    "# no comment",
    "${{ github.sha }}",
    "",
    "\u{fc}\u{1f600}",
    "+5",
];

fn organization(secrets: Vec<Secret>, builds: Vec<Build>) -> Organization {
    let services = builds.into_iter().map(|build| Service { builds: vec![build], deployments: Vec::new() });
    Organization {
        name: "example".to_owned(),
        environments: Vec::new(),
        repositories: vec![Repository {
            secrets,
            services: services.collect(),
            ..Repository::new("shop", "delivery.rs")
        }],
    }
}

/// The steps of each workflow, by its file.
fn steps(organization: &Organization) -> BTreeMap<String, Vec<Value>> {
    let lock = Lock::parse(include_str!("../actions.lock")).unwrap();
    let files = compile(organization, &lock).unwrap();
    let each = files.iter().map(|(path, file)| {
        let workflow: Value = serde_yaml::from_str(&file.contents).unwrap();
        let steps = workflow["jobs"]["build-and-push"]["steps"].as_sequence().unwrap().clone();
        (path.as_str().rsplit('/').next().unwrap().to_owned(), steps)
    });
    each.collect()
}

fn uses(step: &Value, action: &str) -> bool {
    step["uses"].as_str().is_some_and(|uses| uses.starts_with(action))
}

fn build(workflow: &'static str, file: &'static str) -> Build {
    Build { branches: vec![Branch::new("main")], ..Build::new(workflow, file, Tags::default()) }
}

#[test]
fn an_argument_arrives_byte_for_byte_in_the_tests_and_in_the_image() {
    const NAMES: [&str; AWKWARD.len()] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L"];
    let arguments = NAMES.iter().zip(AWKWARD).map(|(name, value)| literal(name, value)).collect();
    let build = Build { arguments, test_stage: Some("test".into()), ..build("Build", "build.yml") };
    let steps = steps(&organization(Vec::new(), vec![build]));
    let builds: Vec<&Value> = steps["build.yml"].iter().filter(|step| uses(step, "docker/build-push-action")).collect();
    assert_eq!(builds.len(), 2);
    for step in builds {
        assert_eq!(
            step["with"]["build-args"].as_str().map(|list| list.trim_end().replace('\n', " ")),
            Some(NAMES.join(" "))
        );
        for (name, value) in NAMES.iter().zip(AWKWARD) {
            // GitHub reads its own opening only as an expression that gives it back.
            let value = value.replace("${{", "${{ '${{' }}");
            assert_eq!(step["env"][name].as_str(), Some(value.as_str()), "{value:?}");
        }
    }
}

/// What the first step does with these values of the secrets.
fn run_first_step(steps: &[Value], held: &[&str]) -> (bool, String) {
    let step = &steps[0];
    let mut command = Command::new("bash");
    command.args(["-c", step["run"].as_str().unwrap()]).env_clear();
    for (name, value) in step["env"].as_mapping().unwrap() {
        let (name, value) = (name.as_str().unwrap(), value.as_str().unwrap());
        let value = match value.strip_prefix("${{ secrets.").and_then(|rest| rest.strip_suffix(" != '' }}")) {
            Some(secret) => held.contains(&secret).to_string(),
            None => value.to_owned(),
        };
        command.env(name, value);
    }
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_build_ends_at_once_where_a_required_secret_has_no_value() {
    let secret_of = |name| Secret::of_repository(SecretName::new(name));
    let secrets = vec![
        secret_of("API_URL"),
        secret_of("NPM_TOKEN"),
        secret_of("THEME").optional(),
        secret_of("REGION").or("eu"),
        secret_of("UNUSED"),
    ];
    let build = Build {
        arguments: vec![public("API_URL"), secret("THEME"), public("REGION"), literal("EMPTY", "")],
        mounts: vec![SecretMount::new("npm", "NPM_TOKEN")],
        ..build("Build", "build.yml")
    };
    let steps = steps(&organization(secrets, vec![build]));
    let steps = &steps["build.yml"];
    assert_eq!(run_first_step(steps, &["API_URL", "NPM_TOKEN"]), (true, String::new()));
    assert_eq!(
        run_first_step(steps, &["NPM_TOKEN"]),
        (false, "::error::API_URL has no value; set the secret of that name. Nothing was built\n".to_owned())
    );
    let (success, said) = run_first_step(steps, &["THEME", "REGION"]);
    assert!(!success && said.contains("API_URL has no value") && said.contains("NPM_TOKEN has no value"), "{said}");
}

#[test]
fn a_build_without_secrets_asks_for_none() {
    let steps = steps(&organization(Vec::new(), vec![build("Build", "build.yml")]));
    assert!(uses(&steps["build.yml"][0], "actions/checkout"));
}
