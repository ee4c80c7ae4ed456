//! What MAS / Mr. Mentor's pipelines do, held against the reference, and the commands of a project that is described in Rust.

mod commands;
mod gates;
mod lint;
mod names;
mod readme;
mod reference;
mod show;
mod trace;

/// The repository.
const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
/// The project's own program.
const BINARY: &str = env!("CARGO_BIN_EXE_pipelines");
