//! Rules about secrets: where they end up, and who can read them there.

pub mod literal_credential;
pub mod login_dies_with_the_run;
pub mod secret_in_image;
