//! Rules about trust: whom the pipelines believe, and who may set them off.

pub mod any_branch_can_be_deployed;
pub mod assistant_for_everyone;
pub mod assistant_may_push;
pub mod host_key_not_verified;
pub mod persisted_credentials;
pub mod production_environment_without_reviewers;
pub mod stale_action;
pub mod unpinned_action;
pub mod untrusted_ref_with_secrets;
pub mod untrusted_text_in_script;
pub mod unused_permission;
