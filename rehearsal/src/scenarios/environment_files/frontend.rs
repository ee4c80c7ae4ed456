//! The frontend's environment file, of GitHub's secrets.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;

use super::untouched::Untouched;
use super::values::{awkward, expect_arrived};
use crate::github::{Conclusion, GitHub};
use crate::names::FRONTEND_ENVIRONMENT;
use crate::scenario::Shown;
use crate::scenarios::blue_green::rollout::{self, Rollout};
use crate::scenarios::compose::service::{self, BRANCH, Delivered};
use crate::stage::{Behaviour, Stage};

const NAME: &str = service::FRONTEND.name;
const ASSEMBLE: &str = "Assemble .env";
/// Stands in the bad values, and must stand in no log.
const MARKER: &str = "forbidden-to-be-shown";

/// Gives the secrets of an environment awkward values: what arrives. There is one value more than secrets, which the
/// repository holds for all its environments.
fn set(github: &mut GitHub<'_>, environment: &str) -> BTreeMap<&'static str, String> {
    let mut values = awkward();
    // Quotes around a value and one alone are of a kind: together they make one value less.
    let quotes = values.remove(8);
    values[7] += &quotes;
    let expected: BTreeMap<&'static str, String> = FRONTEND_ENVIRONMENT.iter().copied().zip(values).collect();
    let held = github.secrets.environments.entry(environment.to_owned()).or_default();
    for (name, value) in &expected {
        held.insert((*name).to_owned(), value.clone());
    }
    expected
}

/// A secret, and a value that nothing can be deployed with; none at all is the same as an empty one.
type Bad = (&'static str, Option<String>);

fn bad_in_development() -> [Bad; 2] {
    [("NEXTAUTH_SECRET", None), ("NEXT_PUBLIC_CDN_URL", Some(format!("{MARKER}\n{MARKER}")))]
}

fn bad_in_production() -> [Bad; 2] {
    [("GOOGLE_CLIENT_SECRET", Some(String::new())), ("NEXTAUTH_URL", Some(format!("{MARKER}\r")))]
}

/// A workflow, the branch it is started on, and the environment that holds its secrets.
#[derive(Debug, Clone, Copy)]
struct Way {
    workflow: &'static str,
    branch: &'static str,
    environment: &'static str,
}

const DEVELOPMENT: Way = Way { workflow: "deploy-development.yml", branch: BRANCH, environment: "development" };
const PRODUCTION: Way = Way { workflow: "deploy-production.yml", branch: "main", environment: "production" };

/// Each bad secret stops the deployment at once, by name, and touches nothing.
fn run_bad(github: &mut GitHub<'_>, way: Way, all: &[Bad], untouched: &Untouched<'_>) -> Result<Shown> {
    for (name, value) in all {
        let good = github.secrets.environments.clone();
        let held = github.secrets.environments.get_mut(way.environment).context("no secrets")?;
        held.remove(*name).with_context(|| format!("no secret {name}"))?;
        held.extend(value.clone().map(|value| ((*name).to_owned(), value)));
        let runs = github.dispatch(NAME, way.workflow, way.branch, &[])?;
        github.secrets.environments = good;
        let run = runs.first().context("no run")?;
        ensure!(
            run.conclusion == Conclusion::Failure && run.step(ASSEMBLE) == Some(Conclusion::Failure),
            "{name}: {:?}\n{}",
            run.steps,
            run.tail()
        );
        ensure!(run.log.contains(name), "the log does not say {name}\n{}", run.tail());
        ensure!(!run.log.contains(MARKER), "{name}: the log shows the value\n{}", run.tail());
        untouched.expect().with_context(|| format!("{name} {value:?}"))?;
    }
    Ok(format!("{} bad secrets stopped, file and container untouched", all.len()))
}

/// The development host, where compose reads the file.
pub fn development(stage: &mut Stage) -> Result<Shown> {
    let frontend = Delivered::on_empty_host(stage, service::FRONTEND)?;
    let mut github = GitHub::new(stage)?;
    let expected = set(&mut github, "development");
    github.commit(NAME, BRANCH, "one", Behaviour::Healthy, &[])?;
    frontend.publish("one", Behaviour::Healthy)?;
    frontend.deliver(&github, "one")?;
    let environment = frontend.host().environment_of(&frontend.container())?;
    expect_arrived(&environment, expected.iter().map(|(name, value)| (*name, value.as_str())))?;
    let fixed = [("NEXT_PUBLIC_TURN_SERVER_HOST", "15.206.142.123"), ("NEXT_PUBLIC_TURN_SERVER_PORT", "3478")];
    expect_arrived(&environment, fixed.into_iter())?;

    let untouched = Untouched::now(frontend.host(), &format!("{}/.env", frontend.folder()), &frontend.container())?;
    let bad = run_bad(&mut github, DEVELOPMENT, &bad_in_development(), &untouched)?;
    Ok(format!("{} secrets byte for byte; {bad}", expected.len()))
}

/// The production host, where `docker run` reads the file.
pub fn production(stage: &mut Stage) -> Result<Shown> {
    let frontend = Rollout::on_empty_host(stage, rollout::FRONTEND)?;
    let mut github = GitHub::new(stage)?;
    let expected = set(&mut github, "production");
    let commit = github.commit(NAME, "main", "one", Behaviour::Healthy, &[])?;
    stage.publish(frontend.service.repository, &format!("main-{}", &commit[..7]), "one", Behaviour::Healthy)?;
    let runs = github.dispatch(NAME, "deploy-production.yml", "main", &[])?;
    let run = runs.first().context("no run")?;
    ensure!(run.conclusion == Conclusion::Success, "{:?}\n{}", run.steps, run.tail());
    let container = frontend.container(frontend.color()?);
    let environment = frontend.host().environment_of(&container)?;
    expect_arrived(&environment, expected.iter().map(|(name, value)| (*name, value.as_str())))?;
    expect_arrived(&environment, [("NEXT_PUBLIC_TURN_SERVER_HOST", "13.234.60.63")].into_iter())?;

    let untouched = Untouched::now(frontend.host(), &frontend.file(".env"), &container)?;
    let bad = run_bad(&mut github, PRODUCTION, &bad_in_production(), &untouched)?;
    ensure!(frontend.answer()? == (200, "one".to_owned()), "{:?} answers", frontend.answer()?);
    Ok(format!("{} secrets byte for byte; {bad}", expected.len()))
}
