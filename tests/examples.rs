//! The examples: three organisations as data. Each renders, and renders the same when it is shown and read again; what `show`
//! and `trace` say of what the first users have none of.

use std::path::Path;
use std::process::Command;

fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_pipewright")).args(arguments).current_dir(folder).output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn each_example_renders_and_reads_back() {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    for (name, files) in [("go-service", 4), ("rails-monolith", 8), ("static-sites", 11)] {
        let folder = tempfile::tempdir().unwrap();
        let shown = run(&examples, &["show", "spec", "--spec", name]);
        // Where the example lies, because what is generated names the command that renders it.
        let spec = format!("examples/{name}");
        std::fs::create_dir_all(folder.path().join(&spec)).unwrap();
        std::fs::write(folder.path().join(&spec).join("shown.yml"), &shown).unwrap();
        let out = folder.path().join("out");
        run(&examples, &["generate", "--spec", name, "--out", out.to_str().unwrap()]);
        let answer = run(folder.path(), &["check", "--spec", &spec, "--out", "out"]);
        assert_eq!(answer, format!("{files} files are current\n"), "{name}");
    }
}

/// The answer of a command about the static sites, its words alone.
fn said(arguments: &[&str]) -> String {
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let all = run(&examples, &[arguments, &["--spec", "static-sites"]].concat());
    all.split_whitespace().filter(|word| !["│", "├─", "└─"].contains(word)).collect::<Vec<_>>().join(" ")
}

#[test]
fn a_mounted_secret_is_shown_where_it_is_used_and_ends_in_no_image() {
    let shown = said(&["show", "secrets", "THEME_TOKEN"]);
    assert!(shown.contains("web Build Check that every required secret has a value; Build and push the image It ends in nothing that outlives the run."), "{shown}");
    let traced = said(&["trace", "push", "--repository", "docs", "--branch", "main"]);
    let step =
        "Build and push the image secrets of environment web: THEME_TOKEN mounts for the build, and in no layer: theme";
    assert!(traced.contains(step), "{traced}");
}

#[test]
fn a_role_is_asked_for_in_a_trace_and_no_secret_opens_the_store() {
    let traced = said(&["trace", "push", "--repository", "jobs", "--branch", "main"]);
    let asked = "Configure AWS credentials secrets of environment web: AWS_REGION asks AWS (arn:aws:iam::123456789012:role/publish-jobs)";
    assert!(traced.contains(asked), "{traced}");
    assert!(!said(&["show", "secrets"]).contains("AWS Secrets Manager: it opens"), "{traced}");
}

#[test]
fn who_is_asked_before_a_deployment_is_shown_and_taken_for_granted_by_a_trace() {
    let shown = said(&["show", "environments"]);
    assert!(shown.contains("Before a job runs in it, GitHub asks: the team editors."), "{shown}");
    let traced = said(&["trace", "push", "--repository", "blog", "--branch", "main"]);
    assert!(traced.contains("the environment web waits for one of: the team editors; it is let through"), "{traced}");
}
