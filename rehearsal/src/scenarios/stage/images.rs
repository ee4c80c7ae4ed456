//! Images on their way: into the registry, out of it, and what runs then.

use anyhow::{Result, ensure};
use std::time::Duration;

use super::{REPOSITORY, ask, inspect, remove, run};
use crate::scenario::Shown;
use crate::stage::{ACTOR, API, Behaviour, Machine, REGISTRY, Run, Stage, WEBSITE, deadline};

pub fn registry(stage: &mut Stage) -> Result<Shown> {
    let image = stage.publish(REPOSITORY, "seed", "seed", Behaviour::Healthy)?;
    for (machine, account) in
        [(&stage.development, "MAS-intern"), (&stage.production, "mas-mr-mentor"), (&stage.runner, ACTOR)]
    {
        machine.docker().args(["logout", REGISTRY]).succeed()?;
        let pull = machine.docker().args(["pull", &image]).answer()?;
        ensure!(!pull.is_success(), "{} pulls without a login", machine.name);
        let mut wrong = machine.docker();
        wrong.args(["login", REGISTRY, "--username", account, "--password-stdin"]);
        let wrong = wrong.answer_to(b"wrong")?;
        ensure!(!wrong.is_success() && wrong.complaint.contains("401"), "{}: {}", machine.name, wrong.text());
        stage.log_in(machine, account)?;
        machine.docker().args(["pull", "--quiet", &image]).succeed()?;
        let own = format!("{REGISTRY}/{REPOSITORY}:from-{}", machine.name);
        machine.docker().args(["tag", &image, &own]).succeed()?;
        machine.docker().args(["push", "--quiet", &own]).succeed()?;
    }
    let configuration = stage.image_configuration(REPOSITORY, "from-production")?;
    let test = &configuration["config"]["Healthcheck"]["Test"];
    ensure!(test[1] == "/application", "the image's health check is {test}");
    let tags = stage.tags(REPOSITORY)?;
    for machine in ["development", "production", "runner"] {
        ensure!(tags.contains(&format!("from-{machine}")), "{machine}'s push is not there: {tags:?}");
    }
    Ok(format!("tags {}", tags.join(" ")))
}

