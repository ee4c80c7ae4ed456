//! Production under load, and without power.

use anyhow::{Context, Result, ensure};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use super::{REPOSITORY, ask, await_api, query, remove, run};
use crate::scenario::Shown;
use crate::stage::load::{Load, Target};
use crate::stage::{API, Behaviour, REGISTRY, Run, Stage, USER, deadline};

pub fn load(stage: &mut Stage) -> Result<Shown> {
    stage.log_in(&stage.production, "mas-mr-mentor")?;
    let image = stage.publish(REPOSITORY, "load", "load", Behaviour::Healthy)?;
    run(&stage.production, "load", 3000, &image)?;
    await_api(stage)?;
    let load = Load::start(&Target::steady(&stage.production, API, Duration::from_millis(2)));
    let reloads = if crate::is_full() { 20 } else { 3 };
    let limit = Duration::from_mins(1);
    let mut longest = Duration::ZERO;
    for _ in 0..reloads {
        let so_far = load.tally().requests;
        deadline::until_true("there were 1000 requests", limit, || load.tally().requests >= so_far + 1000)?;
        // A reload closes idle connections and loses nothing.
        let before = load.elapsed();
        stage.production.command("nginx").args(["-s", "reload"]).succeed()?;
        deadline::until_true("there were 200 more", limit, || load.tally().requests >= so_far + 1200)?;
        longest = longest.max(load.tally().slowest_between(before, load.elapsed()));
    }
    let good = load.tally();
    ensure!(good.lost() == 0, "lost while nothing happened: {good}; {:?}", good.losses);
    // The opposite: a dead container is seen.
    stage.production.docker().args(["kill", "load"]).succeed()?;
    deadline::until_true("something is lost", Duration::from_secs(20), || load.tally().lost() > 0)?;
    let bad = load.stop();
    remove(&stage.production, "load");
    ensure!(bad.errors.keys().any(|error| error.ends_with(" 502")), "{:?}", bad.errors);
    let (reopened, longest) = (good.reopened, longest.as_millis());
    let opposite = format!("then {} lost of a dead container", bad.lost());
    Ok(format!("{good}; {reopened} reopened and {longest} ms at most around {reloads} reloads; {opposite}"))
}

pub fn reboot(stage: &mut Stage) -> Result<Shown> {
    stage.log_in(&stage.production, "mas-mr-mentor")?;
    let image = stage.publish(REPOSITORY, "reboot", "reboot", Behaviour::Healthy)?;
    run(&stage.production, "reboot", 3000, &image)?;
    await_api(stage)?;
    let note = stage.production.file("/home/ubuntu/note");
    fs::write(&note, "kept")?;
    fs::set_permissions(&note, Permissions::from_mode(0o644))?;

    stage.production.end();
    ensure!(ask(stage, API, "/").is_err(), "a machine without power answers");
    stage.production.start()?;
    await_api(stage)?;
    let count = query(&stage.production)?;
    ensure!(count.trim() == "2", "users after the reboot: {count}");
    let kept = stage.production.as_user(USER, "cat note").succeed().context("the home folder")?;
    ensure!(kept == "kept", "the note says {kept}");
    let names = stage.production.docker().args(["ps", "--format", "{{.Names}}"]).succeed()?;
    remove(&stage.production, "reboot");
    let mut names: Vec<&str> = names.split_whitespace().collect();
    names.sort_unstable();
    Ok(names.join(" "))
}

/// Not what the scripts promise, which other groups are about: that they find here what they need.
pub fn scripts(stage: &mut Stage) -> Result<Shown> {
    const FOLDER: &str = "/home/ubuntu/blue-green-deployment";
    for name in ["deploy.sh", "rollback.sh", "health-check.sh"] {
        let script = fs::read(stage.product.generated.join("hosts/production/blue-green-deployment").join(name))?;
        stage.production.install(&format!("{FOLDER}/{name}"), script)?;
        stage.production.make_executable(&format!("{FOLDER}/{name}"))?;
    }
    stage.production.install(&format!("{FOLDER}/.env.original"), "NAME=\"a b\"\n")?;
    stage.production.give_home()?;
    let mut login =
        stage.production.as_user(USER, &format!("docker login {REGISTRY} -u mas-mr-mentor --password-stdin"));
    login.succeed_with(stage.account("mas-mr-mentor")?.token.as_bytes())?;
    let images = ["one", "two", "three"].map(|build| stage.publish(REPOSITORY, build, build, Behaviour::Healthy));
    let run = |script: &str| -> Result<()> {
        let answer = stage.production.as_user(USER, &format!("{FOLDER}/{script}")).answer()?;
        ensure!(answer.is_success(), "{script}: {}", answer.text());
        Ok(())
    };
    let mut load = None;
    let mut flips = 0;
    for image in images {
        run(&format!("deploy.sh {}", image?))?;
        flips += 1;
        load.get_or_insert_with(|| Load::start(&Target::steady(&stage.production, API, Duration::from_millis(5))));
    }
    run("rollback.sh")?;
    run("health-check.sh")?;
    let answer = ask(stage, API, "/")?;
    let tally = load.context("no load")?.stop();
    for name in ["mr-mentor-backend-blue", "mr-mentor-backend-green"] {
        remove(&stage.production, name);
    }
    ensure!(answer == (200, "two".to_owned()), "after the rollback the site answers {answer:?}");
    ensure!(tally.lost() == 0, "{tally}; {:?}", tally.losses);
    Ok(format!("{flips} deploys, a rollback: {tally}; {:?}", tally.builds))
}
