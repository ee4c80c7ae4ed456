//! The Rails monolith: staging with docker compose on one host, production blue-green behind nginx on another.

use anyhow::{Context, Result, bail, ensure};
use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use super::{described, empty_folder, keys};
use crate::github::{ComposeFile, Conclusion, GitHub, Organization, Run as WorkflowRun, Source};
use crate::scenario::Shown;
use crate::scenarios::blue_green::rollout::{Rollout, Service};
use crate::scenarios::environment_files::values::expect_arrived;
use crate::scenarios::journeys;
use crate::stage::load::{Load, Target};
use crate::stage::{Behaviour, Machine, Run, Stage};

/// The account that pulls.
pub const DEPLOYER: &str = "rails-deployer";
/// Its containers' name, and its file of nginx's.
pub const APP: &str = "monolith";
/// The name of its site.
pub const SITE: &str = "monolith.example.com";
/// The ports of blue and green.
pub const PORTS: [u16; 2] = [3000, 3001];

const FOLDER: &str = "/srv/monolith";
/// Whoever changes something on the host of production has this lock.
const TURNS: &str = "/srv/deploy.lock";
/// Where staging answers on its host.
const STAGING_PORT: u16 = 8005;
const ORGANIZATION: Organization = Organization {
    name: "example-rails",
    sources: &[Source {
        repository: APP,
        target: "production",
        test_stage: None,
        compose: ComposeFile::new("compose.yml", STAGING_PORT),
    }],
};
const PRODUCTION: Service = Service {
    app: APP,
    generated: "monolith/deploy/blue-green",
    folder: FOLDER,
    env_file: ".env",
    site: SITE,
    ports: PORTS,
    repository: "example-rails/monolith",
};

const BUILT: &str = "Build for production";
const DEPLOYED: &str = "Deploy to production";
const FINGERPRINT: &str = "PRODUCTION_FINGERPRINT";
/// Between the requests of one user.
const PAUSE: Duration = Duration::from_millis(20);

pub fn run(stage: &mut Stage) -> Result<Shown> {
    let mut github = described(stage, "rails-monolith", &ORGANIZATION)?;
    give_secrets(stage, &mut github)?;
    empty_folder(&stage.development, FOLDER)?;
    let production = Rollout::again(stage, PRODUCTION);
    production.clear()?;

    fs::write(production.host().file(TURNS), "")?;
    production.host().give(TURNS)?;
    let first = both_branches(stage, &github, &production)?;
    let color = production.color()?;

    let load = Load::start(&Target::steady(production.host(), SITE, PAUSE));
    let mut other = has_the_turn(production.host())?;
    let second = push(&github, "two", Behaviour::Healthy, Conclusion::Success)?;
    if other.try_wait()?.is_none() {
        other.kill()?;
        bail!("the second deployment did not wait for the deploy lock");
    }
    let waited = "waiting up to 300 seconds for the deploy lock";
    ensure!(second.run.log.contains(waited), "it did not wait:\n{}", second.run.tail());
    let flipped = production.color()?;
    ensure!(flipped != color, "{color} serves after the second push as after the first");
    production.expect_serving("two", &second.tag, Some(&first))?;
    let third = push(&github, "bad", Behaviour::NeverHealthy, Conclusion::Failure)?;
    ensure!(third.run.step("Deploy") == Some(Conclusion::Failure), "{:?}\n{}", third.run.steps, third.run.tail());
    production.expect_serving("two", &second.tag, Some(&first))?;
    ensure!(production.color()? == flipped, "the bad build moved nginx to {}", production.color()?);
    stranger(&mut github, production.host())?;
    production.expect_serving("two", &second.tag, Some(&first))?;
    ensure!(load.goes_on(), "the load came to its bounds");
    let tally = load.stop();
    ensure!(tally.lost() == 0, "{tally}; {:?}", tally.losses);
    ensure!(tally.builds.keys().eq(["one", "two"]), "answered was by {:?}", tally.builds);

    ensure!(staging_serves(stage)? == Some("rehearsed".to_owned()), "pushes to main reached staging");
    Ok(format!(
        "staging and production served their branches, pushed at once, each with its own secrets; {color} to {flipped} when \
         another deployment had had its turn, then \
         an unhealthy build and \
         a host with another key: {tally}"
    ))
}

