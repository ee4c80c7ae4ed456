//! A description as data: taken from `--spec`, and printed by `show spec`.

use super::answer::Answer;
use super::project::Project;
use super::refusal;
use crate::compile;
use crate::read::{Failure, data, description};
use crate::workflow::action::Lock;
use clap::ValueEnum;
use std::path::Path;

/// How a description is printed.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum Format {
    /// YAML, with the line by which an editor finds the schema.
    Yaml,
    /// JSON.
    Json,
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
            Err(Answer::refused(reports.iter().map(refusal::text)))
        }
    }
}

/// The description as data.
pub(super) fn show(format: Format, project: &Project) -> Answer {
    let data = data(&project.organization);
    match format {
        Format::Json => Answer::document(serde_json::to_string_pretty(&data).unwrap_or_default() + "\n"),
        Format::Yaml => {
            let options = serde_saphyr::ser_options! { compact_list_indent: false, folded_wrap_chars: 1_000_000 };
            match serde_saphyr::to_string_with_options(&data, options) {
                Ok(text) => Answer::document(format!(
                    "# yaml-language-server: $schema=generated/schema/pipewright.schema.json\n{text}"
                )),
                Err(error) => Answer::unanswered(&error),
            }
        }
    }
}
