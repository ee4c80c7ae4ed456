//! Rules about servers: what happens there between two deployments.

pub mod address_in_description;
pub mod log_without_end;
