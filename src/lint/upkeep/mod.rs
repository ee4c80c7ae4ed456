//! Rules about what is written down: whether it is still true.

pub mod accepted_in_vain;
pub mod outdated_document;
