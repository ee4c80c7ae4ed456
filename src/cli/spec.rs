//! A description as data: taken from `--spec`, and printed by `show spec`.

use super::answer::Answer;
use super::project::{Project, SCHEMA, in_project};
use super::{refusal, standing};
use crate::compile;
use crate::read::{Failure, data, description};
use crate::workflow::action::Lock;
use clap::ValueEnum;
use std::path::Path;

/// How a description is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// YAML, with the line by which an editor finds the schema.
    #[value(alias = "human")]
    Yaml,
    /// JSON.
    Json,
    /// YAML as a block of a document.
    Markdown,
}

/// The project that a file, or a folder of files, describes. It is compiled as the other one is.
pub(super) fn project(path: &Path, by: &Project) -> Result<Project, Answer> {
    match description(path) {
        Ok((organization, sources)) => Ok(Project::new(organization, by.lock, Vec::new()).read_from(sources)),
        Err(Failure::Unreadable(reason)) => Err(Answer::unanswered(&reason)),
        Err(Failure::Refused(refused)) => {
            let lock = Lock::parse(by.lock).map_err(|error| Answer::unanswered(&error))?;
            let reports = refused.reports(|organization, unread| {
                compile::problems(organization, &lock, unread).iter().map(compile::Problem::finding).collect()
            });
            Err(Answer::refused(refusal::texts(&reports)))
        }
    }
}

/// The description as data; `schema` is where an editor finds what may stand in it.
pub(super) fn show(format: Format, schema: Option<&str>, project: &Project) -> Answer {
    if schema.is_some_and(|schema| schema.trim().is_empty() || schema.contains(char::is_control)) {
        return Answer::unanswered(&"--schema: name a path or an address, on one line");
    }
    let data = data(&project.organization);
    if matches!(format, Format::Json) {
        return Answer::document(serde_json::to_string_pretty(&data).unwrap_or_default() + "\n");
    }
    let options = serde_saphyr::ser_options! { compact_list_indent: false, folded_wrap_chars: 1_000_000 };
    match serde_saphyr::to_string_with_options(&data, options) {
        Ok(text) if matches!(format, Format::Markdown) => Answer::document(format!("```yaml\n{text}```\n")),
        Ok(text) => Answer::document(format!("{}\n{text}", modeline(schema))),
        Err(error) => Answer::unanswered(&error),
    }
}

/// The line by which an editor finds the schema, or how to come by it.
///
/// A path is read from the file on: <https://github.com/redhat-developer/yaml-language-server#using-inlined-schema>
fn modeline(schema: Option<&str>) -> String {
    let committed = || {
        let path = in_project(&standing::project(), standing::GENERATED).join(SCHEMA);
        path.exists().then(|| path.display().to_string())
    };
    match schema.map(str::to_owned).or_else(committed) {
        Some(schema) => format!("# yaml-language-server: $schema={schema}"),
        None => {
            "# For an editor: pipewright schema > pipewright.schema.json, and show spec --schema pipewright.schema.json"
                .to_owned()
        }
    }
}
