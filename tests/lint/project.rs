//! A folder with one description, and the real binary in it.

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What a command did.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs the binary in a folder.
pub fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pipewright"));
    let output = command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs the binary on a description, which lies in its folder as `pipelines.yml`.
pub fn on(description: &str, arguments: &[&str]) -> Ran {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("pipelines.yml"), description).unwrap();
    run(folder.path(), &[arguments, &["--spec", "pipelines.yml"]].concat())
}

/// What is found in a description, an object for each place.
pub fn findings(description: &str) -> Vec<Value> {
    places(&parsed(&on(description, &["lint", "--format", "json"])), "findings")
}

/// The findings of an answer, or those that are ignored: an object for each place, with what all places have in common.
pub fn places(answer: &Value, list: &str) -> Vec<Value> {
    let each = answer[list].as_array().unwrap().iter().flat_map(|finding| {
        finding["places"].as_array().unwrap().iter().map(|place| {
            let mut whole = finding.as_object().unwrap().clone();
            whole.extend(place.as_object().unwrap().clone());
            Value::Object(whole)
        })
    });
    each.collect()
}

/// An answer in JSON.
pub fn parsed(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", ran.stdout, ran.stderr))
}

/// The codes of findings.
pub fn codes(findings: &[Value]) -> Vec<&str> {
    findings.iter().map(|finding| finding["rule"].as_str().unwrap_or_else(|| panic!("{finding:#}"))).collect()
}

/// The line of what is generated in which a finding of a description shows, without what stands around it.
pub fn generated_line(description: &str, finding: &Value) -> String {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("pipelines.yml"), description).unwrap();
    run(folder.path(), &["generate", "--spec", "pipelines.yml", "--out", "out"]);
    let file = finding["generated"]["file"].as_str().unwrap();
    let file = file.strip_prefix("generated/").unwrap();
    let text = std::fs::read_to_string(folder.path().join("out").join(file)).unwrap();
    let line = usize::try_from(finding["generated"]["line"].as_u64().unwrap()).unwrap();
    text.lines().nth(line - 1).unwrap_or_default().trim().to_owned()
}
