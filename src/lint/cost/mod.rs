//! Rules about minutes and money.

pub mod build_without_cache;
pub mod build_without_cancellation;
pub mod build_without_timeout;
pub mod cache_never_hits;
pub mod cache_of_the_final_stage_only;
pub mod checkout_deeper_than_needed;
pub mod job_without_timeout;
pub mod pull_request_without_cancellation;
