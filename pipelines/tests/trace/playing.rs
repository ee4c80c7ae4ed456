//! Playing a trace with the real binary, and finding one's way in its JSON.

use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// What a command did.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

/// Runs `pipewright trace` with these words, in a folder.
pub fn ran_in(folder: &Path, words: &[&str]) -> Ran {
    let mut command = Command::new(crate::BINARY);
    let output = command.arg("trace").args(words).current_dir(folder).env("NO_COLOR", "1").output().unwrap();
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs `pipewright trace` with the words of a line; a part in single quotes is one word.
pub fn ran(line: &str) -> Ran {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 { words.push(part) } else { words.extend(part.split_whitespace()) }
    }
    ran_in(Path::new("."), &words)
}

/// The tree that a trace prints.
pub fn tree(line: &str) -> String {
    let ran = ran(line);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{line}");
    ran.stdout
}

/// The trace as JSON.
pub fn json(line: &str) -> Value {
    serde_json::from_str(&tree(&format!("{line} --format json"))).unwrap()
}

/// The one happening of a trace.
pub fn happening(trace: &Value) -> &Value {
    let all = trace["happenings"].as_array().unwrap();
    assert_eq!(all.len(), 1);
    &all[0]
}

/// The one run that a happening starts.
pub fn only_run(happening: &Value) -> &Value {
    let runs = happening["runs"].as_array().unwrap();
    assert_eq!(runs.len(), 1, "{runs:#?}");
    &runs[0]
}

/// The run of that file.
pub fn run_of<'t>(happening: &'t Value, file: &str) -> &'t Value {
    let runs = happening["runs"].as_array().unwrap();
    runs.iter().find(|run| run["file"] == file).unwrap_or_else(|| panic!("{file} does not run: {runs:#?}"))
}

/// The steps of the run's one job, with how they end.
pub fn steps(run: &Value) -> Vec<(&str, &str)> {
    let steps = run["jobs"][0]["steps"].as_array().unwrap().iter();
    steps.map(|step| (step["name"].as_str().unwrap(), step["conclusion"].as_str().unwrap())).collect()
}

/// The step of that name.
pub fn step<'t>(run: &'t Value, name: &str) -> &'t Value {
    let steps = run["jobs"][0]["steps"].as_array().unwrap();
    steps.iter().find(|step| step["name"] == name).unwrap_or_else(|| panic!("there is no {name}"))
}

/// The steps that end so.
pub fn that_are<'t>(run: &'t Value, conclusion: &str) -> Vec<&'t str> {
    steps(run).into_iter().filter(|(_, ended)| *ended == conclusion).map(|(name, _)| name).collect()
}

/// Everything that a run's steps do of that kind, in order; the field of each.
pub fn done(run: &Value, does: &str, field: &str) -> Vec<String> {
    let steps = run["jobs"][0]["steps"].as_array().unwrap().iter();
    let effects = steps.flat_map(|step| step["effects"].as_array().cloned().unwrap_or_default());
    let meant = effects.filter(|effect| effect["does"] == does);
    meant.map(|effect| effect[field].as_str().map_or_else(|| effect[field].to_string(), str::to_owned)).collect()
}

/// Every secret of a run, with who holds it.
pub fn secrets(run: &Value) -> Vec<(String, String)> {
    let steps = run["jobs"][0]["steps"].as_array().unwrap().iter();
    let all = steps.flat_map(|step| step["secrets"].as_array().cloned().unwrap_or_default());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut secrets: Vec<_> = all.map(|secret| (text(&secret["name"]), text(&secret["from"]))).collect();
    secrets.sort();
    secrets.dedup();
    secrets
}
