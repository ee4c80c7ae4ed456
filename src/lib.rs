//! pipewright compiles a typed description of what an organisation delivers (services, environments, secrets) into the
//! GitHub Actions workflows that deliver it, and the server scripts those workflows run.
//!
//! # A whole small description
//!
//! One service, one build, one deployment with docker compose:
//!
//! ```
//! use pipewright::prelude::*;
//!
//! const MAIN: Branch = Branch::new("main");
//! const LIVE: EnvironmentName = EnvironmentName::new("live");
//!
//! let live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
//! let build = Build {
//!     branches: vec![MAIN],
//!     ..Build::new("Build", "build.yml", vec![Tag::BranchAndShortSha])
//! };
//! let rollout = Rollout::Compose(ComposeRollout::new("compose.yml", "/srv/shop"));
//! let deploy = Deployment {
//!     timeout_minutes: Some(Minutes(15)),
//!     ..Deployment::new("Deploy", "deploy.yml", LIVE, build.on(MAIN), rollout)
//! };
//! let shop = Repository {
//!     secrets: vec![
//!         Secret::of(&[LIVE], SecretName::new("LIVE_HOST")),
//!         Secret::of(&[LIVE], SecretName::new("LIVE_USER")),
//!         Secret::of(&[LIVE], SecretName::new("LIVE_KEY")),
//!         Secret::of(&[LIVE], SecretName::new("LIVE_PORT")).or("22"),
//!     ],
//!     services: vec![Service { builds: vec![build], deployments: vec![deploy] }],
//!     ..Repository::new("shop")
//! };
//! let organization =
//!     Organization { name: "example".to_owned(), environments: vec![live], repositories: vec![shop] };
//!
//! # let lock = Lock::parse(include_str!("../actions.lock"))?;
//! let compiled = pipewright::compile::compile(&organization, &lock).map_err(|found| found[0].clone())?;
//! let files = compiled.into_files();
//! let deploy = files.iter().find(|(path, _)| path.as_str().ends_with("deploy.yml"));
//! let yaml = deploy.map(|(_, file)| file.contents.as_str()).unwrap_or_default();
//!
//! // The deployment waits for the build by the build's own name, and runs only after its success.
//! assert!(yaml.contains(
//! "    workflows: [Build]
//!     types: [completed]
//!     branches: [main]
//! "));
//! assert!(yaml.contains(
//! "    if: |
//!       github.event_name == 'workflow_dispatch' ||
//!       (github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.head_branch == 'main')
//! "));
//! // A secret that may be missing has its default where it is used.
//! assert!(yaml.contains("secrets.LIVE_PORT || '22'"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The rooms
//!
//! From the ground up; a room knows only those below it:
//!
//! - [`actions`]: the language of GitHub Actions, and its one printer to YAML.
//! - [`diagnostic`]: what is wrong, where, and how to fix it.
//! - [`description`]: the language of delivery, as plain data.
//! - [`tree`]: the generated tree: planning, writing and comparing files.
//! - [`check`]: whether a description is sound.
//! - [`read`]: a description from data, and what is told of it at its place.
//! - [`compile`]: from a description to its files, one file a recipe.
//! - [`show`]: what a description amounts to, one file a table.
//! - [`trace`]: what an event sets in motion.
//! - [`lint`]: what will hurt in a description that is sound, one file a rule.
//! - [`cli`]: the commands.

pub mod check;
pub mod cli;
pub mod compile;
pub mod description;
pub mod diagnostic;
pub mod lint;
pub mod read;
pub mod recipes;
pub mod show;
pub mod trace;
pub mod tree;

pub use actions;

// The examples of lint's rules are written as a project writes its own workflows.
extern crate self as pipewright;

/// What a description needs: the whole language of delivery, and the lock of its actions.
pub mod prelude {
    pub use crate::description::*;
    pub use actions::action::Lock;
}
