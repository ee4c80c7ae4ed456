//! What health-check.sh says while users get no answer from the application, and while they do.

use anyhow::{Context, Result, ensure};
use std::fs;
use std::time::Duration;

use super::rollout::{BACKEND, Rollout};
use crate::scenario::Shown;
use crate::stage::{Run, Stage, deadline};

const PATIENCE: Duration = Duration::from_mins(1);
const FIRST: &str = "/etc/nginx/sites-enabled/a-first";

pub fn ill(stage: &mut Stage) -> Result<Shown> {
    let rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let host = rollout.host();
    let site = rollout.edit_nginx(str::to_owned)?;
    let maintenance = site.replacen("proxy_pass", "return 503; proxy_pass", 1);
    let elsewhere = site.replace("127.0.0.1:300", "127.0.0.1:399");
    let first = |what: &str| format!("server {{ listen 80; listen 443 ssl; server_name {}; {what} }}\n", BACKEND.site);
    let shut = |verb: &str| {
        let mut iptables = host.command("iptables");
        iptables.args(["--wait", verb, "INPUT", "--in-interface", "lo", "--protocol", "tcp", "--match", "multiport"]);
        iptables.args(["--dports", "80,443", "--jump", "REJECT"]).succeed()
    };
    let users_get = |status: u16| {
        let seen = || rollout.answer().is_ok_and(|answer| answer.0 == status);
        deadline::until_true(&format!("users get {status}"), PATIENCE, seen)
    };
    let finds = |state: &str| -> Result<()> {
        let health = rollout.check_health()?;
        ensure!(
            matches!(health.status(), 1 | 2),
            "{state}: health-check.sh ended with {}\n{}",
            health.status(),
            health.text()
        );
        Ok(())
    };

    for (state, text, status) in [("a page of maintenance", &maintenance, 503), ("another port", &elsewhere, 502)] {
        rollout.edit_nginx(|_| text.clone())?;
        reload(&rollout)?;
        users_get(status).context(state)?;
        if status == 502 {
            // The file is right, and the nginx that runs has never read it.
            rollout.edit_nginx(|_| site.clone())?;
        }
        finds(state)?;
    }
    rollout.edit_nginx(|_| site.clone())?;
    for (state, text, status) in
        [("a server read before", first("return 503;"), 503), ("a page in its place", first("return 200 ok;"), 200)]
    {
        host.install(FIRST, certified(&text))?;
        reload(&rollout)?;
        deadline::until_true(state, PATIENCE, || {
            rollout.answer().is_ok_and(|answer| answer == (status, String::new()))
        })?;
        finds(state)?;
        fs::remove_file(host.file(FIRST))?;
    }
    reload(&rollout)?;
    users_get(200)?;
    deadline::until_true("two answers", PATIENCE, || rollout.answer().is_ok_and(|answer| answer.1 == "two"))?;
    shut("--insert")?;
    let found = finds("nobody comes to nginx");
    shut("--delete")?;
    found?;
    rollout.check_health()?.expect(0)?;
    rollout.expect_world("two", Some("one"))?;
    Ok("503, 502 of an nginx that has not read its file, another server's 503 and 200, no answer: each was found"
        .to_owned())
}

/// What sites are like that are well.
pub fn well(stage: &mut Stage) -> Result<Shown> {
    let rollout = Rollout::with_two_builds(stage, BACKEND)?;
    let site = rollout.edit_nginx(str::to_owned)?;
    let encrypted = site.replace("    listen 80;\n", "");
    let name = BACKEND.site;
    let moved = format!("server {{ listen 80; server_name {name}; return 301 https://$host$request_uri; }}\n");
    let nameless = site.replace(&format!("server_name {name}"), "server_name _");
    for (state, text, words) in [
        ("HTTP and HTTPS", site.clone(), "from its container"),
        ("HTTPS alone", encrypted.clone(), "from its container"),
        ("HTTP sends to HTTPS", moved + &encrypted, "from its container"),
        ("no name", nameless, "nginx was not checked"),
    ] {
        rollout.edit_nginx(|_| text)?;
        reload(&rollout)?;
        rollout.check_health()?.expect_saying(0, words).context(state)?;
    }
    rollout.edit_nginx(|_| site)?;
    reload(&rollout)?;
    deadline::until_true("two answers", PATIENCE, || rollout.answer().is_ok_and(|answer| answer.1 == "two"))?;
    rollout.expect_world("two", Some("one"))?;
    Ok("asked by its name over HTTP and HTTPS; without a name it says that nginx was not checked".to_owned())
}

fn reload(rollout: &Rollout<'_>) -> Result<()> {
    rollout.host().command("nginx").args(["-s", "reload"]).succeed().map(drop)
}

/// With the certificate that all sites have.
fn certified(text: &str) -> String {
    let certificate = "ssl_certificate /etc/ssl/stage.crt; ssl_certificate_key /etc/ssl/stage.key;";
    text.replacen(" }", &format!(" {certificate} }}"), 1)
}
