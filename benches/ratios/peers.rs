//! 14 workflows of 9 steps, which two other generators write too: `benches/peers/` has a program for each.

use super::stopwatch::{Subject, pair};
use super::table::Row;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const WORKFLOWS: usize = 14;
const STEPS: usize = 9;

/// A generator, and where the files lie that it writes.
struct Generator {
    subject: Subject,
    files: PathBuf,
}

/// Ours.
fn ours(examples: &Path, work: &Path) -> Generator {
    let files = work.join("ours");
    Generator { subject: Subject::new(examples.join("workflows"), "").writing(&files), files }
}

/// The row against gh-workflow; `peers` is the folder into which `scripts/bench` builds.
pub(crate) fn gh_workflow(row: Row, examples: &Path, peers: &Path, work: &Path) -> io::Result<Row> {
    let program = peers.join("gh-workflow/release/peer-gh-workflow");
    let files = work.join("gh-workflow");
    let theirs = Generator { subject: Subject::new(installed(program)?, "").writing(&files), files };
    side_by_side(row, 201, &ours(examples, work), &theirs)
}

/// The row against gaji.
pub(crate) fn gaji(row: Row, examples: &Path, peers: &Path, work: &Path) -> io::Result<Row> {
    let program = installed(peers.join("gaji/bin/gaji"))?;
    let project = installed(peers.join("gaji/project"))?;
    let out = work.join("gaji");
    let subject = Subject::new(program, "build --output").writing(&out).standing_in(&project);
    side_by_side(row, 101, &ours(examples, work), &Generator { subject, files: out.join("workflows") })
}

fn installed(path: PathBuf) -> io::Result<PathBuf> {
    if path.exists() { Ok(path) } else { Err(io::Error::other(format!("there is no {}", path.display()))) }
}

/// Measures the two, once both have written the same.
fn side_by_side(row: Row, runs: usize, ours: &Generator, theirs: &Generator) -> io::Result<Row> {
    ours.subject.run()?;
    theirs.subject.run()?;
    let (our, their) = (read(&ours.files)?, read(&theirs.files)?);
    if our.len() != WORKFLOWS || our.keys().ne(their.keys()) {
        let names = |files: &BTreeMap<String, Value>| files.keys().cloned().collect::<Vec<_>>().join(", ");
        return Err(io::Error::other(format!("not the same files: {} / {}", names(&our), names(&their))));
    }
    for (name, workflow) in &our {
        if workflow["jobs"]["build"]["steps"].as_sequence().map(Vec::len) != Some(STEPS) {
            return Err(io::Error::other(format!("{name} has not {STEPS} steps")));
        }
        if let Some(place) = difference(workflow, &their[name]) {
            return Err(io::Error::other(format!("{name}: not the same work at {}", place.trim_start_matches('.'))));
        }
    }
    pair(row, runs, &ours.subject, &theirs.subject)
}

/// The workflows of a folder, by the names of their files.
fn read(folder: &Path) -> io::Result<BTreeMap<String, Value>> {
    let mut workflows = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let workflow = serde_yaml::from_str(&fs::read_to_string(entry.path())?)
            .map_err(|error| io::Error::other(format!("{name}: {error}")))?;
        workflows.insert(name, workflow);
    }
    Ok(workflows)
}

/// The first place where two workflows say something else. Nothing and an empty mapping are the same to GitHub, and the order of
/// keys is nothing to anybody.
fn difference(one: &Value, other: &Value) -> Option<String> {
    match (one, other) {
        (Value::Mapping(one), Value::Mapping(other)) => {
            let key = |key: &Value| key.as_str().unwrap_or("?").to_owned();
            let lacking = |(name, _): (&Value, &Value)| (!one.contains_key(name)).then(|| format!(".{}", key(name)));
            let differing = |(name, value): (&Value, &Value)| match other.get(name) {
                Some(other) => difference(value, other).map(|place| format!(".{}{place}", key(name))),
                None => Some(format!(".{}", key(name))),
            };
            one.iter().find_map(differing).or_else(|| other.iter().find_map(lacking))
        }
        (Value::Sequence(one), Value::Sequence(other)) if one.len() == other.len() => {
            let mut places = one.iter().zip(other).enumerate();
            places.find_map(|(index, (one, other))| Some(format!("[{index}]{}", difference(one, other)?)))
        }
        (Value::Null, Value::Mapping(empty)) | (Value::Mapping(empty), Value::Null) if empty.is_empty() => None,
        _ => (one != other).then(|| format!(": {} / {}", brief(one), brief(other))),
    }
}

fn brief(value: &Value) -> String {
    serde_yaml::to_string(value).unwrap_or_default().trim_end().replace('\n', "\\n")
}
