//! Descriptions that are refused, each with its exact message beside it: what would a tired engineer type next?
//!
//! `BROKEN=write cargo test --test all broken` writes the messages anew; read them before they are committed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn broken() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|end| end == "yml")).collect();
    files.sort();
    files
}

/// The exit status and the talk of `check` for a description, as it lies in its folder.
fn check(folder: &Path, name: &str) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_pipewright"));
    command.args(["check", "--out", "nowhere", "--spec", name]).current_dir(folder);
    let output = command.env("NO_COLOR", "1").output().unwrap();
    assert!(output.stdout.is_empty(), "{name}: {}", String::from_utf8_lossy(&output.stdout));
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn each_broken_description_is_refused_with_its_message() {
    let files = broken();
    assert!(files.len() >= 60, "only {} broken descriptions", files.len());
    let mut wrong = Vec::new();
    for path in &files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let (status, said) = check(path.parent().unwrap(), name);
        assert_eq!(status, Some(1), "{name}: {said}");
        assert!(said.contains(&format!("--> {name}:")), "{name} is not pointed at: {said}");
        assert!(said.contains("= help: "), "{name}: nobody says what to do: {said}");
        let expected = path.with_extension("txt");
        if std::env::var("BROKEN").is_ok_and(|wish| wish == "write") {
            fs::write(&expected, &said).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != said {
            wrong.push(format!("{name} says now:\n{said}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_file_of_more_than_a_mebibyte_is_refused_unread() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("long.yml"), "# long\n".repeat(200_000)).unwrap();
    let (status, said) = check(folder.path(), "long.yml");
    assert_eq!(status, Some(1));
    assert!(said.starts_with("error: the file is longer than 1 MiB\n"), "{said}");
    assert!(said.contains("several files of one folder"), "{said}");
}

#[test]
fn of_very_many_findings_a_thousand_are_shown_each_at_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let lines: Vec<String> = (0..1_234).map(|number| format!("  - {{ name: r{number}, x: 1 }}\n")).collect();
    fs::write(folder.path().join("many.yml"), format!("name: example\nrepositories:\n{}", lines.concat())).unwrap();
    let (status, said) = check(folder.path(), "many.yml");
    assert_eq!(status, Some(1));
    let shown: Vec<&str> = said.lines().filter_map(|line| line.trim_start().strip_prefix("--> many.yml:")).collect();
    assert_eq!((shown.len(), shown[0], shown[999]), (1_000, "3:17", "1002:19"));
    assert!(said.contains("error: 234 more findings are not shown\n"), "{said}");
}

#[test]
fn findings_come_all_at_once_and_in_the_order_of_the_file() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken");
    let (_, said) = check(&folder, "several-at-once.yml");
    let lines = said.lines().filter_map(|line| line.split("several-at-once.yml:").nth(1)?.split(':').next());
    let lines: Vec<u32> = lines.map(|line| line.parse().unwrap()).collect();
    assert!(lines.len() > 1 && lines.is_sorted(), "{said}");
}
