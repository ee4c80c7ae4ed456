//! The generic program: no organisation is in it, and it says how to name a description.

use std::path::Path;
use std::process::{Command, Output};

fn pipewright(arguments: &str) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    Command::new(env!("CARGO_BIN_EXE_pipewright")).args(arguments.split(' ')).current_dir(folder).output().unwrap()
}

#[test]
fn commands_about_a_description_demand_one_and_say_how() {
    for arguments in
        ["generate", "check", "lint", "show catalogue", "show spec", "trace push --repository a --branch b"]
    {
        let output = pipewright(arguments);
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(2), &b""[..]), "{arguments}: {said}");
        assert!(said.starts_with("error: missing `--spec FILE`"), "{arguments}: {said}");
        assert!(said.contains("--spec pipelines.yml"), "{arguments}: {said}");
    }
}

#[test]
fn commands_about_pipewright_itself_need_none() {
    for arguments in ["schema", "explain --all", "completions bash", "--version"] {
        let output = pipewright(arguments);
        assert!(output.status.success() && !output.stdout.is_empty(), "{arguments}");
    }
}

#[test]
fn a_description_is_compiled_with_the_pins_of_pipewright_where_it_has_none() {
    let output = pipewright("--spec go-service show actions --format json");
    let shown = String::from_utf8(output.stdout).unwrap();
    let pins = include_str!("../actions.lock").lines().filter(|line| !line.starts_with('#'));
    for action in pins.filter_map(|line| line.split(' ').next()) {
        assert!(shown.contains(&format!("\"{action}\"")), "{action}: {shown}");
    }
}
