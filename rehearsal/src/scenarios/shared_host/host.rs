//! A host that several services of somebody's share (`pipelines.yml`), each rolled out by its generated workflow.

use anyhow::{Context, Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use crate::github::{Conclusion, GitHub, Organization, Run as WorkflowRun, Running, Secrets};
use crate::stage::{Behaviour, Content, Machine, Run, Stage, USER};

const DESCRIPTION: &str = "rehearsal/src/scenarios/shared_host/pipelines.yml";
const ROLLOUT: &str = "Deploy with docker compose";
const ORGANIZATION: Organization = Organization { name: "example-host", sources: &[] };

/// A service of that host.
#[derive(Debug, Clone, Copy)]
pub struct Tenant {
    /// Its repository.
    pub name: &'static str,
    /// Its folder.
    pub folder: &'static str,
    /// Where it answers.
    pub port: u16,
}

/// One whose folder ends like another's.
pub const SHOP: Tenant = Tenant { name: "shop", folder: "/srv/shop/app", port: 8010 };
/// The other one.
pub const BLOG: Tenant = Tenant { name: "blog", folder: "/srv/blog/app", port: 8011 };
/// One that is given a while to start, and is never taken back.
pub const STOCK: Tenant = Tenant { name: "stock", folder: "/srv/stock", port: 8012 };

impl Tenant {
    /// A compose file with one service of that name, which answers on the port; `more` is said of it, too.
    pub fn serves(self, service: &str, more: &str) -> String {
        format!(
            "services:\n  {service}:\n    image: ghcr.io/${{GHCR_REPOSITORY}}:${{IMAGE_TAG}}\n    ports: [\"{}:3000\"]\n{more}",
            self.port
        )
    }
}

/// The host, on which nothing runs when it is made.
pub struct Host<'stage> {
    pub stage: &'stage Stage,
    pub github: GitHub<'stage>,
}

impl<'stage> Host<'stage> {
    pub fn empty(stage: &'stage Stage) -> Result<Self> {
        let generated = stage.folder.join("shared-host");
        let mut pipewright = Command::new(&stage.product.pipewright);
        pipewright.current_dir(crate::stage::ROOT).args(["--spec", DESCRIPTION, "generate", "--out"]).arg(&generated);
        pipewright.succeed()?;
        let mut github = GitHub::of(stage, &ORGANIZATION, generated, Secrets::of_runs(stage)?)?;
        github.description = Some(PathBuf::from(DESCRIPTION));
        let held = [
            ("LIVE_HOST", stage.development.address.to_string()),
            ("LIVE_USER", USER.to_owned()),
            ("LIVE_KEY", fs::read_to_string(&stage.ssh_key)?),
            ("LIVE_PORT", "22".to_owned()),
        ];
        let held: BTreeMap<String, String> = held.map(|(name, value)| (name.to_owned(), value)).into();
        github.secrets.environments.insert("live".to_owned(), held);
        let host = Self { stage, github };
        let clear = "docker ps --all --quiet | xargs --no-run-if-empty docker rm --force >/dev/null";
        host.machine().command("bash").args(["-c", clear]).succeed()?;
        for tenant in [SHOP, BLOG, STOCK] {
            let folder = host.machine().file(tenant.folder);
            fs::remove_dir_all(&folder).ok();
            fs::create_dir_all(&folder)?;
            host.machine().give(tenant.folder)?;
        }
        Ok(host)
    }

    pub fn machine(&self) -> &'stage Machine {
        &self.stage.development
    }

    /// A commit of a build with that compose file, its image pushed.
    pub fn commit(&self, tenant: Tenant, compose: &str, build: &str, like: Behaviour) -> Result<String> {
        self.github.commit(tenant.name, "main", build, like, &[])?;
        let repository = self.stage.repository(tenant.name)?;
        let commit = repository.commit("main", &[Content::text("compose.yml", compose)], build)?;
        let tag = format!("main-{}", &commit[..7]);
        self.stage.publish(&format!("{}/{}", ORGANIZATION.name, tenant.name), &tag, build, like)
    }

    /// Somebody presses the button: the run, which goes on.
    pub fn start(&self, tenant: Tenant) -> Result<Running> {
        self.github.watch(tenant.name, "deploy.yml", "main", &[])
    }

    /// A build with that compose file, deployed: the run.
    pub fn deploy(&self, tenant: Tenant, compose: &str, build: &str, like: Behaviour) -> Result<WorkflowRun> {
        self.commit(tenant, compose, build, like)?;
        self.start(tenant)?.end()
    }

    /// The same, and it went well.
    pub fn deliver(&self, tenant: Tenant, compose: &str, build: &str, like: Behaviour) -> Result<WorkflowRun> {
        let run = self.deploy(tenant, compose, build, like)?;
        ensure!(run.conclusion == Conclusion::Success, "{:?}\n{}", run.steps, run.tail());
        Ok(run)
    }

    /// The same, and the rollout failed; its log says these words.
    pub fn fail(&self, tenant: Tenant, compose: &str, build: &str, like: Behaviour, words: &str) -> Result<()> {
        let run = self.deploy(tenant, compose, build, like)?;
        expect_failure(&run, words)
    }

    /// That build answers for the service.
    pub fn expect(&self, tenant: Tenant, build: &str) -> Result<()> {
        let serves = self.machine().build_at(tenant.port)?;
        ensure!(serves.as_deref() == Some(build), "{} serves {serves:?}, not {build}", tenant.name);
        Ok(())
    }

    /// The names of all containers, whatever their state.
    pub fn containers(&self) -> Result<Vec<String>> {
        let list = self.machine().docker().args(["ps", "--all", "--format", "{{.Names}}"]).succeed()?;
        let mut names: Vec<String> = list.lines().map(str::to_owned).collect();
        names.sort();
        Ok(names)
    }

    /// Somebody runs docker compose by hand in the service's folder, with the image that is there.
    pub fn by_hand(&self, tenant: Tenant, image: &str, words: &str) -> Result<()> {
        let (repository, tag) = image.rsplit_once(':').context("no tag")?;
        let repository = repository.trim_start_matches("ghcr.io/");
        let script =
            format!("cd {} && GHCR_REPOSITORY={repository} IMAGE_TAG={tag} docker compose {words}", tenant.folder);
        self.machine().command("bash").args(["-c", &script]).succeed().map(drop)
    }
}

/// The rollout failed, and its log says these words.
pub fn expect_failure(run: &WorkflowRun, words: &str) -> Result<()> {
    ensure!(run.step(ROLLOUT) == Some(Conclusion::Failure), "{:?}\n{}", run.steps, run.tail());
    ensure!(run.log.contains(words), "the log does not say {words:?}:\n{}", run.tail());
    Ok(())
}
