//! Deployments that are cut off: the connection to the server is lost, or the workflow is cancelled, at each step. The
//! steps are found in a good run, not listed by hand; after each the site answers, and the next deployment goes through
//! without help.

mod cut;
mod delivery;

use anyhow::{Result, ensure};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use crate::github::Conclusion;
use crate::scenario::{Scenario, Shown};
use crate::stage::{Behaviour, Stage, deadline};
use cut::{Cut, chosen, cut_off, points};
use delivery::{Delivery, Kind};

const PATIENCE: Duration = Duration::from_mins(2);

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    scenario("backend", "the backend's deployment cut off at its steps: no outage, and the next one serves", |stage| {
        at_steps(stage, Kind::Backend)
    }),
    scenario(
        "frontend",
        "the frontend's deployment cut off at its steps: no outage, and the next one serves",
        |stage| at_steps(stage, Kind::Frontend),
    ),
    scenario("compose", "the website's deployment cut off at its steps: the next one serves", |stage| {
        at_steps(stage, Kind::Website)
    }),
    scenario("deploy-step", "disconnected while deploy.sh runs: it finishes, and the new build serves", deploy_step),
    scenario("cut-script", "a deploy.sh that ends with 0 and no last word is no success", cut_script),
    scenario("compose-step", "disconnected while compose rolls out: the next deployment serves", compose_step),
];

const fn scenario(name: &'static str, shows: &'static str, run: fn(&mut Stage) -> Result<Shown>) -> Scenario {
    Scenario::new("cut-off", name, shows, run)
}

/// Cuts a deployment off at its steps, in both ways.
fn at_steps(stage: &mut Stage, kind: Kind) -> Result<Shown> {
    let mut delivery = Delivery::begin(stage, kind)?;
    delivery.commit(Behaviour::Healthy)?;
    let all = points(&delivery)?;
    delivery.expect_served()?;
    let points = chosen(&all)?;
    for (cut, step) in &points {
        let before = delivery.build.clone();
        delivery.commit(Behaviour::Healthy)?;
        let told = || format!("{cut:?} at {step:?}");
        cut_off(&delivery, *cut, step).map_err(|error| error.context(told()))?;
        delivery.expect_answer(&before).map_err(|error| error.context(told()))?;
        delivery.deploy().map_err(|error| error.context(told()))?;
        delivery.expect_served().map_err(|error| error.context(told()))?;
    }
    let told: Vec<String> = points.iter().map(|(cut, step)| format!("{cut:?} at {step:?}")).collect();
    let told = if crate::is_full() { String::new() } else { format!(": {}", told.join(", ")) };
    Ok(format!("{} of {} points, 0 violations{told}{}", points.len(), all.len(), delivery.end()?))
}

fn deploy_step(stage: &mut Stage) -> Result<Shown> {
    let mut delivery = Delivery::begin(stage, Kind::Backend)?;
    delivery.commit(Behaviour::Healthy)?;
    delivery.deploy()?;
    delivery.expect_served()?;
    let before = delivery.build.clone();
    delivery.commit(Behaviour::SlowToBeHealthy)?;
    stage.put_secret("mr-mentor-backend/production", r#"{"NAME": "value", "HEALTHY_AFTER_MS": "5500"}"#)?;
    let mut run = delivery.start()?;
    deadline::until_true("the new container runs", PATIENCE, || {
        run.has_ended().unwrap_or(true) || delivery.runs_beside(&before)
    })?;
    let served = delivery.answer()?;
    ensure!(served == (200, before.clone()), "{served:?} while the new container becomes healthy");
    ensure!(cut::disconnect(delivery.stage)?, "there was no connection:\n{}", run.so_far().tail());
    let run = run.end()?;
    ensure!(run.step("Deploy") == Some(Conclusion::Failure), "{:?}\n{}", run.steps, run.tail());
    deadline::until_true("the new build serves", PATIENCE, || {
        delivery.answer().is_ok_and(|served| served == (200, delivery.build.clone()))
    })?;
    deadline::until_true("deploy.sh is done", PATIENCE, || delivery.expect_served().is_ok())?;
    delivery.expect_served()?;
    let seen = delivery.end()?;
    Ok(format!("the run failed, deploy.sh finished, and the new build serves{seen}"))
}

/// The copy of the script that lies on the host was cut short, and does nothing; then, a file lies where the logs of runs
/// belong.
fn cut_script(stage: &mut Stage) -> Result<Shown> {
    const FOLDER: &str = "/home/ubuntu/blue-green-deployment";
    let mut delivery = Delivery::begin(stage, Kind::Backend)?;
    delivery.commit(Behaviour::Healthy)?;
    delivery.deploy()?;
    delivery.expect_served()?;
    let before = delivery.build.clone();
    delivery.commit(Behaviour::Healthy)?;
    let host = &delivery.stage.production;
    let script = host.file(&format!("{FOLDER}/deploy.sh"));
    let whole = fs::read(&script)?;
    fs::write(&script, "#!/usr/bin/env bash\n")?;
    let run = delivery.start()?.end()?;
    ensure!(run.conclusion == Conclusion::Failure, "{:?} {:?}\n{}", run.conclusion, run.steps, run.tail());
    let served = delivery.answer()?;
    ensure!(served == (200, before), "{served:?} after a script that did nothing");
    fs::write(&script, whole)?;

    fs::remove_dir_all(host.file(&format!("{FOLDER}/.runs")))?;
    host.install(&format!("{FOLDER}/.runs"), "")?;
    fs::set_permissions(host.file(&format!("{FOLDER}/.runs")), Permissions::from_mode(0o600))?;
    host.give_home()?;
    delivery.deploy()?;
    delivery.expect_served()?;
    let build = delivery.build.clone();
    Ok(format!("a run whose deploy.sh said nothing failed; with the whole script {build} serves{}", delivery.end()?))
}

fn compose_step(stage: &mut Stage) -> Result<Shown> {
    let mut delivery = Delivery::begin(stage, Kind::Website)?;
    delivery.commit(Behaviour::Healthy)?;
    delivery.deploy()?;
    delivery.commit(Behaviour::Healthy)?;
    cut_off(&delivery, Cut::Lost, "Deploy with docker compose")?;
    delivery.deploy()?;
    delivery.expect_served()?;
    Ok(format!("the run failed; the next one brought {}", delivery.build))
}
