//! Every command as a person meets it: what it prints, its exit status, and the files before and after.

mod check;
mod generate;
mod install_hook;
mod manuals;
mod others;
mod project;
mod settings;
mod show;
mod spec;
mod usage;

use project::{ALL, TestProject};

/// The repository itself: what is committed is what the description renders.
#[test]
fn the_committed_files_are_current() {
    let output =
        std::process::Command::new(crate::BINARY).args(["check", "--format", "json"]).current_dir(crate::ROOT).output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    let report: serde_json::Value = serde_json::from_str(&text).unwrap();
    let drift = report["drift"].as_array().unwrap();
    // Before the first `git add` a new file is untracked; that is for `check` in CI, not for a test.
    let real: Vec<_> = drift.iter().filter(|entry| entry["kind"] != "untracked").collect();
    assert!(real.is_empty(), "run `cargo run -- generate`: {real:#?}");
}

#[test]
fn fourteen_workflows_six_scripts_the_schema_and_the_projects_own_workflow() {
    let files = TestProject::generated().files();
    let count = |end: &str| files.keys().filter(|path| path.starts_with("generated/") && path.ends_with(end)).count();
    assert_eq!((count(".yml"), count(".sh"), count(".json"), files.len()), (14, 6, 1, ALL));
}
