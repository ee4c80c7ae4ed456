//! Rules about minutes and money.

pub mod build_without_timeout;
pub mod layers_not_kept;
