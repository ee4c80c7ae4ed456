//! `man`: the manual pages.

use super::answer::Answer;
use std::fs;
use std::path::PathBuf;

/// Write the manual pages
///
/// One for pipewright, and one for each command.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: pipewright man --out ~/.local/share/man/man1 && man pipewright-check")]
pub(super) struct Arguments {
    /// The folder to write to; created if it does not exist
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
}

pub(super) fn run(arguments: &Arguments, command: clap::Command) -> Answer {
    let folder = &arguments.out;
    // The commit that a binary was built from is no part of its manual.
    let command = command.version(env!("CARGO_PKG_VERSION"));
    match fs::create_dir_all(folder).and_then(|()| clap_mangen::generate_to(command, folder)) {
        Ok(()) => Answer::fine(format!("written to {}\n", folder.display())),
        Err(reason) => Answer::unanswered(&format!("{}: cannot be written: {reason}", folder.display())),
    }
}
