//! The Go service: one host, docker compose, and an environment file of GitHub's secrets.

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use super::{described, empty_folder, keys};
use crate::github::{ComposeFile, Conclusion, GitHub, Organization, Run as WorkflowRun, Source};
use crate::scenario::Shown;
use crate::scenarios::environment_files::values::{awkward, expect_arrived};
use crate::scenarios::journeys;
use crate::stage::{Behaviour, Run, Stage};

const NAME: &str = "greeter";
const FOLDER: &str = "/srv/greeter";
/// Where it answers on the host.
const PORT: u16 = 8080;
const CONTAINER: &str = "greeter-app-1";
const ROLLOUT: &str = "Deploy with docker compose";
/// The step that asks the address.
const VERIFICATION: &str = "Post-deployment verification";
const ORGANIZATION: Organization = Organization {
    name: "example-go",
    sources: &[Source {
        repository: NAME,
        target: "greeter",
        test_stage: Some("test"),
        compose: ComposeFile { listens: 8080, ..ComposeFile::new("compose.yml", PORT) },
    }],
};

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut github = described(stage, "go-service", &ORGANIZATION)?;
    let live = &stage.development;
    empty_folder(live, FOLDER)?;
    live.docker().args(["rm", "--force", CONTAINER]).answer()?;
    nothing_to_return_to(stage, &mut github)?;
    let address = r#"postgres://greeter:p@"$$w"'d\#%24 é@db/greeter?x=$HOME&y=`id`"#;
    deliver(stage, &mut github, "hello-one", address)?;
    let first = live.incarnation(CONTAINER)?;
    deliver(stage, &mut github, "hello-two", &awkward().concat())?;
    ensure!(live.incarnation(CONTAINER)? != first, "the first container was left running");
    let token = live.file(&format!("{FOLDER}/.incoming/registry-token"));
    ensure!(!token.exists(), "the registry token is left on the host");
    goes_back(stage, &mut github, "hello-two")?;
    another_branch(&github)?;
    without_an_image(stage, &github)?;
    a_member_is_answered(&mut github)?;
    Ok("a first build that is never healthy failed with nothing to restore; two pushes to main, each healthy and served \
        where LISTEN says, with DATABASE_URL as it was set for it; of a push that is never healthy the deployment failed and \
        the image before it served again; another failed its \
        tests, and neither it nor a deployment by hand of its commit reached the registry or the host; a member is answered \
        with the run's own token, and nobody else"
        .to_owned())
}

/// The first build is never healthy: its deployment fails, and says that nothing ran before.
fn nothing_to_return_to(stage: &Stage, github: &mut GitHub<'_>) -> Result<()> {
    set_address(stage, github, "none")?;
    let run = push_unhealthy(github, "hello-zero")?;
    ensure!(run.log.contains("so there is nothing to restore"), "{}", run.tail());
    let image = image(stage)?;
    ensure!(image.starts_with("ghcr.io/example-go/greeter:main-"), "{image} runs");
    Ok(())
}

/// A push of a build that is never healthy: its deployment fails, and the build before it serves again, from the image that
/// was kept, with the address that it had.
fn goes_back(stage: &Stage, github: &mut GitHub<'_>, serves: &str) -> Result<()> {
    let before = stage.development.environment_of(CONTAINER)?;
    let run = push_unhealthy(github, "hello-bad")?;
    let now = stage.development.build_at(PORT)?;
    ensure!(now.as_deref() == Some(serves), "{now:?} serves, not {serves}\n{}", run.tail());
    ensure!(run.log.contains("The previous images run again"), "nobody says so\n{}", run.tail());
    ensure!(run.step(VERIFICATION) == Some(Conclusion::Success), "{:?}\n{}", run.steps, run.tail());
    ensure!(image(stage)? == "pipewright-previous:greeter.app", "{} runs", image(stage)?);
    let after = stage.development.environment_of(CONTAINER)?;
    ensure!(after.get("DATABASE_URL") == before.get("DATABASE_URL"), "it has another address");
    Ok(())
}

/// A push to main of a build that is never healthy, whose deployment fails for that reason: the deployment's run.
fn push_unhealthy(github: &GitHub<'_>, build: &str) -> Result<WorkflowRun> {
    github.commit(NAME, "main", build, Behaviour::NeverHealthy, &[])?;
    let mut runs = github.push(NAME, "main")?;
    journeys::expect(&runs, &[("Build", Conclusion::Success), ("Deploy", Conclusion::Failure)])?;
    let run = runs.remove(1);
    ensure!(run.step(ROLLOUT) == Some(Conclusion::Failure), "{:?}\n{}", run.steps, run.tail());
    ensure!(run.log.contains("not every container became healthy"), "{}", run.tail());
    Ok(run)
}

/// The name of the image from which the container was made.
fn image(stage: &Stage) -> Result<String> {
    let mut docker = stage.development.docker();
    Ok(docker.args(["inspect", "--format", "{{.Config.Image}}", CONTAINER]).succeed()?.trim().to_owned())
}

