//! `lint` on MAS's own description: the reference's gotchas, and every format.

mod fixed;
mod formats;
mod gotchas;

use serde_json::Value;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

/// What a command did.
struct Ran {
    status: i32,
    stdout: String,
    stderr: String,
}

/// Runs the program in a folder.
fn run(folder: &Path, arguments: &[&str]) -> Ran {
    let mut command = Command::new(crate::BINARY);
    let output = command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// What `lint` finds in MAS's description.
fn own(arguments: &[&str]) -> Ran {
    run(Path::new(crate::ROOT), &[&["lint"], arguments].concat())
}

/// What the command says of another description, which lies in its folder as `pipelines.yml`.
fn on(description: &str, arguments: &[&str]) -> Ran {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("pipelines.yml"), description).unwrap();
    run(folder.path(), &[arguments, &["--spec", "pipelines.yml"]].concat())
}

/// An answer in JSON.
fn parsed(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}{}", ran.stdout, ran.stderr))
}

/// The findings of an answer, or those that are ignored: an object for each place, with what all places have in common.
fn places(answer: &Value, list: &str) -> Vec<Value> {
    let each = answer[list].as_array().unwrap().iter().flat_map(|finding| {
        finding["places"].as_array().unwrap().iter().map(|place| {
            let mut whole = finding.as_object().unwrap().clone();
            whole.extend(place.as_object().unwrap().clone());
            Value::Object(whole)
        })
    });
    each.collect()
}