/// A push to staging and one to main, at once: each is delivered to its environment and nowhere else. The tag that
/// production runs.
fn both_branches(stage: &Stage, github: &GitHub<'_>, production: &Rollout<'_>) -> Result<String> {
    let main = github.commit(APP, "main", "one", Behaviour::Healthy, &[])?;
    let staging = github.commit(APP, "staging", "rehearsed", Behaviour::Healthy, &[])?;
    let mut conductor = github.conduct();
    conductor.push(APP, "main")?;
    conductor.push(APP, "staging")?;
    let mut runs = conductor.settle()?;
    runs.sort_by(|one, other| one.workflow.cmp(&other.workflow));
    let all = [BUILT, "Build for staging", DEPLOYED, "Deploy to staging"].map(|name| (name, Conclusion::Success));
    journeys::expect(&runs, &all)?;
    let [main, staging] =
        [("main", main), ("staging", staging)].map(|(name, commit)| format!("{name}-{}", &commit[..7]));
    production.expect_serving("one", &main, None)?;
    ensure!(staging_serves(stage)? == Some("rehearsed".to_owned()), "staging serves {:?}", staging_serves(stage)?);
    let tags: BTreeSet<String> = stage.tags(PRODUCTION.repository)?.into_iter().collect();
    let expected = ["main", &main, "latest", "staging", &staging].map(str::to_owned);
    ensure!(tags.is_superset(&expected.into()), "the registry has {tags:?}");

    let hosts = [
        ("staging", &stage.development, "monolith-app-1".to_owned()),
        ("production", &stage.production, production.container(production.color()?)),
    ];
    for (environment, host, container) in hosts {
        let held = github.secrets.environments.get(environment).context("no secrets")?;
        let environment_file = ["RAILS_MASTER_KEY", "DATABASE_URL"].map(|name| (name, held[name].as_str()));
        let arrived = host.environment_of(&container)?;
        expect_arrived(&arrived, environment_file.into_iter().chain([("RAILS_ENV", environment)]))
            .with_context(|| format!("on the host of {environment}"))?;
    }
    Ok(main)
}

/// Somebody else's deployment, which has the host's turn until the next one waits for it.
fn has_the_turn(host: &Machine) -> Result<Child> {
    // `flock --wait` of the next one has the lock's file open as well.
    let script = r#"exec 8>>"$1"; flock 8; echo taken
        somebody_waits() {
          local process
          for process in /proc/[0-9]*; do
            if grep -qz -- '^--wait' "$process/cmdline" && [[ $(readlink -- "$process/fd/8") == "$1" ]]; then return; fi
          done 2>/dev/null
          return 1
        }
        until somebody_waits "$1"; do sleep 0.1; done"#;
    let mut bash = host.command("bash");
    let mut child = bash.args(["-c", script, "bash", TURNS]).stdout(Stdio::piped()).spawn()?;
    let mut said = String::new();
    BufReader::new(child.stdout.take().context("no pipe")?).read_line(&mut said)?;
    ensure!(said == "taken\n", "nobody has the lock: {said:?}");
    Ok(child)
}

/// The build that answers on the host of staging.
fn staging_serves(stage: &Stage) -> Result<Option<String>> {
    stage.development.build_at(STAGING_PORT)
}

/// What a push to main has come to.
struct Pushed {
    /// The tag of its image.
    tag: String,
    /// Its deployment.
    run: WorkflowRun,
}

/// A push of a build to main, whose deployment ends like this.
fn push(github: &GitHub<'_>, build: &str, like: Behaviour, ends: Conclusion) -> Result<Pushed> {
    let commit = github.commit(APP, "main", build, like, &[])?;
    let mut runs = github.push(APP, "main")?;
    journeys::expect(&runs, &[(BUILT, Conclusion::Success), (DEPLOYED, ends)])?;
    Ok(Pushed { tag: format!("main-{}", &commit[..7]), run: runs.remove(1) })
}

/// A deployment by hand to a host that has another key than it should: it ends before it has said anything to that host.
fn stranger(github: &mut GitHub<'_>, host: &Machine) -> Result<()> {
    let held = github.secrets.environments.entry("production".to_owned()).or_default();
    let other = held.insert(FINGERPRINT.to_owned(), "SHA256:of another host's key".to_owned());
    let runs = github.dispatch(APP, "deploy-to-production.yml", "main", &[])?;
    ensure!(other == Some(fingerprint(host)?), "the fingerprint was {other:?} before");
    let [run] = &runs[..] else { bail!("the button started {} runs", runs.len()) };
    let failed = run.steps.iter().find(|(_, conclusion)| *conclusion == Conclusion::Failure);
    ensure!(
        run.conclusion == Conclusion::Failure
            && failed.is_some_and(|(step, _)| step == "Prepare a private folder on the server")
            && run.log.contains("fingerprint mismatch"),
        "{:?}\n{}",
        run.steps,
        run.tail()
    );
    Ok(())
}

/// The organisation's secrets, other values in each environment.
fn give_secrets(stage: &Stage, github: &mut GitHub<'_>) -> Result<()> {
    let token = stage.account(DEPLOYER)?.token.clone();
    github.secrets.everywhere.insert("REGISTRY_TOKEN".to_owned(), token);
    for (environment, machine) in [("staging", &stage.development), ("production", &stage.production)] {
        let mut held = keys(stage, environment, machine)?;
        held.insert("RAILS_MASTER_KEY".to_owned(), format!("{environment}-key '\"$HOME\\n` #é"));
        held.insert("DATABASE_URL".to_owned(), format!("postgres://rails:p@$$\"w'd@{environment}/monolith?x=1#y"));
        github.secrets.environments.insert(environment.to_owned(), held);
    }
    let production = github.secrets.environments.entry("production".to_owned()).or_default();
    production.insert(FINGERPRINT.to_owned(), fingerprint(&stage.production)?);
    Ok(())
}

/// The fingerprint of a machine's host key, as `ssh-keygen` tells it to whoever sets up a server.
fn fingerprint(machine: &Machine) -> Result<String> {
    let told = Command::new("ssh-keygen").arg("-lf").arg(machine.file("/etc/ssh/stage_host_key.pub")).succeed()?;
    told.split(' ').nth(1).map(str::to_owned).context("ssh-keygen tells no fingerprint")
}