/// A build by hand of another branch: its end deploys nothing.
fn another_branch(github: &GitHub<'_>) -> Result<()> {
    github.commit(NAME, "feature/x", "hello-x", Behaviour::Healthy, &[])?;
    let runs = github.dispatch(NAME, "build.yml", "feature/x", &[])?;
    journeys::expect(&runs, &[("Build", Conclusion::Success)])
}

/// A push that fails its tests, and somebody who deploys its commit all the same: no image is pushed, and the host is left
/// as it is.
fn without_an_image(stage: &Stage, github: &GitHub<'_>) -> Result<()> {
    let served = stage.development.incarnation(CONTAINER)?;
    let commit = github.commit(NAME, "main", "hello-three", Behaviour::FailsItsTests, &[])?;
    let runs = github.push(NAME, "main")?;
    journeys::expect(&runs, &[("Build", Conclusion::Failure), ("Deploy", Conclusion::Skipped)])?;
    ends_at(&runs[0], "Run the tests")?;
    let tags = stage.tags("example-go/greeter")?;
    ensure!(!tags.contains(&format!("main-{}", &commit[..7])), "pushed though its tests fail: {tags:?}");
    let runs = github.dispatch(NAME, "deploy.yml", "main", &[])?;
    journeys::expect(&runs, &[("Deploy", Conclusion::Failure)])?;
    // What it says is held by tests/verification.rs: act may lose the last line of a step that ends at once.
    ends_at(&runs[0], "Look for the image in the registry")?;
    ensure!(stage.development.incarnation(CONTAINER)? == served, "the container was touched");
    Ok(())
}

/// A run ended because of that step, and nothing came after it but the verification and the summary.
fn ends_at(run: &WorkflowRun, step: &str) -> Result<()> {
    let failed = run.steps.iter().position(|(_, conclusion)| *conclusion == Conclusion::Failure);
    let rest = failed.map(|at| &run.steps[at..]);
    ensure!(
        rest.is_some_and(|rest| rest[0].0 == step
            && rest[1..].iter().all(|(step, end)| {
                ["Summary", VERIFICATION].contains(&step.as_str()) || *end == Conclusion::Skipped
            })),
        "{:?}\n{}",
        run.steps,
        run.tail()
    );
    Ok(())
}

/// The assistant answers a member, and is given the run's own token beside Claude's; a stranger it does not answer.
fn a_member_is_answered(github: &mut GitHub<'_>) -> Result<()> {
    github.secrets.everywhere.insert("ASSISTANT_TOKEN".to_owned(), "marker-assistant-token".to_owned());
    let token = github.secrets.everywhere.get("GITHUB_TOKEN").cloned().unwrap_or_default();
    for (association, answered) in [("MEMBER", Conclusion::Success), ("NONE", Conclusion::Skipped)] {
        let comment = json!({ "body": "@claude why?", "author_association": association });
        let said = json!({ "action": "created", "comment": comment, "issue": { "title": "", "body": "" } });
        let runs = github.say(NAME, "issue_comment", &said)?;
        journeys::expect(&runs, &[("Assistant", answered)])?;
        let given: Vec<&Value> =
            runs[0].records.iter().filter(|(name, _)| name == "claude").map(|(_, given)| given).collect();
        ensure!(given.len() == usize::from(answered == Conclusion::Success), "{association}: {given:?}");
        for given in given {
            ensure!(given["claude_code_oauth_token"] == "marker-assistant-token", "{given}");
            ensure!(!token.is_empty() && given["github_token"] == token.as_str(), "{given}");
        }
    }
    Ok(())
}

/// The environment's secrets, with that address of the database.
fn set_address(stage: &Stage, github: &mut GitHub<'_>, address: &str) -> Result<()> {
    let mut held = keys(stage, "live", &stage.development)?;
    held.insert("DATABASE_URL".to_owned(), address.to_owned());
    github.secrets.environments.insert("live".to_owned(), held);
    Ok(())
}

/// A push of a build to main: it serves, with that address of its database.
fn deliver(stage: &Stage, github: &mut GitHub<'_>, build: &str, address: &str) -> Result<()> {
    set_address(stage, github, address)?;
    let commit = github.commit(NAME, "main", build, Behaviour::Healthy, &[])?;
    let runs = github.push(NAME, "main")?;
    journeys::expect(&runs, &[("Build", Conclusion::Success), ("Deploy", Conclusion::Success)])?;
    ensure!(runs[1].step(VERIFICATION) == Some(Conclusion::Success), "{:?}\n{}", runs[1].steps, runs[1].tail());
    let serves = stage.development.build_at(PORT)?;
    ensure!(serves.as_deref() == Some(build), "{serves:?} serves, not {build}");
    let tags = stage.tags("example-go/greeter")?;
    ensure!(tags.contains(&format!("main-{}", &commit[..7])), "{tags:?}");
    let environment = stage.development.environment_of(CONTAINER)?;
    expect_arrived(&environment, [("DATABASE_URL", address), ("LISTEN", ":8080")].into_iter())
}