pub fn sites(stage: &mut Stage) -> Result<Shown> {
    for site in [API, WEBSITE] {
        let answer = ask(stage, site, "/")?;
        ensure!(answer.0 == 502, "{site} answers {answer:?} while nothing runs");
    }
    stage.log_in(&stage.production, "mas-mr-mentor")?;
    for (name, port, site) in [("backend", 3000, API), ("frontend", 3002, WEBSITE)] {
        let image = stage.publish(REPOSITORY, name, name, Behaviour::Healthy)?;
        run(&stage.production, name, port, &image)?;
        let wanted = (200, name.to_owned());
        let what = format!("{site} answers {wanted:?}");
        deadline::until_true(&what, Duration::from_secs(10), || ask(stage, site, "/").is_ok_and(|it| it == wanted))?;
    }
    let mut curl = stage.production.command("curl");
    curl.args(["--silent", "--show-error", "--fail", &format!("https://{WEBSITE}/api/auth/session")]);
    let session = curl.succeed()?;
    for name in ["backend", "frontend"] {
        remove(&stage.production, name);
    }
    ensure!(session.contains(r#""build":"frontend""#), "over TLS: {session}");
    Ok(format!("{API}, {WEBSITE} and https://{WEBSITE}"))
}

/// Each in a container of its own, all at once: docker's word, and the answer on the container's port.
pub fn behaviours(stage: &mut Stage) -> Result<Shown> {
    stage.log_in(&stage.production, "mas-mr-mentor")?;
    let port = |behaviour: Behaviour| 3100 + behaviour as u16;
    for behaviour in Behaviour::ALL {
        let image = stage.publish(REPOSITORY, behaviour.name(), "probe", behaviour)?;
        run(&stage.production, behaviour.name(), port(behaviour), &image)?;
    }
    let mut shown = Vec::new();
    for behaviour in Behaviour::ALL {
        let name = behaviour.name();
        let health = match behaviour {
            Behaviour::NoHealthcheck => "none",
            Behaviour::NeverHealthy => "unhealthy",
            _ => "healthy",
        };
        let format = "{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}";
        deadline::until_true(&format!("{name} is {health}"), Duration::from_secs(30), || {
            inspect(&stage.production, name, format).is_ok_and(|it| it == health)
        })?;
        let mut curl = stage.production.command("curl");
        let limit = if behaviour == Behaviour::Hangs { "1" } else { "20" };
        curl.args(["--silent", "--max-time", limit, "--output", "/dev/null", "--write-out", "%{http_code}"]);
        let status = curl.arg(format!("http://127.0.0.1:{}/", port(behaviour))).answer()?.output;
        let expected = match behaviour {
            Behaviour::Answers500 => "500",
            Behaviour::Redirects => "302",
            Behaviour::Hangs | Behaviour::DiesWhenUsed => "000",
            _ => "200",
        };
        ensure!(status == expected, "{name} answers {status}");
        shown.push(format!("{name} {health} {status}"));
    }
    endings(&stage.production)?;
    for behaviour in Behaviour::ALL {
        remove(&stage.production, behaviour.name());
    }
    Ok(shown.join(", "))
}

/// How they end: on request, by force, or by themselves.
fn endings(machine: &Machine) -> Result<()> {
    for (behaviour, granted, expected) in [(Behaviour::Healthy, "20", "0"), (Behaviour::IgnoresSigterm, "1", "137")] {
        machine.docker().args(["stop", "--time", granted, behaviour.name()]).succeed()?;
        let status = inspect(machine, behaviour.name(), "{{.State.ExitCode}}")?;
        ensure!(status == expected, "{} ended with {status}", behaviour.name());
    }
    deadline::until_true("healthy-then-dead dies", Duration::from_mins(1), || {
        let restarts = inspect(machine, Behaviour::HealthyThenDead.name(), "{{.RestartCount}}");
        restarts.is_ok_and(|restarts| restarts != "0")
    })
}

/// With the variable that the session needs, and without it.
pub fn environment(stage: &mut Stage) -> Result<Shown> {
    const ODD: &str = " a\"b'c$d#e\\f=g ü ";
    let image = stage.publish(REPOSITORY, "environment", "environment", Behaviour::Healthy)?;
    stage.log_in(&stage.development, "MAS-intern")?;
    let mut shown = Vec::new();
    for (name, secret, expected) in [("without", "", "500"), ("with", "NEXTAUTH_SECRET=x", "200")] {
        let mut docker = stage.development.docker();
        docker.args([
            "run",
            "--detach",
            "--name",
            name,
            "--publish",
            "127.0.0.1:3000:3000",
            "--env",
            "SESSION_NEEDS=NEXTAUTH_SECRET",
        ]);
        docker.args(["--env", &format!("ODD={ODD}")]);
        if !secret.is_empty() {
            docker.args(["--env", secret]);
        }
        docker.arg(&image).succeed()?;
        let get = |path: &str, format: &str| {
            let mut curl = stage.development.command("curl");
            curl.args(["--silent", "--max-time", "5", "--write-out", format]);
            curl.arg(format!("http://127.0.0.1:3000{path}")).answer()
        };
        deadline::until_true("it answers", Duration::from_secs(10), || get("/", "").is_ok_and(|it| it.is_success()))?;
        let value = get("/environment/ODD", "")?.output;
        let session = get("/api/auth/session", "%{http_code}")?.output;
        remove(&stage.development, name);
        ensure!(value == ODD, "{ODD:?} came back as {value:?}");
        ensure!(session.ends_with(expected), "{name} its secret the session is {session}");
        shown.push(format!("{name} its secret {expected}"));
    }
    Ok(format!("{} bytes; {}", ODD.len(), shown.join(", ")))
}
