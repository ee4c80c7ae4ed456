//! The commands: one file each, for its arguments and its printing.
//!
//! stdout is the answer, stderr is talk. The exit status is 0 when all is well, 1 when the answer is no (drift, a description
//! that is refused), 2 when there is no answer (bad usage, a file that cannot be read or written).

mod answer;
mod check;
mod generate;
mod project;
mod show;
mod table;

pub use project::{OwnWorkflow, Project};

use answer::Answer;
use clap::{Parser, Subcommand};
use std::ffi::OsString;
use std::process::ExitCode;

/// Renders, checks and shows the pipelines that a description stands for.
#[derive(Debug, Parser)]
#[command(
    name = "pipewright",
    version,
    arg_required_else_help = true,
    after_help = "Exit status: 0 all is well; 1 the answer is no; 2 there is no answer."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Check(check::Arguments),
    Show(show::Arguments),
}

/// Runs the command that the arguments ask for.
pub fn run(arguments: impl IntoIterator<Item = OsString>, project: &Project) -> ExitCode {
    let answer = match Arguments::try_parse_from(arguments) {
        Ok(Arguments { command: Command::Generate(arguments) }) => generate::run(&arguments, project),
        Ok(Arguments { command: Command::Check(arguments) }) => check::run(&arguments, project),
        Ok(Arguments { command: Command::Show(arguments) }) => show::run(&arguments, project),
        Err(usage) => Answer::usage(&usage),
    };
    answer.give()
}
