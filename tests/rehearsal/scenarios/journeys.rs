//! The reference's journeys, from the push to the answer of the server, through the committed workflows.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;
use std::fs;

use super::blue_green::rollout::{BACKEND, FRONTEND, Rollout};
use crate::github::{Conclusion, GitHub, Run as WorkflowRun};
use crate::scenario::{Scenario, Shown};
use crate::stage::{Behaviour, Machine, Run, Stage};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("website", "a push to development or main builds the website and rolls it out", website),
    scenario("development", "journey 1: pushes to development reach the development host", development),
    scenario("backend", "journeys 2 and 3: a merge to main goes blue-green; a bad one is rolled back", backend),
    scenario("frontend", "journey 2: merges of the frontend to main go blue-green", frontend),
    scenario("hotfix", "journey 4: a deployment by hand needs its image", hotfix),
];

const fn scenario(name: &'static str, shows: &'static str, play: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("journeys", name, shows, play)
}

/// The runs ended like this, in this order.
pub fn expect(runs: &[WorkflowRun], expected: &[(&str, Conclusion)]) -> Result<()> {
    let ended: Vec<(&str, Conclusion)> = runs.iter().map(|run| (run.workflow.as_str(), run.conclusion)).collect();
    let tails: Vec<String> = runs.iter().map(WorkflowRun::tail).collect();
    ensure!(
        ended == expected,
        "{ended:?}, not {expected:?}\n{}\n{:?}",
        tails.join("\n---\n"),
        runs.last().map(|run| &run.steps)
    );
    Ok(())
}

/// The build that answers on a port of the machine itself.
pub fn build_at(machine: &Machine, port: u16) -> Result<String> {
    let mut curl = machine.command("curl");
    curl.args(["-sS", "--max-time", "5", "-o", "/dev/null", "-w", "%header{x-build}"]);
    Ok(curl.arg(format!("http://127.0.0.1:{port}/")).succeed()?.trim().to_owned())
}

/// The tags of an image in the registry.
pub fn tags(stage: &Stage, repository: &str) -> Result<BTreeSet<String>> {
    let answer = stage.ask_registry(&format!("/v2/mas-mr-mentor/{repository}/tags/list"))?;
    let list = answer["tags"].as_array().with_context(|| answer.to_string())?;
    Ok(list.iter().filter_map(|tag| tag.as_str()).map(str::to_owned).collect())
}

/// These tags are there. (That no other is, `builds/tags` shows.)
fn expect_tags(stage: &Stage, repository: &str, expected: &[&str]) -> Result<()> {
    let tags = tags(stage, repository)?;
    let missing: Vec<&&str> = expected.iter().filter(|tag| !tags.contains(**tag)).collect();
    ensure!(missing.is_empty(), "{missing:?} of {repository} are not among {tags:?}");
    Ok(())
}

/// The backend's build went well.
pub const BUILT: (&str, Conclusion) = ("Build and Push Docker Image", Conclusion::Success);

fn website(stage: &mut Stage) -> Result<Shown> {
    const NAME: &str = "mas-website-live";
    let github = GitHub::new(stage)?;
    let commit = github.commit(NAME, "development", "site-one", Behaviour::Healthy, &["NEXT_PUBLIC_IMAGE_ENV"])?;
    let runs = github.push(NAME, "development")?;
    expect(&runs, &[("Build (Development)", Conclusion::Success), ("Deploy to Development", Conclusion::Success)])?;
    ensure!(build_at(&stage.development, 8003)? == "site-one", "development serves another build");
    expect_tags(stage, NAME, &["development", &format!("development-{}", &commit[..7])])?;

    let commit = github.commit(NAME, "main", "site-two", Behaviour::Healthy, &["NEXT_PUBLIC_IMAGE_ENV"])?;
    let runs = github.push(NAME, "main")?;
    expect(&runs, &[("Build (Production)", Conclusion::Success), ("Deploy to Production", Conclusion::Success)])?;
    ensure!(build_at(&stage.production, 8003)? == "site-two", "production serves another build");
    expect_tags(stage, NAME, &["production", "latest", &format!("production-{}", &commit[..7])])?;
    Ok("both served the build of the push".to_owned())
}

