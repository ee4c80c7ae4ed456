//! Rules about minutes and money.

pub mod build_without_newest_wins;
pub mod build_without_timeout;
pub mod cache_never_hits;
pub mod cache_of_the_last_stage;
pub mod checkout_deeper_than_needed;
pub mod job_without_timeout;
pub mod layers_not_kept;
pub mod pull_request_runs_pile_up;
