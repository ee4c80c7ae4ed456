//! The README shows what is there.

use crate::{BINARY, ROOT};
use std::fs;
use std::process::Command;

fn read(path: &str) -> String {
    fs::read_to_string(format!("{ROOT}/{path}")).unwrap()
}

/// The lines of the README's block in a language.
fn block(language: &str) -> Vec<String> {
    let readme = read("README.md");
    let lines = readme.lines().skip_while(|line| *line != format!("```{language}")).skip(1);
    lines.take_while(|line| *line != "```").map(str::to_owned).collect()
}

/// Asserts that the lines stand in the file in this order; `# ...` leaves some out.
fn stand_in(lines: &[String], path: &str) {
    let text = read(path);
    let mut rest = text.lines();
    assert!(lines.len() > 10, "the README shows only {} lines of {path}", lines.len());
    for line in lines.iter().filter(|line| !line.starts_with("# ...")) {
        assert!(rest.any(|found| found == line), "README.md shows a line that {path} does not have there: {line}");
    }
}

#[test]
fn the_description_in_the_readme_is_the_backends() {
    stand_in(&block("rust"), "pipelines/backend.rs");
}

#[test]
fn the_workflow_in_the_readme_is_what_it_becomes() {
    stand_in(&block("yaml"), "generated/mr-mentor-backend/.github/workflows/deploy-development.yml");
}

#[test]
fn what_the_readme_shows_of_commands_is_what_they_print() {
    let readme = read("README.md");
    let blocks: Vec<&str> = readme.split("```console\n$ pipewright ").skip(1).collect();
    assert!(blocks.len() >= 2, "the README shows {} commands", blocks.len());
    for block in blocks {
        let (command, rest) = block.split_once('\n').unwrap();
        let shown = rest.split("```").next().unwrap();
        let ran = Command::new(BINARY).args(command.split(' ')).current_dir(ROOT).output().unwrap();
        let printed = String::from_utf8(ran.stdout).unwrap();
        let mut rest = printed.lines();
        for line in shown.lines() {
            assert!(rest.any(|found| found == line), "`pipewright {command}` does not print there: {line}\n{printed}");
        }
    }
}

#[test]
fn the_command_table_names_every_command() {
    let readme = read("README.md");
    for command in [
        "generate [--out DIR]",
        "check [--staged] [--out DIR]",
        "lint",
        "explain",
        "trace",
        "show catalogue",
        "show secrets",
        "show graph",
    ] {
        assert!(readme.contains(&format!("| `{command}")), "{command}");
    }
}
