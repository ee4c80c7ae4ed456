//! Rules about what is written down: whether it is still true.

pub mod stale_document;
pub mod unused_ignore;
