//! Rules about delivery: how images get into service, and how they fail to.

pub mod asked_too_late;
pub mod baked_value_deployed_again;
pub mod branch_never_deployed;
pub mod build_cancels_another_branch;
pub mod deployment_without_health_check;
pub mod deployment_without_rollback;
pub mod deployment_without_timeout;
pub mod deployment_without_verification;
pub mod deployments_overlap_on_one_host;
pub mod dispatch_without_proof;
pub mod floating_tag;
pub mod image_without_tests;
pub mod job_ends_before_its_rollout;
pub mod latest_from_two_builds;
pub mod one_folder_for_two;
pub mod one_port_for_two;
pub mod stops_before_the_new_is_there;
mod taken;
pub mod verification_of_strangers;
