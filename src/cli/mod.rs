//! The commands: one file each, for its arguments and its printing.
//!
//! stdout is the answer, stderr is talk. The exit status is 0 when all is well, 1 when the answer is no (drift, a description
//! that is refused), 2 when there is no answer (bad usage, a file that cannot be read or written).

mod answer;
mod bump;
mod check;
mod completions;
mod dry_run;
mod explain;
mod generate;
mod install_hook;
mod lint;
mod man;
mod page;
mod project;
mod project_folder;
mod schema;
mod settings;
mod show;
mod spec;
mod staged;
mod table;
mod trace;

pub use crate::compile::OwnWorkflow;
pub use project::Project;

use crate::diagnostic::{Format, Language};
use answer::Answer;
use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use settings::Settings;
use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

/// Generates, checks and shows the pipelines of a description.
#[derive(Debug, Parser)]
#[command(
    name = "pipewright",
    version,
    arg_required_else_help = true,
    after_help = "Exit status: 0 success; 1 the answer is no; 2 no answer."
)]
struct Arguments {
    #[command(flatten)]
    settings: Settings,
    /// Read the description from this file, or from the files of this folder
    ///
    /// YAML, as `show spec` prints it; `schema` prints its JSON Schema. Not needed for a program that contains a
    /// description.
    #[arg(long, value_name = "FILE", global = true)]
    spec: Option<PathBuf>,

    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(generate::Arguments),
    Check(check::Arguments),
    Show(show::Arguments),
    Trace(trace::Arguments),
    Lint(lint::Arguments),
    Explain(explain::Arguments),
    Schema(schema::Arguments),
    InstallHook(install_hook::Arguments),
    Completions(completions::Arguments),
    Man(man::Arguments),
}

impl Command {
    /// The format in which a refused description is reported: the command's own, where diagnostics have it.
    const fn format(&self) -> Format {
        match self {
            Self::Check(arguments) => arguments.format(),
            Self::Lint(arguments) => arguments.format(),
            Self::Show(arguments) if arguments.is_json() => Format::Json,
            Self::Trace(arguments) if arguments.is_json() => Format::Json,
            _ => Format::Human,
        }
    }
}

/// What is missing, in a program that was built without a description.
const WITHOUT_DESCRIPTION: &str = "missing `--spec FILE`: this program was built without a description of its own\n\
    Write one in YAML, such as pipelines.yml (`pipewright schema` prints its schema), and run it with: --spec pipelines.yml";

/// Runs the command that the arguments ask for, on the project that the program was built with unless `--spec` names another.
/// `--version` names the commit that the program was built from, where it is known.
pub fn run(arguments: impl IntoIterator<Item = OsString>, project: Option<&Project>, commit: Option<&str>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let mut usage = Arguments::command();
    if let Some(commit) = commit {
        usage = usage.version(format!("{} ({commit})", env!("CARGO_PKG_VERSION")));
    }
    let parsed = usage.try_get_matches_from_mut(&arguments);
    let Arguments { settings, spec, command } = match parsed.and_then(|words| Arguments::from_arg_matches(&words)) {
        Ok(arguments) => arguments,
        Err(usage) => {
            settings::heed_color(&arguments);
            return Answer::usage(&usage).give();
        }
    };
    if let Err(reason) = settings.take() {
        return Answer::unanswered(&reason).give();
    }
    let staged = match &command {
        Command::Check(arguments) if arguments.staged() => match staged::Staged::enter() {
            Ok(staged) => Some(staged),
            Err(answer) => return answer.give(),
        },
        _ => None,
    };
    let spec_file = spec.clone();
    let spec = spec.map(|path| staged.as_ref().map_or_else(|| path.clone(), |staged| staged.path(&path)));
    let format = command.format();
    let described = match spec.map(|path| spec::project(&path)).transpose() {
        Ok(described) => described,
        Err(refusal) => return refusal.in_format(format, Language::Yaml).give(),
    };
    let project = described.as_ref().or(project);
    let on_project = |run: &dyn Fn(&Project) -> Result<Answer, Answer>| {
        project.map_or_else(|| Err(Answer::unanswered(&WITHOUT_DESCRIPTION)), run)
    };
    let answer = match &command {
        Command::Generate(arguments) => on_project(&|project| generate::run(arguments, project)),
        Command::Check(arguments) => on_project(&|project| check::run(arguments, project, staged.as_ref())),
        Command::Show(arguments) => on_project(&|project| show::run(arguments, project)),
        Command::Trace(arguments) => on_project(&|project| trace::run(arguments, project)),
        Command::Lint(arguments) => on_project(&|project| lint::run(arguments, project)),
        Command::Explain(arguments) => Ok(explain::run(arguments)),
        Command::Schema(_) => Ok(schema::run()),
        Command::InstallHook(arguments) => Ok(install_hook::run(arguments, spec_file.as_deref())),
        Command::Completions(arguments) => Ok(completions::run(arguments, usage)),
        Command::Man(arguments) => Ok(man::run(arguments, usage)),
    };
    let answer =
        answer.unwrap_or_else(|refused| refused).in_format(format, project.map_or(Language::Yaml, Project::language));
    if settings.quiet { answer.quietly().give() } else { answer.give() }
}