fn development(stage: &mut Stage) -> Result<Shown> {
    put_secret(stage, "mr-mentor-backend/development", r#"{"NAME": "a \"b\" $c #d ", "PORT_NAME": 5}"#)?;
    let github = GitHub::new(stage)?;
    let commit = github.commit("mr-mentor-backend", "development", "api-one", Behaviour::Healthy, &[])?;
    let runs = github.push("mr-mentor-backend", "development")?;
    expect(&runs, &[BUILT, ("Deploy to Development", Conclusion::Success)])?;
    ensure!(build_at(&stage.development, 8001)? == "api-one", "the backend serves another build");
    expect_tags(stage, "mr-mentor-backend", &["development", &format!("development-{}", &commit[..7])])?;
    let environment = environment_of(&stage.development, "mr-mentor-backend-app-1")?;
    ensure!(environment.contains("NAME=a \"b\" $c #d "), "the environment is {environment:?}");
    ensure!(
        !stage.development.file("/home/ubuntu/mr-mentor-backend/.incoming/registry-token").exists(),
        "the token is left"
    );

    github.commit("mr-mentor-frontend", "development", "portal-one", Behaviour::Healthy, &["NEXT_PUBLIC_CDN_URL"])?;
    let runs = github.push("mr-mentor-frontend", "development")?;
    expect(&runs, &[("Build (Development)", Conclusion::Success), ("Deploy to Development", Conclusion::Success)])?;
    ensure!(build_at(&stage.development, 8002)? == "portal-one", "the frontend serves another build");
    let environment = environment_of(&stage.development, "mr-mentor-frontend-app-1")?;
    for line in ["NEXT_PUBLIC_TURN_SERVER_HOST=15.206.142.123", "NEXTAUTH_SECRET=marker-development-NEXTAUTH_SECRET"] {
        ensure!(environment.contains(line), "{line} did not arrive");
    }
    Ok("backend and frontend served, with their environments byte for byte".to_owned())
}

fn backend(stage: &mut Stage) -> Result<Shown> {
    put_secret(stage, "mr-mentor-backend/production", r#"{"NAME": "value"}"#)?;
    let github = GitHub::new(stage)?;
    let backend = Rollout::on_empty_host(stage, BACKEND)?;
    github.commit("mr-mentor-backend", "main", "api-two", Behaviour::Healthy, &[])?;
    let runs = github.push("mr-mentor-backend", "main")?;
    expect(&runs, &[BUILT, ("Deploy to Production Blue-Green", Conclusion::Success)])?;
    ensure!(backend.answer()? == (200, "api-two".to_owned()), "{:?}", backend.answer()?);
    // Journey 3.
    github.commit("mr-mentor-backend", "main", "api-bad", Behaviour::NeverHealthy, &[])?;
    let runs = github.push("mr-mentor-backend", "main")?;
    expect(&runs, &[BUILT, ("Deploy to Production Blue-Green", Conclusion::Failure)])?;
    let run = &runs[1];
    ensure!(run.step("Deploy") == Some(Conclusion::Failure), "{:?}", run.steps);
    ensure!(run.step("Post-deployment verification") == Some(Conclusion::Success), "{:?}\n{}", run.steps, run.tail());
    ensure!(run.step("Summary") == Some(Conclusion::Success), "{:?}", run.steps);
    ensure!(run.log.contains("rollback.sh ended with status 0"), "{}", run.tail());
    ensure!(backend.answer()? == (200, "api-two".to_owned()), "{:?}", backend.answer()?);

    Ok("flipped; the unhealthy build was rolled back and its run failed".to_owned())
}

fn frontend(stage: &mut Stage) -> Result<Shown> {
    let github = GitHub::new(stage)?;
    let frontend = Rollout::on_empty_host(stage, FRONTEND)?;
    for build in ["portal-two", "portal-three"] {
        github.commit("mr-mentor-frontend", "main", build, Behaviour::Healthy, &[])?;
        let runs = github.push("mr-mentor-frontend", "main")?;
        expect(
            &runs,
            &[("Build (Production)", Conclusion::Success), ("Deploy to Production Blue-Green", Conclusion::Success)],
        )?;
        ensure!(frontend.answer()? == (200, build.to_owned()), "{:?}", frontend.answer()?);
    }
    Ok("flipped twice, each time to the build of the push".to_owned())
}

fn hotfix(stage: &mut Stage) -> Result<Shown> {
    put_secret(stage, "mr-mentor-backend/production", r#"{"NAME": "value"}"#)?;
    let github = GitHub::new(stage)?;
    let backend = Rollout::on_empty_host(stage, BACKEND)?;
    github.commit("mr-mentor-backend", "main", "hot-one", Behaviour::Healthy, &[])?;
    let without = github.dispatch("mr-mentor-backend", "deploy-production.yml", "main", &[])?;
    expect(&without, &[("Deploy to Production Blue-Green", Conclusion::Failure)])?;
    ensure!(without[0].log.contains("could not be pulled"), "{}", without[0].tail());
    let built = github.dispatch("mr-mentor-backend", "build.yml", "main", &[])?;
    expect(&built, &[BUILT, ("Deploy to Production Blue-Green", Conclusion::Success)])?;
    ensure!(backend.answer()? == (200, "hot-one".to_owned()), "{:?}", backend.answer()?);
    let again = github.dispatch("mr-mentor-backend", "deploy-production.yml", "main", &[])?;
    expect(&again, &[("Deploy to Production Blue-Green", Conclusion::Success)])?;
    Ok("refused without the image, deployed with it".to_owned())
}

/// A secret of Secrets Manager.
pub fn put_secret(stage: &Stage, name: &str, value: &str) -> Result<()> {
    let file = stage.runner.file("/tmp/secret");
    fs::write(&file, value)?;
    let aws = |action: &str, named: &str| {
        let mut aws = stage.runner.command("aws");
        aws.envs([("AWS_ACCESS_KEY_ID", "x"), ("AWS_SECRET_ACCESS_KEY", "x"), ("AWS_DEFAULT_REGION", "ap-south-1")]);
        aws.env("AWS_ENDPOINT_URL", format!("http://{}:5000", stage.registry.address));
        aws.args(["secretsmanager", action, named, name, "--secret-string", "file:///tmp/secret"]);
        aws
    };
    if !aws("create-secret", "--name").answer()?.is_success() {
        aws("put-secret-value", "--secret-id").succeed()?;
    }
    Ok(fs::remove_file(file)?)
}

/// The environment of a container's process.
fn environment_of(machine: &Machine, container: &str) -> Result<BTreeSet<String>> {
    let mut inspect = machine.docker();
    let process = inspect.args(["inspect", "--format", "{{.State.Pid}}", container]).succeed()?;
    let text = fs::read(machine.file(&format!("/proc/{}/environ", process.trim())))?;
    Ok(text.split(|byte| *byte == 0).map(|line| String::from_utf8_lossy(line).into_owned()).collect())
}
