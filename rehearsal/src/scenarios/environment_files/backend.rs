//! The backend's environment file, from Secrets Manager.

use anyhow::{Context, Result, ensure};
use serde_json::{Map, Value, json};

use super::untouched::Untouched;
use super::values::{awkward, expect_arrived};
use crate::github::{Conclusion, GitHub};
use crate::scenario::Shown;
use crate::scenarios::blue_green::rollout::{self, Rollout};
use crate::scenarios::compose::service::{self, BRANCH, Delivered};
use crate::stage::{Behaviour, Stage};

const NAME: &str = service::BACKEND.name;
/// The step that asks Secrets Manager, without the name of the file.
const FETCH: &str = "Fetch";
/// Stands in every bad value, and must stand in no log.
const MARKER: &str = "forbidden-to-be-shown";

/// Variables for all awkward values, and for values that are no text.
fn secret() -> (Map<String, Value>, Vec<(String, String)>) {
    let mut expected: Vec<(String, String)> =
        awkward().into_iter().enumerate().map(|(number, value)| (format!("VALUE_{number}"), value)).collect();
    let mut secret: Map<String, Value> =
        expected.iter().map(|(name, value)| (name.clone(), Value::from(value.as_str()))).collect();
    for (name, value, arrives) in [
        ("EMPTY", json!(""), ""),
        ("NOTHING", Value::Null, ""),
        ("NUMBER", json!(5432), "5432"),
        ("TRUTH", json!(false), "false"),
        ("LIST", json!(["a b", "$c"]), r#"["a b","$c"]"#),
        ("_lower_1", json!("x"), "x"),
    ] {
        secret.insert(name.to_owned(), value);
        expected.push((name.to_owned(), arrives.to_owned()));
    }
    (secret, expected)
}

/// A secret that nothing can be deployed with, if there is one at all, and what the log has to say about it.
type Bad = (Option<String>, &'static str);

fn object(key: &str, value: &str) -> String {
    json!({ "GOOD": MARKER, key: value }).to_string()
}

/// One of each kind.
fn bad_in_development() -> Vec<Bad> {
    vec![
        (None, "ResourceNotFoundException"),
        (Some(format!("{MARKER}, no JSON at all")), "is not a JSON object"),
        (Some(format!("{} {}", json!(MARKER), json!({ "GOOD": MARKER }))), "more than one JSON value"),
        (Some("{}".to_owned()), "has no keys"),
        (Some(object("TWO_LINES", &format!("{MARKER}\n{MARKER}"))), "TWO_LINES"),
        (Some(object("NOT-A-NAME", MARKER)), "NOT-A-NAME"),
    ]
}

/// Others of the same kinds.
fn bad_in_production() -> Vec<Bad> {
    vec![
        (None, "ResourceNotFoundException"),
        (Some(json!([MARKER]).to_string()), "is not a JSON object"),
        (Some(object("RETURN", &format!("{MARKER}\r"))), "RETURN"),
        (Some(object("2_IS_NO_LETTER", MARKER)), "2_IS_NO_LETTER"),
    ]
}

/// A workflow, the branch it is started on, and the secret it fetches.
#[derive(Debug, Clone, Copy)]
struct Way {
    workflow: &'static str,
    branch: &'static str,
    secret: &'static str,
}

const DEVELOPMENT: Way =
    Way { workflow: "deploy-development.yml", branch: BRANCH, secret: "mr-mentor-backend/development" };
const PRODUCTION: Way =
    Way { workflow: "deploy-production.yml", branch: "main", secret: "mr-mentor-backend/production" };

/// Each bad secret stops the deployment at once, says what is wrong and not what it holds, and touches nothing.
fn run_bad(stage: &Stage, github: &GitHub<'_>, way: Way, all: &[Bad], untouched: &Untouched<'_>) -> Result<Shown> {
    for (secret, words) in all {
        match secret {
            Some(secret) => stage.put_secret(way.secret, secret)?,
            None => stage.remove_secret(way.secret)?,
        }
        // The form of the production deployment asks nothing.
        let entered = [("branch", way.branch)];
        let inputs = if way.workflow == "deploy-development.yml" { &entered[..] } else { &[] };
        let runs = github.dispatch(NAME, way.workflow, way.branch, inputs)?;
        let run = runs.first().context("no run")?;
        let failed = run.steps.iter().find(|(_, conclusion)| *conclusion == Conclusion::Failure);
        ensure!(
            run.conclusion == Conclusion::Failure && failed.is_some_and(|(step, _)| step.starts_with(FETCH)),
            "{secret:?}: {:?}\n{}",
            run.steps,
            run.tail()
        );
        ensure!(run.log.contains(words), "{secret:?}: the log does not say {words:?}\n{}", run.tail());
        // jq shortens what it complains about: the beginning would be enough.
        ensure!(!run.log.contains(&MARKER[..8]), "{secret:?}: the log shows the value\n{}", run.tail());
        untouched.expect().with_context(|| format!("{secret:?}"))?;
    }
    Ok(format!("{} bad secrets stopped, file and container untouched", all.len()))
}

/// The development host, where compose reads the file.
pub fn development(stage: &mut Stage) -> Result<Shown> {
    let (secret, expected) = secret();
    let backend = Delivered::on_empty_host(stage, service::BACKEND)?;
    let github = GitHub::new(stage)?;
    github.commit(NAME, BRANCH, "one", Behaviour::Healthy, &[])?;
    backend.publish("one", Behaviour::Healthy)?;
    stage.put_secret(DEVELOPMENT.secret, &Value::from(secret).to_string())?;
    let run = backend.deliver(&github, "one")?;
    let environment = backend.host().environment_of(&backend.container())?;
    expect_arrived(&environment, expected.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    ensure!(!run.log.contains("漢字"), "the log shows a value\n{}", run.tail());

    let file = format!("{}/.env", backend.folder());
    let untouched = Untouched::now(backend.host(), &file, &backend.container())?;
    let bad = run_bad(stage, &github, DEVELOPMENT, &bad_in_development(), &untouched)?;
    Ok(format!("{} values byte for byte; {bad}", expected.len()))
}

/// The production host, where `docker run` reads the file.
pub fn production(stage: &mut Stage) -> Result<Shown> {
    let (secret, expected) = secret();
    let backend = Rollout::on_empty_host(stage, rollout::BACKEND)?;
    let github = GitHub::new(stage)?;
    let commit = github.commit(NAME, "main", "one", Behaviour::Healthy, &[])?;
    stage.publish(backend.service.repository, &format!("main-{}", &commit[..7]), "one", Behaviour::Healthy)?;
    stage.put_secret(PRODUCTION.secret, &Value::from(secret).to_string())?;
    let runs = github.dispatch(NAME, "deploy-production.yml", "main", &[])?;
    let run = runs.first().context("no run")?;
    ensure!(run.conclusion == Conclusion::Success, "{:?}\n{}", run.steps, run.tail());
    let container = backend.container(backend.color()?);
    let environment = backend.host().environment_of(&container)?;
    expect_arrived(&environment, expected.iter().map(|(name, value)| (name.as_str(), value.as_str())))?;
    ensure!(!run.log.contains("漢字"), "the log shows a value\n{}", run.tail());

    let untouched = Untouched::now(backend.host(), &backend.file(".env.original"), &container)?;
    let bad = run_bad(stage, &github, PRODUCTION, &bad_in_production(), &untouched)?;
    ensure!(backend.answer()? == (200, "one".to_owned()), "{:?} answers", backend.answer()?);
    Ok(format!("{} values byte for byte; {bad}", expected.len()))
}
