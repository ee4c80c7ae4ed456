//! The stage itself: what every other group relies on. A stage that merely looks like servers would prove nothing.

use anyhow::{Context, Result, ensure};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::scenario::{Scenario, Shown};
use crate::stage::http::exchange;
use crate::stage::load::{Load, Target};
use crate::stage::{API, Behaviour, Machine, REGISTRY, Run, Stage, USER, WEBSITE, patience};

/// The group.
pub const SCENARIOS: &[Scenario] = &[
    Scenario { group: "stage", name: "ssh", shows: "each host lets the key's holder in, and lists its own containers only", play: ssh },
    Scenario { group: "stage", name: "wrong-key", shows: "another key, a password and root are refused", play: wrong_key },
    Scenario { group: "stage", name: "registry", shows: "every machine logs in, pushes and pulls; a wrong password does not", play: registry },
    Scenario { group: "stage", name: "sites", shows: "nginx answers 502 for both services, and the builds once they run", play: sites },
    Scenario { group: "stage", name: "behaviours", shows: "each image behaves as its tag says", play: behaviours },
    Scenario { group: "stage", name: "secrets-manager", shows: "a stored secret comes back byte for byte, another does not", play: secrets_manager },
    Scenario { group: "stage", name: "databases", shows: "PostgreSQL has its users and Redis answers", play: databases },
    Scenario { group: "stage", name: "load", shows: "load counts what each build answered, and what was lost", play: load },
    Scenario { group: "stage", name: "reboot", shows: "after a reboot production's containers are back", play: reboot },
];

const REPOSITORY: &str = "mas-mr-mentor/mr-mentor-backend";

