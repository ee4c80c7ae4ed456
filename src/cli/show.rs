//! `show`: what the description amounts to, for people.

use super::answer::Answer;
use super::project::{Project, Stop};
use super::spec;
use super::table::Table;
use crate::compile::catalogue::Row;
use clap::{Subcommand, ValueEnum};
use std::convert::Infallible;

/// Show what the description amounts to
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Every workflow: its file, what starts it, its jobs, its environment
    #[command(after_help = "Example: pipewright show catalogue --format markdown >> handbook.md")]
    Catalogue {
        /// How to answer
        #[arg(long, value_enum, default_value_t = Format::Human)]
        format: Format,
    },
    /// The description as data, which `--spec` reads again
    #[command(after_help = "\
Examples: pipewright show spec > pipelines.yml && pipewright --spec pipelines.yml check
          pipewright show spec --schema ../generated/schema/pipewright.schema.json > pipelines/all.yml")]
    Spec {
        /// How to answer
        #[arg(long, value_enum, default_value_t = spec::Format::Yaml)]
        format: spec::Format,
        /// Where the YAML's editor finds the schema: a path from the file that is written, or an address
        ///
        /// Without it the committed schema is named, by its path from where one stands.
        #[arg(long, value_name = "PATH_OR_URL")]
        schema: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// A table for a terminal.
    Human,
    /// An array of objects: `workflow`, `file`, `trigger`, `jobs`, `environment`.
    Json,
    /// A table for a document.
    Markdown,
}

pub(super) fn run(arguments: &Arguments, project: &Project) -> Answer {
    let format = match &arguments.what {
        What::Spec { format, schema } => return spec::show(*format, schema.as_deref(), project),
        What::Catalogue { format } => *format,
    };
    let rows = match rows(project) {
        Ok(rows) => rows,
        Err(problems) => return Answer::refused(problems),
    };
    Answer::document(match format {
        Format::Json => serde_json::to_string_pretty(&rows).unwrap_or_default() + "\n",
        Format::Human => table(&rows).for_terminal(),
        Format::Markdown => table(&rows).for_document(),
    })
}

/// Every workflow of a project that would be generated.
fn rows(project: &Project) -> Result<Vec<Row>, Vec<String>> {
    let ready = project.ready(None)?;
    match ready.files(|_, _, _| Ok::<(), Infallible>(())) {
        Ok(()) => ready.catalogue(),
        Err(Stop::Refused(problems)) => Err(problems),
        Err(Stop::Taker(never)) => match never {},
    }
}

fn table(rows: &[Row]) -> Table {
    let mut table = Table::new(["Workflow", "File", "Trigger", "Jobs", "Environment"]);
    for row in rows {
        let environment = row.environment.as_deref().unwrap_or("n/a");
        table.row([&row.workflow, &row.file, &row.trigger, &row.jobs.join(", "), environment]);
    }
    table
}
