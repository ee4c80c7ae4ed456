//! `check`: every kind of drift is named, and nothing is written.

use super::project::{SCRIPT, TestProject, WORKFLOW};
use std::fs;
use std::os::unix::fs::PermissionsExt;

/// Breaks a generated project, and asserts that `check` names the drift and writes nothing.
fn drift(kind: &str, path: &str, break_it: impl FnOnce(&TestProject)) -> String {
    let project = TestProject::generated();
    break_it(&project);
    let before = project.files();
    let ran = project.run("check");
    assert_eq!(ran.status, 1, "{}{}", ran.stdout, ran.stderr);
    let named = ran.stdout.lines().filter(|line| line.starts_with(kind) && line.ends_with(path)).count();
    assert_eq!(named, 1, "{kind} {path} in:\n{}", ran.stdout);
    assert!(ran.stderr.starts_with("The generated files have drifted: "), "{}", ran.stderr);

    let json: serde_json::Value = serde_json::from_str(&project.run("check --format json").stdout).unwrap();
    assert_eq!(json["status"], "drift");
    let entries = json["drift"].as_array().unwrap();
    assert!(entries.iter().any(|entry| entry["kind"] == kind && entry["path"] == path), "{json:#}");
    assert_eq!(project.files(), before, "checking writes nothing");
    ran.stdout + &ran.stderr
}

#[test]
fn what_is_current_is_said_in_one_line() {
    let ran = TestProject::generated().run("check");
    assert_eq!((ran.status, ran.stdout.as_str(), ran.stderr.as_str()), (0, "21 files are current\n", ""));
}

#[test]
fn a_hand_edit_is_stale_and_shown_as_a_difference() {
    let said = drift("stale", WORKFLOW, |project| {
        let edited = project.read(WORKFLOW).replace("ubuntu-latest", "macos-latest");
        project.write(WORKFLOW, &edited);
    });
    assert!(said.contains("-    runs-on: macos-latest\n+    runs-on: ubuntu-latest\n"), "{said}");
    assert!(said.contains("run `cargo run -- generate`"), "{said}");
}

#[test]
fn a_missing_file_is_missing() {
    drift("missing", WORKFLOW, |project| fs::remove_file(project.path(WORKFLOW)).unwrap());
}

#[test]
fn everything_is_missing_from_an_empty_folder() {
    let project = TestProject::empty();
    let ran = project.run("check");
    assert_eq!((ran.status, ran.stdout.lines().count()), (1, 21));
    assert!(project.files().is_empty());
}

#[test]
fn a_file_of_ours_that_no_longer_belongs_is_orphaned() {
    let path = "generated/former-service/.github/workflows/build.yml";
    drift("orphaned", path, |project| project.write(path, &project.read(WORKFLOW)));
}

#[test]
fn an_orphan_beside_the_projects_own_workflow_is_found_and_a_strangers_is_left_alone() {
    let path = ".github/workflows/former.yml";
    drift("orphaned", path, |project| project.write(path, &project.read(WORKFLOW)));

    let project = TestProject::generated();
    project.write(".github/workflows/by-hand.yml", "name: By hand\n");
    project.write("README.md", "# A project\n");
    assert_eq!(project.run("check").status, 0);
}

#[test]
fn a_lost_run_bit_is_a_wrong_mode() {
    drift("wrong mode", SCRIPT, |project| {
        fs::set_permissions(project.path(SCRIPT), fs::Permissions::from_mode(0o644)).unwrap();
    });
}

#[test]
fn a_strangers_file_among_ours_is_named() {
    let path = "generated/mr-mentor-backend/notes.txt";
    let said = drift("stranger", path, |project| project.write(path, "mine\n"));
    assert!(said.contains("move away what is not pipewright's"), "{said}");
}

#[test]
fn a_link_or_a_folder_in_a_files_place_is_blocked() {
    drift("blocked", WORKFLOW, |project| {
        fs::rename(project.path(WORKFLOW), project.path("elsewhere.yml")).unwrap();
        std::os::unix::fs::symlink(project.path("elsewhere.yml"), project.path(WORKFLOW)).unwrap();
    });
    drift("blocked", WORKFLOW, |project| {
        fs::remove_file(project.path(WORKFLOW)).unwrap();
        fs::create_dir(project.path(WORKFLOW)).unwrap();
    });
}

#[test]
fn a_file_that_git_does_not_track_is_untracked() {
    drift("untracked", WORKFLOW, |project| {
        let line = format!("git init -q && git add . && git rm -q --cached {WORKFLOW}");
        assert_eq!(project.bash(&line).status, 0);
    });
    // One that git ignores is not committed either.
    drift("untracked", SCRIPT, |project| {
        assert_eq!(project.bash("git init -q && echo '*.sh' > .gitignore && git add .").status, 0);
    });
}

#[test]
fn what_git_tracks_is_current() {
    let project = TestProject::generated();
    assert_eq!(project.bash("git init -q && git add .").status, 0);
    let ran = project.run("check");
    assert_eq!((ran.status, ran.stdout.as_str()), (0, "21 files are current\n"));
}

#[test]
fn a_checkout_with_other_line_ends_is_no_drift() {
    let project = TestProject::generated();
    let converted = project.bash("find generated .github -type f -exec sed -i 's/$/\\r/' {} +");
    assert_eq!(converted.status, 0);
    assert!(project.read(WORKFLOW).contains("\r\n"));
    assert_eq!(project.run("check").status, 0);
}

#[test]
fn another_folder_is_compared_without_the_projects_own_workflow() {
    let project = TestProject::empty();
    assert_eq!(project.run("generate --out elsewhere").status, 0);
    assert!(!project.path(".github").exists());
    assert_eq!(project.run("check --out elsewhere").stdout, "20 files are current\n");
}