fn ssh_command(stage: &Stage, key: &Path, machine: &Machine, user: &str) -> Command {
    let mut ssh = Command::new("ssh");
    ssh.args(["-F", "none", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=no", "-o", "ConnectTimeout=10"]);
    ssh.args(["-o", "IdentitiesOnly=yes", "-o", "LogLevel=ERROR", "-o"]);
    ssh.arg(format!("UserKnownHostsFile={}", stage.folder.join("known_hosts").display()));
    ssh.arg("-i").arg(key).arg(format!("{user}@{}", machine.address));
    ssh
}

fn run(machine: &Machine, name: &str, port: u16, image: &str) -> Result<()> {
    let mut docker = machine.docker();
    docker.args(["run", "--detach", "--name", name, "--restart", "unless-stopped", "--publish"]);
    docker.args([&format!("127.0.0.1:{port}:3000"), image]).succeed().map(drop)
}

fn remove(machine: &Machine, name: &str) {
    machine.docker().args(["rm", "--force", name]).answer().ok();
}

fn ssh(stage: &mut Stage) -> Result<Shown> {
    let image = stage.publish(REPOSITORY, "ssh", "ssh", Behaviour::Healthy)?;
    stage.log_in(&stage.development, "MAS-intern")?;
    run(&stage.development, "only-here", 3000, &image)?;
    let list = |machine| -> Result<String> {
        let output = ssh_command(stage, &stage.ssh_key, machine, USER).arg("hostname; docker ps --format '{{.Names}}' | sort").succeed()?;
        Ok(output.split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let (development, production) = (list(&stage.development)?, list(&stage.production)?);
    remove(&stage.development, "only-here");
    ensure!(development == "development only-here", "development answered {development}");
    ensure!(production == "production mr-mentor-postgres mr-mentor-redis", "production answered {production}");

    let mut sudo = ssh_command(stage, &stage.ssh_key, &stage.production, USER);
    let sudo = sudo.arg("sudo -n id -u; docker compose version --short; command -v nginx").succeed()?;
    ensure!(sudo.starts_with("0\n2.40.3\n") && sudo.ends_with("/usr/sbin/nginx\n"), "production answered {sudo}");
    let sudo = ssh_command(stage, &stage.ssh_key, &stage.development, USER).arg("sudo -n id -u").answer()?;
    ensure!(!sudo.is_success(), "development lets {USER} be root");
    let mine = stage.production.as_user(USER, "id -un; pwd").succeed()?;
    ensure!(mine == "ubuntu\n/home/ubuntu\n", "as_user answered {mine}");
    Ok(format!("{development}; {production}"))
}

fn wrong_key(stage: &mut Stage) -> Result<Shown> {
    let stranger = stage.folder.join("strangers_key");
    Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(&stranger).succeed()?;
    let mut refused = 0;
    for machine in [&stage.development, &stage.production] {
        for (key, user) in [(&stranger, USER), (&stage.ssh_key, "root")] {
            let answer = ssh_command(stage, key, machine, user).arg("true").answer()?;
            ensure!(answer.status.code() == Some(255), "{} let {user} in", machine.name);
            ensure!(answer.complaint.contains("Permission denied (publickey)"), "{}", answer.complaint);
            refused += 1;
        }
    }
    Ok(format!("{refused} attempts refused, by key only"))
}

fn registry(stage: &mut Stage) -> Result<Shown> {
    let image = stage.publish(REPOSITORY, "seed", "seed", Behaviour::Healthy)?;
    for (machine, account) in
        [(&stage.development, "MAS-intern"), (&stage.production, "mas-mr-mentor"), (&stage.runner, "mas-engineer")]
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
    let tags = stage.tags(REPOSITORY)?;
    for machine in ["development", "production", "runner"] {
        ensure!(tags.contains(&format!("from-{machine}")), "{machine}'s push is not there: {tags:?}");
    }
    Ok(format!("tags {}", tags.join(" ")))
}

fn ask(stage: &Stage, site: &str, path: &str) -> Result<(u16, String)> {
    let answer = exchange((stage.production.address, 80).into(), "GET", site, path, "", b"")?;
    let build = answer.build().unwrap_or_default().to_owned();
    Ok((answer.status, build))
}

fn sites(stage: &mut Stage) -> Result<Shown> {
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
        patience::until_true(&what, Duration::from_secs(10), || ask(stage, site, "/").is_ok_and(|it| it == wanted))?;
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

/// What docker says of an image's health, what its smoke test answers from the same host, and how long stopping took.
fn behaviours(stage: &mut Stage) -> Result<Shown> {
    stage.log_in(&stage.production, "mas-mr-mentor")?;
    let mut shown = Vec::new();
    for behaviour in Behaviour::ALL {
        let image = stage.publish(REPOSITORY, behaviour.name(), "probe", behaviour)?;
        run(&stage.production, "probe", 3000, &image)?;
        let wanted = match behaviour {
            Behaviour::NoHealthcheck => "none",
            Behaviour::NeverHealthy => "unhealthy",
            _ => "healthy",
        };
        let health = || -> Result<String> {
            let format = "{{if .State.Health}}{{.State.Health.Status}}{{else}}none{{end}}";
            let mut docker = stage.production.docker();
            Ok(docker.args(["inspect", "--format", format, "probe"]).succeed()?.trim().to_owned())
        };
        patience::until_true(&format!("{} is {wanted}", behaviour.name()), Duration::from_secs(30), || {
            health().is_ok_and(|health| health == wanted)
        })?;
        let mut curl = stage.production.command("curl");
        curl.args(["--silent", "--max-time", "2", "--output", "/dev/null", "--write-out", "%{http_code}"]);
        let status = curl.arg("http://127.0.0.1:3000/").answer()?.output;
        let expected = match behaviour {
            Behaviour::Answers500 => "500",
            Behaviour::Redirects => "302",
            Behaviour::Hangs => "000",
            _ => "200",
        };
        ensure!(status == expected, "{} answers {status}", behaviour.name());
        if behaviour == Behaviour::HealthyThenDead {
            let mut logs = stage.production.docker();
            logs.args(["logs", "probe"]);
            patience::until_true("it dies", Duration::from_secs(5), || logs.answer().is_ok_and(|it| it.text().contains("dies")))?;
        } else if matches!(behaviour, Behaviour::Healthy | Behaviour::IgnoresSigterm) {
            stage.production.docker().args(["stop", "--time", "2", "probe"]).succeed()?;
            let mut inspect = stage.production.docker();
            let code = inspect.args(["inspect", "--format", "{{.State.ExitCode}}", "probe"]).succeed()?;
            let expected = if behaviour == Behaviour::Healthy { "0" } else { "137" };
            ensure!(code.trim() == expected, "{} stopped with {code}", behaviour.name());
        }
        remove(&stage.production, "probe");
        shown.push(format!("{} {wanted} {status}", behaviour.name()));
    }
    Ok(shown.join(", "))
}

fn secrets_manager(stage: &mut Stage) -> Result<Shown> {
    let value = "{\"A\":\"b c$d#e \\\" \\\\ ü \"}";
    stage.put_secret("stage/probe", "{}")?;
    stage.put_secret("stage/probe", value)?;
    let get = |id: &str| {
        let mut aws = stage.runner.command("aws");
        aws.env("AWS_ENDPOINT_URL", stage.aws_endpoint()).env("AWS_REGION", "ap-south-1");
        aws.env("AWS_ACCESS_KEY_ID", "stage").env("AWS_SECRET_ACCESS_KEY", "stage");
        aws.args(["secretsmanager", "get-secret-value", "--query", "SecretString", "--output", "text", "--secret-id", id]);
        aws.answer()
    };
    let answer = get("stage/probe")?;
    ensure!(answer.is_success(), "{}", answer.text());
    ensure!(answer.output == format!("{value}\n"), "{value} came back as {}", answer.output);
    let missing = get("stage/missing")?;
    ensure!(!missing.is_success() && missing.complaint.contains("ResourceNotFoundException"), "{}", missing.text());
    stage.remove_secret("stage/probe")?;
    ensure!(!get("stage/probe")?.is_success(), "a removed secret is still there");
    Ok(format!("{} bytes", value.len()))
}

fn databases(stage: &mut Stage) -> Result<Shown> {
    let count = query(&stage.production)?;
    ensure!(count.trim() == "2", "users: {count}");
    let ping = stage.production.docker().args(["exec", "mr-mentor-redis", "redis-cli", "ping"]).succeed()?;
    ensure!(ping == "PONG\n", "Redis says {ping}");
    Ok("2 users, PONG".to_owned())
}

fn query(machine: &Machine) -> Result<String> {
    patience::until_true("PostgreSQL is ready", Duration::from_secs(20), || {
        let mut ready = machine.docker();
        ready.args(["exec", "mr-mentor-postgres", "pg_isready"]).answer().is_ok_and(|it| it.is_success())
    })?;
    let mut psql = machine.docker();
    psql.args(["exec", "mr-mentor-postgres", "psql", "--username", "shubham", "--dbname", "mas", "--tuples-only"]);
    psql.args(["--command", "SELECT COUNT(*) FROM users"]).succeed()
}

fn load(stage: &mut Stage) -> Result<Shown> {
    stage.log_in(&stage.production, "mas-mr-mentor")?;
    let image = stage.publish(REPOSITORY, "load", "load", Behaviour::Healthy)?;
    run(&stage.production, "load", 3000, &image)?;
    patience::until_true("it answers", Duration::from_secs(10), || ask(stage, API, "/").is_ok_and(|it| it.0 == 200))?;
    let load = Load::start(&Target::steady(&stage.production, API, Duration::from_millis(2)));
    patience::until_true("there were 2000 requests", Duration::from_secs(60), || load.tally().requests >= 2000)?;
    // A reload closes idle connections and loses nothing.
    stage.production.command("nginx").args(["-s", "reload"]).succeed()?;
    let so_far = load.tally().requests;
    patience::until_true("there were 1000 more", Duration::from_secs(60), || load.tally().requests >= so_far + 1000)?;
    let good = load.tally();
    ensure!(good.lost() == 0, "lost while nothing happened: {good}; {:?}", good.losses);
    // The opposite: a dead container is seen.
    stage.production.docker().args(["kill", "load"]).succeed()?;
    patience::until_true("something is lost", Duration::from_secs(20), || load.tally().lost() > 0)?;
    let bad = load.stop();
    remove(&stage.production, "load");
    ensure!(bad.errors.keys().any(|error| error.ends_with(" 502")), "{:?}", bad.errors);
    Ok(format!("{good}; {} connections reopened; then {} lost of a dead container", good.reopened, bad.lost()))
}

fn reboot(stage: &mut Stage) -> Result<Shown> {
    stage.log_in(&stage.production, "mas-mr-mentor")?;
    let image = stage.publish(REPOSITORY, "reboot", "reboot", Behaviour::Healthy)?;
    run(&stage.production, "reboot", 3000, &image)?;
    patience::until_true("it answers", Duration::from_secs(10), || ask(stage, API, "/").is_ok_and(|it| it.0 == 200))?;
    let note = stage.production.file("/home/ubuntu/note");
    fs::write(&note, "kept")?;
    fs::set_permissions(&note, Permissions::from_mode(0o644))?;

    stage.production.end();
    ensure!(ask(stage, API, "/").is_err(), "a machine without power answers");
    stage.production.start()?;
    patience::until_true("the site answers again", Duration::from_secs(30), || ask(stage, API, "/").is_ok_and(|it| it.0 == 200))?;
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
