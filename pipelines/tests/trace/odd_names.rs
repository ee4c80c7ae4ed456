//! Names that GitHub would read as patterns: they mean themselves, in the files and in a trace.

use super::playing::{happening, json, only_run};
use std::path::Path;
use std::process::Command;

const SPEC: &str = "tests/trace/descriptions/odd_names.yml";

#[test]
fn a_branch_with_signs_of_patterns_starts_its_build_and_its_deployment_and_no_other_does() {
    let push = |branch: &str| json(&format!("push --any-branch --spec {SPEC} --repository shop '--branch={branch}'"));
    let trace = push("release/1.0+hotfix");
    let build = only_run(happening(&trace));
    assert_eq!(
        (build["file"].as_str(), only_run(&build["then"])["file"].as_str()),
        (Some("build-c.yml"), Some("deploy.yml"))
    );
    assert_eq!(only_run(happening(&push("!x")))["file"], "build-c.yml");
    for other in ["release/1.00hotfix", "release/1.0hotfix", "x", "main"] {
        assert_eq!(happening(&push(other))["runs"], serde_json::json!([]), "{other}");
    }
}

#[test]
fn names_stand_in_filters_so_that_github_reads_them_as_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let mut generate = Command::new(crate::BINARY);
    generate.args(["generate", "--spec", SPEC, "--out"]).arg(folder.path());
    assert!(generate.output().unwrap().status.success());
    let triggers = |file: &str| {
        let path = Path::new("shop/.github/workflows").join(file);
        let text = std::fs::read_to_string(folder.path().join(path)).unwrap();
        serde_yaml::from_str::<serde_yaml::Value>(&text).unwrap()["on"].clone()
    };
    let branches = ["release/1.0\\+hotfix", "\\!x"];
    assert_eq!(triggers("build-c.yml")["push"]["branches"], serde_yaml::to_value(branches).unwrap());
    let run = &triggers("deploy.yml")["workflow_run"];
    assert_eq!(run["workflows"], serde_yaml::to_value(["Build \\[C\\+\\+\\]"]).unwrap());
    assert_eq!(run["branches"], serde_yaml::to_value(["release/1.0\\+hotfix"]).unwrap());
}
