//! Rules about servers: what happens there between two deployments.

pub mod address_in_description;
pub mod image_pruning;
pub mod no_restart;
pub mod port_open_to_the_world;
pub mod unlimited_log;
