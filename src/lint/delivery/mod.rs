//! Rules about delivery: how images get into service, and how they fail to.

pub mod baked_value_deployed_again;
pub mod branch_never_deployed;
pub mod build_cancels_another_branch;
pub mod checks_after_the_switch;
pub mod checks_another_service;
mod conflicts;
pub mod deployment_without_checks;
pub mod deployment_without_health_check;
pub mod deployment_without_rollback;
pub mod deployment_without_timeout;
pub mod deployments_overlap_on_one_host;
pub mod dispatch_without_image_check;
pub mod down_before_pull;
pub mod floating_tag;
pub mod folder_conflict;
pub mod image_without_tests;
pub mod port_conflict;
pub mod tag_from_two_builds;
pub mod timeout_shorter_than_rollout;
