//! The reference's journeys, from the push to the answer of the server, through the committed workflows.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeSet;

use super::blue_green::rollout::{BACKEND, FRONTEND, Rollout};
use crate::github::{Conclusion, GitHub, Run as WorkflowRun};
use crate::scenario::{Scenario, Shown};
use crate::stage::{Behaviour, Stage};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("website", "a push to development or main builds the website and rolls it out", website),
    scenario("development", "journey 1: pushes to development reach the development host", development),
    scenario("backend", "journeys 2 and 3: a merge to main goes blue-green; a bad one is rolled back", backend),
    scenario("frontend", "journey 2: merges of the frontend to main go blue-green", frontend),
    scenario("hotfix", "journey 4: a deployment by hand needs its image", hotfix),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("journeys", name, shows, run)
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
    ensure!(stage.development.build_at(8003)?.as_deref() == Some("site-one"), "development serves another build");
    expect_tags(stage, NAME, &["development", &format!("development-{}", &commit[..7])])?;

    let commit = github.commit(NAME, "main", "site-two", Behaviour::Healthy, &["NEXT_PUBLIC_IMAGE_ENV"])?;
    let runs = github.push(NAME, "main")?;
    expect(&runs, &[("Build (Production)", Conclusion::Success), ("Deploy to Production", Conclusion::Success)])?;
    ensure!(stage.production.build_at(8003)?.as_deref() == Some("site-two"), "production serves another build");
    expect_tags(stage, NAME, &["production", "latest", &format!("production-{}", &commit[..7])])?;
    Ok("both served the build of the push".to_owned())
}

fn development(stage: &mut Stage) -> Result<Shown> {
    stage.put_secret("mr-mentor-backend/development", r#"{"NAME": "a \"b\" $c #d ", "PORT_NAME": 5}"#)?;
    let github = GitHub::new(stage)?;
    let commit = github.commit("mr-mentor-backend", "development", "api-one", Behaviour::Healthy, &[])?;
    let runs = github.push("mr-mentor-backend", "development")?;
    expect(&runs, &[BUILT, ("Deploy to Development", Conclusion::Success)])?;
    ensure!(stage.development.build_at(8001)?.as_deref() == Some("api-one"), "the backend serves another build");
    expect_tags(stage, "mr-mentor-backend", &["development", &format!("development-{}", &commit[..7])])?;
    let environment = stage.development.environment_of("mr-mentor-backend-app-1")?;
    ensure!(environment.get("NAME").is_some_and(|value| value == b"a \"b\" $c #d "), "NAME did not arrive");
    ensure!(
        !stage.development.file("/home/ubuntu/mr-mentor-backend/.incoming/registry-token").exists(),
        "the token is left"
    );

    github.commit("mr-mentor-frontend", "development", "portal-one", Behaviour::Healthy, &["NEXT_PUBLIC_CDN_URL"])?;
    let runs = github.push("mr-mentor-frontend", "development")?;
    expect(&runs, &[("Build (Development)", Conclusion::Success), ("Deploy to Development", Conclusion::Success)])?;
    ensure!(stage.development.build_at(8002)?.as_deref() == Some("portal-one"), "the frontend serves another build");
    let environment = stage.development.environment_of("mr-mentor-frontend-app-1")?;
    let written =
        [("NEXT_PUBLIC_TURN_SERVER_HOST", "15.206.142.123"), ("NEXTAUTH_SECRET", "marker-development-NEXTAUTH_SECRET")];
    for (name, value) in written {
        ensure!(environment.get(name).is_some_and(|have| have == value.as_bytes()), "{name} did not arrive");
    }
    Ok("backend and frontend served, with their environments byte for byte".to_owned())
}

fn backend(stage: &mut Stage) -> Result<Shown> {
    stage.put_secret("mr-mentor-backend/production", r#"{"NAME": "value"}"#)?;
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
    ensure!(run.log.contains("rollback.sh exited with status 0"), "{}", run.tail());
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
    stage.put_secret("mr-mentor-backend/production", r#"{"NAME": "value"}"#)?;
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
