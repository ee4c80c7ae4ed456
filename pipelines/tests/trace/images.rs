//! The names of images, as the generated scripts compute them: the scripts are run, and the trace must say the same.

use super::playing::{done, happening, json, run_of};
use std::path::Path;
use std::process::Command;

const COMMIT: &str = "0123456789abcdef0123456789abcdef01234567";
const BRANCHES: [&str; 7] = ["main", "feature/x", "production", "fix/#12", "a b@c", "cafés", "UPPER_case.9"];

/// What the step with that id of a committed workflow answers: its outputs, a line each.
fn answered(repository: &str, file: &str, id: &str, branch: &str, deployed: bool) -> String {
    let path = Path::new(crate::ROOT).join(format!("generated/{repository}/.github/workflows/{file}"));
    let workflow: serde_yaml::Value = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let (_, job) = workflow["jobs"].as_mapping().unwrap().iter().next().unwrap();
    let step = job["steps"].as_sequence().unwrap().iter().find(|step| step["id"] == id).unwrap();
    let output = tempfile::NamedTempFile::new().unwrap();
    let mut bash = Command::new("bash");
    bash.args(["-c", step["run"].as_str().unwrap()]).env("GITHUB_OUTPUT", output.path());
    bash.env("GITHUB_EVENT_NAME", "workflow_run").env("BASH_FUNC_git%%", format!("() {{ echo {COMMIT}; }}"));
    for (name, value) in step["env"].as_mapping().unwrap() {
        let (name, value) = (name.as_str().unwrap(), value.as_str().unwrap());
        // An image of a deployment by hand may be of a fixed branch.
        let fixed = value.split('\'').nth(1).filter(|_| deployed);
        bash.env(
            name,
            match name {
                "REPOSITORY" => format!("MAS-Mr-Mentor/{repository}"),
                "BRANCH" => fixed.unwrap_or(branch).to_owned(),
                "COMMIT" => COMMIT.to_owned(),
                _ => value.to_owned(),
            },
        );
    }
    assert!(bash.output().unwrap().status.success());
    std::fs::read_to_string(output.path()).unwrap()
}

#[test]
fn a_build_pushes_what_its_script_names() {
    for (repository, file) in [
        ("mr-mentor-backend", "build.yml"),
        ("mr-mentor-frontend", "build-development.yml"),
        ("mr-mentor-frontend", "build-production.yml"),
    ] {
        for branch in BRANCHES {
            let answered = answered(repository, file, "image", branch, false);
            let (_, tags) = answered.split_once("tags<<END_OF_TAGS\n").unwrap();
            let tags: Vec<&str> = tags.lines().take_while(|line| *line != "END_OF_TAGS").collect();
            let event = format!(
                "dispatch --any-branch --repository {repository} --workflow {file} --branch='{branch}' --commit {COMMIT}"
            );
            let words = event.replace("--branch='", "'--branch=");
            let trace = json(&words);
            assert_eq!(done(run_of(happening(&trace), file), "push", "image"), tags, "{file} on {branch}");
        }
    }
}

#[test]
fn a_deployment_pulls_what_its_script_resolves() {
    for (repository, file, branches) in [
        ("mr-mentor-backend", "deploy-production.yml", &["main"][..]),
        ("mr-mentor-frontend", "deploy-development.yml", &BRANCHES),
        ("mr-mentor-frontend", "deploy-production.yml", &["main"]),
        ("mas-website-live", "deploy-development.yml", &["development"]),
        ("mas-website-live", "deploy-production.yml", &["main"]),
    ] {
        for branch in branches {
            let answered = answered(repository, file, "env", branch, true);
            let url = answered.lines().find_map(|line| line.strip_prefix("image-url=")).unwrap();
            let words = format!(
                "dispatch --any-branch --repository {repository} --workflow {file} '--branch={branch}' --commit {COMMIT}"
            );
            let trace = json(&words);
            assert_eq!(done(run_of(happening(&trace), file), "pull", "image"), [url], "{file} on {branch}");
        }
    }
}
