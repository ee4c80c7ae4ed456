//! Rules about secrets: where they end up, and who can read them there.

pub mod literal_credential;
pub mod login_expires_with_the_run;
pub mod long_lived_cloud_keys;
pub mod optional_without_default;
pub mod public_name_treated_as_secret;
pub mod same_value_for_two_environments;
pub mod secret_for_every_step;
pub mod secret_in_image;
pub mod secret_missing_in_environment;
pub mod secret_name_of_a_public_value;
pub mod secret_never_used_in_environment;
pub mod secret_not_declared;
pub mod unused_secret;
