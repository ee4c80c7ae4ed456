//! From an edit of one line to new YAML on disk: of the description in Rust, and of the same as data.

use super::stopwatch::{Subject, median, pair};
use super::table::Row;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// The line that is edited says the folder of a rollout; this is its text.
const BEFORE: &str = "/home/ubuntu/mr-mentor-backend";

/// Where that line stands.
const DESCRIPTION: &str = "pipelines/backend.rs";

/// The file that it changes, and no other.
const CHANGED: &str = "mr-mentor-backend/.github/workflows/deploy-development.yml";

/// The edit of the Rust: of a copy of the sources, with cargo and a warm target. The median of seven.
pub(crate) fn of_rust(row: Row, target: &Path, work: &Path) -> io::Result<Row> {
    let copy = work.join("sources");
    let list = Subject::new("git", "ls-files -z --cached --others --exclude-standard").answer()?;
    for file in list.split('\0').filter(|file| !file.is_empty() && Path::new(file).is_file()) {
        let path = copy.join(file);
        fs::create_dir_all(path.parent().unwrap_or(&copy))?;
        fs::copy(file, path)?;
    }
    let generate = || -> io::Result<f64> {
        let started = Instant::now();
        let output = Command::new("cargo")
            .args(["run", "--locked", "--quiet", "--", "generate", "--quiet"])
            .current_dir(&copy)
            .env("CARGO_TARGET_DIR", target.join("bench-edit"))
            .output()?;
        let took = started.elapsed().as_secs_f64();
        if output.status.success() {
            Ok(took)
        } else {
            Err(io::Error::other(String::from_utf8_lossy(&output.stderr).into_owned()))
        }
    };
    generate()?;
    let original = fs::read_to_string(copy.join(DESCRIPTION))?;
    let mut times = Vec::new();
    for turn in 0..7 {
        let folder = format!("/srv/bench-{turn}");
        let edited = original.replace(BEFORE, &folder);
        if edited == original {
            return Err(io::Error::other(format!("{DESCRIPTION} does not say `{BEFORE}`: edit another line")));
        }
        fs::write(copy.join(DESCRIPTION), edited)?;
        times.push(generate()?);
        if !fs::read_to_string(copy.join("generated").join(CHANGED))?.contains(&folder) {
            return Err(io::Error::other(format!("the edit did not reach {CHANGED}")));
        }
    }
    Ok(row.value(median(times)).unit(" s"))
}

/// The edit of the data, against a `generate` that has the same file to write.
pub(crate) fn of_data(row: Row, pipewright: &Path, work: &Path) -> io::Result<Row> {
    let (data, whole) = (work.join("edited.yml"), work.join("whole"));
    let description = Subject::new(pipewright, "show spec --format yaml").answer()?;
    let edited = description.replacen(BEFORE, "/srv/mr-mentor-backend", 1);
    fs::write(&data, &edited)?;
    let from_data = |out: &Path| format!("generate --spec {} --out {}", data.display(), out.display());
    let from_rust = |out: &Path| format!("generate --out {}", out.display());
    // Each has a folder of its own, in which all is current but the one file.
    let (ours, theirs) = (work.join("from-data"), whole);
    Subject::new(pipewright, &from_data(&ours)).run()?;
    Subject::new(pipewright, &from_rust(&theirs)).run()?;
    let (new, old) = (fs::read(ours.join(CHANGED))?, fs::read(theirs.join(CHANGED))?);
    let from_data = Subject::new(pipewright, &from_data(&ours)).finding(&ours.join(CHANGED), old);
    let from_rust = Subject::new(pipewright, &from_rust(&theirs)).finding(&theirs.join(CHANGED), new);
    for subject in [&from_data, &from_rust] {
        let answer = subject.answer()?;
        let changes: Vec<&str> = answer.lines().filter(|line| !line.ends_with(" unchanged")).collect();
        if !matches!(changes.as_slice(), [only] if only.starts_with("updated") && only.ends_with(CHANGED)) {
            return Err(io::Error::other(format!("it should write {CHANGED} alone: {answer}")));
        }
    }
    pair(row, 201, &from_data, &from_rust)
}
