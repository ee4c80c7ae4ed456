//! The scenarios, one file a group; each reads like the journey it runs.

pub mod assistant;
pub mod blue_green;
pub mod builds;
pub mod chaining;
pub mod compose;
pub mod crash;
pub mod cut_off;
pub mod environment_files;
pub mod examples;
pub mod journeys;
pub mod runner;
pub mod secrets;
pub mod shared_host;
pub mod stage;
