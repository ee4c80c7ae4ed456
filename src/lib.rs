//! pipewright compiles a typed description of what an organisation delivers into GitHub Actions workflows and server scripts.

pub mod check;
pub mod compile;
pub mod spec;
pub mod tree;
pub mod workflow;
