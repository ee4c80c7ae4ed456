//! A service whose deployments are cut off: its commits and images, its deployment, and what must be true of its site.

use anyhow::{Result, ensure};

use crate::github::{Conclusion, GitHub, Running};
use crate::scenarios::blue_green::rollout::{BACKEND, FRONTEND, Rollout};
use crate::stage::load::{Load, Target};
use crate::stage::{Behaviour, Stage};

/// Where the website answers on the production host.
const PORT: u16 = 8003;
const DEPLOYMENT: &str = "deploy-production.yml";

/// The services, by the way they reach production.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Blue-green, with scripts that live on the host.
    Backend,
    /// Blue-green, with scripts of its own.
    Frontend,
    /// With compose.
    Website,
}

impl Kind {
    const fn repository(self) -> &'static str {
        match self {
            Self::Backend => "mr-mentor-backend",
            Self::Frontend => "mr-mentor-frontend",
            Self::Website => "mas-website-live",
        }
    }
}

/// A service on a stage.
#[derive(Debug)]
pub struct Delivery<'stage> {
    /// The stage.
    pub stage: &'stage Stage,
    /// The build of the newest commit.
    pub build: String,
    kind: Kind,
    github: GitHub<'stage>,
    /// The blue-green service, which nobody who uses it may find out.
    rollout: Option<Rollout<'stage>>,
    load: Option<Load>,
    commits: u32,
}

impl<'stage> Delivery<'stage> {
    /// Nothing was deployed yet.
    pub fn begin(stage: &'stage Stage, kind: Kind) -> Result<Self> {
        let rollout = match kind {
            Kind::Backend => Some(Rollout::on_empty_host(stage, BACKEND)?),
            Kind::Frontend => Some(Rollout::on_empty_host(stage, FRONTEND)?),
            Kind::Website => None,
        };
        stage.put_secret("mr-mentor-backend/production", r#"{"NAME": "value"}"#)?;
        let github = GitHub::new(stage)?;
        Ok(Self { stage, build: String::new(), kind, github, rollout, load: None, commits: 0 })
    }

    /// A new build is merged, and its image is in the registry.
    pub fn commit(&mut self, like: Behaviour) -> Result<()> {
        self.commits += 1;
        let name = self.kind.repository();
        let commit = self.github.commit(name, "main", &format!("cut-{}", self.commits), like, &[])?;
        // Its image says that it is the build that its tag names; the website's is always called the same.
        self.build = format!("main-{}", &commit[..7]);
        let tag = if self.kind == Kind::Website { "production" } else { &self.build };
        self.stage.publish(&format!("mas-mr-mentor/{name}"), tag, &self.build, like).map(drop)
    }

    /// The deployment of the newest commit begins.
    pub fn start(&self) -> Result<Running> {
        self.github.watch(self.kind.repository(), DEPLOYMENT, "main", &[])
    }

    /// The newest commit is deployed, to the end.
    pub fn deploy(&self) -> Result<()> {
        let run = self.start()?.end()?;
        ensure!(run.conclusion == Conclusion::Success, "{:?} {:?}\n{}", run.conclusion, run.steps, run.tail());
        Ok(())
    }

    /// The status and the build with which the site answers.
    pub fn answer(&self) -> Result<(u16, String)> {
        match &self.rollout {
            Some(rollout) => rollout.answer(),
            None => Ok((200, self.stage.production.build_at(PORT)?.unwrap_or_default())),
        }
    }

    /// After a deployment was cut off: a blue-green service answers, with the newest build or the one `before`. Compose
    /// ends the old container before it starts the new one, so that the website may be away until the next deployment.
    pub fn expect_answer(&self, before: &str) -> Result<()> {
        if self.rollout.is_some() {
            let (status, build) = self.answer()?;
            ensure!(status == 200, "the site answers {status}");
            ensure!(build == self.build || build == before, "{build} serves, neither {before} nor {}", self.build);
        }
        Ok(())
    }

    /// The newest build serves, everything on the host says so, and nobody has noticed anything since the first deployment.
    pub fn expect_served(&mut self) -> Result<()> {
        let Some(rollout) = &self.rollout else {
            let (_, build) = self.answer()?;
            ensure!(build == self.build, "{build} serves, not {}", self.build);
            return Ok(());
        };
        rollout.expect_world(&self.build, None)?;
        let load = self.load.get_or_insert_with(|| Load::start(&Target::light(rollout.host(), rollout.service.site)));
        let tally = load.tally();
        ensure!(tally.lost() == 0, "{tally}, {:?}", tally.losses);
        Ok(())
    }

    /// Whether a container runs beside that of the build.
    pub fn runs_beside(&self, build: &str) -> bool {
        let containers = self.rollout.as_ref().and_then(|rollout| rollout.containers().ok()).unwrap_or_default();
        let mut running = containers.values().filter(|(state, _)| state == "running");
        running.clone().count() == 2 && running.any(|(_, tag)| tag != build)
    }

    /// What those who used the site meanwhile have seen.
    pub fn end(self) -> Result<String> {
        let Some(load) = self.load else { return Ok(String::new()) };
        let tally = load.stop();
        ensure!(tally.lost() == 0, "{tally}, {:?}", tally.losses);
        Ok(format!("; {} requests, 0 lost", tally.requests))
    }
}
