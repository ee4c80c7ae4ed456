//! `completions`: what a shell needs to complete the commands.

use super::answer::Answer;
use clap_complete::Shell;

/// Print the completions for a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: pipewright completions bash > ~/.local/share/bash-completion/completions/pipewright")]
pub(super) struct Arguments {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

pub(super) fn run(arguments: &Arguments, mut command: clap::Command) -> Answer {
    let name = command.get_name().to_owned();
    let mut text = Vec::new();
    clap_complete::generate(arguments.shell, &mut command, name, &mut text);
    Answer::document(String::from_utf8_lossy(&text).into_owned())
}
