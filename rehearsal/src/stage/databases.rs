//! PostgreSQL and Redis of production: the real servers, in containers of the names that the reference gives them. Their
//! image is a small Debian made by debootstrap, which takes a minute; the Engine's folder that holds it is kept in the
//! cache, and a stage links to its files.

use anyhow::{Context, Result};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::cached;
use super::machine::Machine;
use super::run::Run;

const IMAGE: &str = "databases:stage";
const SYSTEM: &str = "databases:system";
const ENGINE: &str = "/var/lib/docker";
const PACKAGES: &str = "--include=postgresql,redis-server";
/// Not needed to run them, and most of the size.
const SURPLUS: [&str; 8] = [
    "var/cache/apt",
    "var/lib/apt/lists",
    "usr/share/doc",
    "usr/share/man",
    "usr/share/locale",
    "usr/share/postgresql/15/man",
    "usr/lib/postgresql/15/lib/bitcode",
    "var/lib/postgresql/15",
];
const RECIPE: &str = r#"FROM databases:system
ENV PATH=/usr/lib/postgresql/15/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER postgres
RUN initdb --pgdata /var/lib/postgresql/data --auth trust --locale C.UTF-8 >/dev/null \
 && pg_ctl --pgdata /var/lib/postgresql/data --wait --silent start >/dev/null \
 && createuser --superuser shubham && createdb --owner shubham mas \
 && psql --username shubham --dbname mas --quiet --command \
    "CREATE TABLE users (id serial PRIMARY KEY, name text NOT NULL); INSERT INTO users (name) VALUES ('first'), ('second')" \
 && pg_ctl --pgdata /var/lib/postgresql/data --wait --silent --mode fast stop
"#;
const LIMIT: Duration = Duration::from_mins(15);

/// The containers: name, and the command.
const CONTAINERS: [(&str, &[&str]); 2] = [
    (
        "mr-mentor-postgres",
        &["postgres", "-D", "/var/lib/postgresql/data", "-c", "listen_addresses=*", "-c", "jit=off"],
    ),
    ("mr-mentor-redis", &["redis-server", "--save", "", "--protected-mode", "no"]),
];

/// Gives the machine, which is off, an Engine's folder with the image in it.
pub fn bring(machine: &mut Machine) -> Result<()> {
    let seed = seed()?;
    let _lock = {
        fs::create_dir_all(cached("."))?;
        let lock = File::options().create(true).append(true).open(cached("databases.lock"))?;
        lock.lock()?;
        lock
    };
    if !seed.exists() {
        eprintln!("rehearse: preparing PostgreSQL and Redis, once: this takes a minute or two");
        prepare(machine, &seed)?;
    }
    let engine = machine.file(ENGINE);
    fs::create_dir_all(&engine)?;
    for entry in fs::read_dir(&seed)? {
        let path = entry?.path();
        // Layers are never written to, so that links do; the rest is the Engine's notes, which it changes.
        let how = if path.ends_with("overlay2") { "-al" } else { "-a" };
        Command::new("cp").arg(how).arg(&path).arg(&engine).succeed()?;
    }
    Ok(())
}

/// Starts the containers; they come back by themselves after a reboot.
pub fn start(machine: &Machine) -> Result<()> {
    for (name, command) in CONTAINERS {
        let mut docker = machine.docker();
        docker.args(["run", "--detach", "--restart", "unless-stopped", "--user", user(name), "--name", name, IMAGE]);
        docker.args(command).succeed()?;
    }
    Ok(())
}

fn user(container: &str) -> &'static str {
    if container == "mr-mentor-postgres" { "postgres" } else { "redis" }
}

/// Where the Engine's folder lies in the cache; another recipe or another Engine has another one.
fn seed() -> Result<PathBuf> {
    let version = Command::new("dockerd").arg("--version").succeed()?;
    let recipe = [version.trim(), PACKAGES, RECIPE, &SURPLUS.join(" ")].join("\n");
    let digest = Command::new("sha256sum").succeed_with(recipe.as_bytes())?;
    Ok(cached(&format!("databases-{}", &digest[..16])))
}

fn prepare(machine: &mut Machine, seed: &Path) -> Result<()> {
    let folder = tempfile::tempdir_in(cached("."))?;
    let root = folder.path().join("root");
    let mut debootstrap = Command::new("debootstrap");
    debootstrap.args(["--variant=minbase", PACKAGES, "bookworm"]).arg(&root);
    let answer = debootstrap.answer_within(LIMIT)?;
    if !answer.is_success() {
        let log = fs::read_to_string(root.join("debootstrap/debootstrap.log")).unwrap_or_default();
        let end = log.len().saturating_sub(2000);
        anyhow::bail!("debootstrap failed\n{}\n{}", answer.text(), log.get(end..).unwrap_or_default());
    }
    for surplus in SURPLUS {
        fs::remove_dir_all(root.join(surplus)).ok();
    }

    machine.start()?;
    let archive = machine.file("/tmp/system.tar");
    let mut tar = Command::new("tar");
    tar.arg("--create").arg("--file").arg(&archive).arg("--directory").arg(&root).arg(".").answer_within(LIMIT)?;
    machine.docker().args(["import", "/tmp/system.tar", SYSTEM]).answer_within(LIMIT)?;
    fs::remove_file(&archive)?;
    let mut build = machine.docker();
    build.env("DOCKER_BUILDKIT", "0").args(["build", "--tag", IMAGE, "-"]);
    build.succeed_with(RECIPE.as_bytes()).context("the image of PostgreSQL and Redis")?;

    // Told to stop, the Engine finishes writing; the folder moves while nobody uses it.
    let process = fs::read_to_string(machine.file("/run/docker.pid"))?;
    machine.command("kill").arg(process.trim()).succeed()?;
    super::deadline::until_true("the Engine stops", Duration::from_secs(30), || {
        !machine.file("/run/docker.pid").exists()
    })?;
    machine.end();
    let engine = machine.file(ENGINE);
    Command::new("cp").arg("-a").arg(&engine).arg(folder.path().join("engine")).answer_within(LIMIT)?;
    fs::rename(folder.path().join("engine"), seed)?;
    fs::remove_dir_all(&engine)?;
    Ok(())
}
