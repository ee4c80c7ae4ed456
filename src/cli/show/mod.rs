//! `show`: what the description amounts to, for people. One file a table: how its rows stand on a page.

mod actions;
mod catalogue;
mod environments;
mod graph;
mod hosts;
mod images;
mod secrets;

use super::answer::Answer;
use super::page::Page;
use super::project::Project;
use super::spec;
use crate::show;
use clap::{Subcommand, ValueEnum};
use serde::Serialize;

/// Show tables and graphs of the description
#[derive(Debug, clap::Args)]
#[command(after_help = "Exit status: 0; 1 invalid description; 2 no answer.")]
pub(super) struct Arguments {
    #[command(subcommand)]
    what: ShowCommand,
}

#[derive(Debug, Subcommand)]
enum ShowCommand {
    /// Every workflow: its file, what starts it, its jobs, its environment
    #[command(after_help = "Example: pipewright show catalogue --format markdown >> handbook.md")]
    Catalogue(OfTable),
    /// Every secret: which steps and environments use it, where it is stored, and what to update when it changes
    #[command(after_help = "Example: pipewright show secrets DEPLOY_KEY")]
    Secrets {
        /// Only these secrets
        #[arg(value_name = "NAME")]
        names: Vec<String>,
        #[command(flatten)]
        table: OfTable,
    },
    /// A graph of repositories, builds, images, deployments and hosts
    #[command(after_help = "Example: pipewright show graph --format dot | dot -Tsvg > pipelines.svg")]
    Graph {
        /// The output format
        #[arg(long, value_enum, default_value_t = GraphFormat::Human)]
        format: GraphFormat,
    },
    /// Every environment: its server, its secrets by purpose, and what is deployed there after which build
    Environments(OfTable),
    /// Every image with every tag: who pushes it from which branch, who pulls it where
    Images(OfTable),
    /// Every server: its folders, files, ports, containers and logins, and which deployment owns them
    Hosts(OfTable),
    /// Every action: its release and commit, and how often which workflows use it
    Actions(OfTable),
    /// The description as data, for `--spec`
    #[command(after_help = "\
Examples: pipewright show spec > pipelines.yml && pipewright --spec pipelines.yml check
          pipewright show spec --schema ../generated/schema/pipewright.schema.json > pipelines/all.yml")]
    Spec {
        /// The output format
        #[arg(long, value_enum, default_value_t = spec::Format::Yaml)]
        format: spec::Format,
        /// The path (relative to the file) or URL of the schema, for the editor
        ///
        /// By default the path of the committed schema, relative to the current folder.
        #[arg(long, value_name = "PATH_OR_URL")]
        schema: Option<String>,
    },
}

/// The options of every table.
#[derive(Debug, clap::Args)]
struct OfTable {
    /// The output format
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For a terminal, 80 columns wide.
    Human,
    /// An array of objects, one a row.
    Json,
    /// For a document.
    Markdown,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum GraphFormat {
    /// A table of the edges, 80 columns wide.
    Human,
    /// An object with `nodes` and `edges`.
    Json,
    /// For a document: GitHub draws it.
    Markdown,
    /// A flowchart in Mermaid's language.
    Mermaid,
    /// A digraph in Graphviz's language.
    Dot,
}

pub(super) fn run(arguments: &Arguments, project: &Project) -> Result<Answer, Answer> {
    let lock = project.parsed_lock()?;
    let compiled = || project.compile(&lock);
    Ok(match &arguments.what {
        ShowCommand::Catalogue(table) => {
            print(&show::catalogue::rows(&compiled()?), table.format, |rows| catalogue::page(rows))
        }
        ShowCommand::Secrets { names, table } => secrets::answer(&compiled()?, names, table.format),
        ShowCommand::Graph { format } => graph::answer(&compiled()?, *format),
        ShowCommand::Environments(table) => {
            print(&show::environments::rows(&compiled()?), table.format, |rows| environments::page(rows))
        }
        ShowCommand::Images(table) => print(&show::images::rows(&compiled()?), table.format, |rows| images::page(rows)),
        ShowCommand::Hosts(table) => print(&show::hosts::rows(&compiled()?), table.format, |rows| hosts::page(rows)),
        ShowCommand::Actions(table) => {
            print(&actions::rows(&compiled()?, &project.own_workflows), table.format, |rows| actions::page(rows))
        }
        ShowCommand::Spec { format, schema } => spec::show(*format, schema.as_deref(), project),
    })
}

impl Arguments {
    /// Whether the answer is JSON.
    pub(super) const fn is_json(&self) -> bool {
        match &self.what {
            ShowCommand::Spec { format, .. } => matches!(format, spec::Format::Json),
            ShowCommand::Graph { format } => matches!(format, GraphFormat::Json),
            ShowCommand::Secrets { table, .. }
            | ShowCommand::Catalogue(table)
            | ShowCommand::Environments(table)
            | ShowCommand::Images(table)
            | ShowCommand::Hosts(table)
            | ShowCommand::Actions(table) => matches!(table.format, Format::Json),
        }
    }
}

/// Rows as they were asked for.
fn print<T: Serialize + ?Sized>(rows: &T, format: Format, page: impl FnOnce(&T) -> Page) -> Answer {
    Answer::document(match format {
        Format::Json => json(rows),
        Format::Human => page(rows).for_terminal(),
        Format::Markdown => page(rows).for_document(),
    })
}

fn json<T: Serialize + ?Sized>(value: &T) -> String {
    serde_json::to_string_pretty(value).unwrap_or_default() + "\n"
}

/// A name that may be missing.
fn or_none(name: Option<&String>) -> &str {
    name.map_or("none", String::as_str)
}
