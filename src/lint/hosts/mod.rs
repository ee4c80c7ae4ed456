//! Rules about servers: what happens there between two deployments.

pub mod address_in_description;
pub mod disk;
pub mod log_without_end;
pub mod port_open_to_the_world;
pub mod restart_taken_away;
