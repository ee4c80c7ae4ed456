//! The examples: three organisations as data. Each renders, and renders the same when it is shown and read again.

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
        std::fs::write(folder.path().join("shown.yml"), &shown).unwrap();
        let out = folder.path().join("out");
        run(&examples, &["generate", "--spec", name, "--out", out.to_str().unwrap()]);
        let answer = run(folder.path(), &["check", "--spec", "shown.yml", "--out", "out"]);
        assert_eq!(answer, format!("{files} files are current\n"), "{name}");
    }
}
