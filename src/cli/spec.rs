//! A description as data: taken from `--spec`, and printed by `show spec`.

use super::answer::Answer;
use super::project::{Pins, Project, SCHEMA, in_project};
use super::project_folder;
use crate::compile;
use crate::description::Organization;
use crate::diagnostic::Place;
use crate::read::{Failure, Sources, data, description};
use actions::action::Lock;
use clap::ValueEnum;
use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::{fs, io};

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

/// The project that a file, or a folder of files, describes. It is compiled as the other one is, with an `actions.lock` of its
/// own where one lies beside the description.
pub(super) fn project(path: &Path) -> Result<Project, Answer> {
    let folder = if path.is_dir() { path } else { path.parent().unwrap_or(Path::new("")) };
    let beside = folder.join(Place::LOCK);
    let pins = match fs::read_to_string(&beside) {
        Ok(text) => Pins { file: beside.display().to_string(), text: Cow::Owned(text) },
        Err(error) if error.kind() == io::ErrorKind::NotFound => Pins::default(),
        Err(error) => return Err(Answer::unanswered(&format!("{}: cannot be read: {error}", beside.display()))),
    };
    match description(path) {
        Ok((mut organization, sources)) => {
            name_places(&mut organization, &sources);
            let command = format!("pipewright --spec {} generate", word(&from_project(path)));
            Ok(Project::new(organization).read_from(sources, command, pins))
        }
        Err(Failure::Unreadable(reason)) => Err(Answer::unanswered(&reason)),
        Err(Failure::Refused(refused)) => {
            let lock = Lock::parse(&pins.text).map_err(|error| Answer::unanswered(&error))?;
            let found = refused.diagnostics(|organization, unread| compile::problems(organization, &lock, unread));
            Err(Answer::refused(found))
        }
    }
}

/// Generated files are committed: they name the description as everybody finds it, wherever it was typed.
fn name_places(organization: &mut Organization, sources: &Sources) {
    for repository in &mut organization.repositories {
        let assistant = repository.assistant.iter_mut().map(|assistant| &mut assistant.described_in);
        for place in std::iter::once(&mut repository.described_in).chain(assistant) {
            if sources.names().any(|name| name == place) {
                *place = from_project(Path::new(place.as_str()));
            }
        }
    }
}

/// A path as it is found from the project's folder; of one elsewhere that was not typed from here on, its name alone.
pub(super) fn from_project(path: &Path) -> String {
    let real = |path: &Path| path.canonicalize().ok();
    let inside = real(path).zip(real(&project_folder::find()));
    let inside = inside.and_then(|(path, home)| path.strip_prefix(home).map(Path::to_path_buf).ok());
    let typed =
        || if path.is_absolute() { PathBuf::from(path.file_name().unwrap_or_default()) } else { path.to_path_buf() };
    let found = inside.filter(|path| !path.as_os_str().is_empty()).unwrap_or_else(typed);
    let parts: Vec<_> = found.components().filter(|part| *part != Component::CurDir).collect();
    let text = parts.iter().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
    if text.is_empty() { ".".to_owned() } else { text }
}

/// A path as one word of a shell.
pub(super) fn word(path: &str) -> String {
    let is_plain = |next: char| next.is_ascii_alphanumeric() || matches!(next, '/' | '.' | '_' | '-' | '@' | '+');
    if path.chars().all(is_plain) { path.to_owned() } else { format!("'{}'", path.replace('\'', r"'\''")) }
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
        let path = in_project(&project_folder::find(), project_folder::GENERATED).join(SCHEMA);
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
