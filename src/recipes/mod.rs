//! The recipes: one file each, with its folder of templates.
//!
//! A recipe knows both languages, delivery ([`crate::description`]) and GitHub Actions ([`actions`]), and nothing of any
//! organisation. Those that put an image into service are [`Recipe`]s: whatever check, lint, trace and the tables want to know
//! of a rollout, they ask the recipe. What every deployment has, whatever its rollout, is `deployment`.

pub mod assistant;
mod blue_green;
mod blue_green_scripts;
mod compose;
mod compose_project;
mod container_options;
pub mod deployment;
mod docker_run;
mod env_file;
pub mod image_build;
mod origin;
mod recipe;
mod registry;
mod secrets;
mod server;
mod shell;
mod template;
mod verification;

pub use container_options::{OptionValue, values_of};
pub use recipe::{
    ContainerOutcome, ContainerState, Ending, Gap, HostAction, HostItem, HostItemKind, Promise, Promises, Recipe,
    RolloutOutcome, ScriptContext,
};
pub use secrets::Secrets;
pub use template::TemplateError;
