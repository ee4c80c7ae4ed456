//! A file, or the files of a folder, as one description.

use super::parse::{Parsed, parse};
use super::refused::{Failure, Refused};
use super::sources::{LISTS, Part, Sources};
use super::walk::{Seen, Walk};
use crate::check::Unread;
use crate::description::{Organization, schema};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::{Segment, Source, Span};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

/// How long a file may be, in bytes. That of 10,000 services is longer: they are several files.
const LONGEST: u64 = 1024 * 1024;

/// Past the end of every list.
const BEYOND: usize = usize::MAX;

/// Reads a description from a file, or from the files of a folder.
///
/// # Errors
/// A file that cannot be read; or everything that does not fit the schema, with what could be read all the same.
pub fn description(path: &Path) -> Result<(Organization, Sources), Failure> {
    let texts = files(path)?.iter().map(|path| text(path)).collect::<Result<Vec<_>, _>>()?;
    let mut whole = Whole::default();
    let schema = schema();
    for text in texts {
        match text {
            Ok(source) => whole.add(&source, schema),
            Err(unfit) => {
                whole.found.push(unfit);
                whole.may_be_more();
            }
        }
    }
    let Whole { value, sources, mut unread, mut found } = whole;
    let name = crate::diagnostic::Path::default().key("name");
    if let (false, false, Some(first)) = (value.contains_key("name"), unread.touches(&name), sources.first()) {
        let help = "add `name:`, the organisation's name on GitHub; of several files in a folder, one says it";
        found.push(Diagnostic::in_source(
            first,
            Span { start: 0, end: 0 },
            "nothing says the organisation's name",
            "",
            help,
        ));
    }
    let mut organization = serde_json::from_value(Value::Object(value)).unwrap_or_else(|error| {
        let message = format!("{}: the description cannot be read: {error}", path.display());
        found.push(Diagnostic::without_place(message, "this is a defect of pipewright; please report it"));
        unread.add(&crate::diagnostic::Path::default());
        Organization { name: String::new(), environments: Vec::new(), repositories: Vec::new() }
    });
    organization.complete();
    if found.is_empty() {
        return Ok((organization, sources));
    }
    Err(Failure::Refused(Box::new(Refused { found, organization, sources, unread })))
}

/// The files of a path, in the order of their names.
fn files(path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: io::Error| Failure::Unreadable(format!("{}: cannot be read: {error}", path.display()));
    if !fs::metadata(path).map_err(unreadable)?.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let mut files = Vec::new();
    for entry in fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if file.extension().is_some_and(|end| end == "yml" || end == "yaml") {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() {
        let reason = "there is no file that ends with `.yml` in this folder; name the folder of a description";
        return Err(Failure::Unreadable(format!("{}: {reason}", path.display())));
    }
    Ok(files)
}

/// A file's text, or why it is none.
fn text(path: &Path) -> Result<Result<Arc<Source>, Diagnostic>, Failure> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Failure::Unreadable(format!("{name}: cannot be read: {error}"));
    let whole = |text: String| Arc::new(Source::new(name.clone(), text));
    let refuse =
        |text: String, span, message: &str, help: &str| Diagnostic::in_source(&whole(text), span, message, "", help);
    let nowhere = Span { start: 0, end: 0 };
    if fs::metadata(path).map_err(unreadable)?.len() > LONGEST {
        let help = "put its repositories into several files of one folder";
        return Ok(Err(refuse(String::new(), nowhere, "the file is longer than 1 MiB", help)));
    }
    let bytes = fs::read(path).map_err(unreadable)?;
    Ok(String::from_utf8(bytes).map(whole).map_err(|error| {
        let end = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let span = Span { start: end, end: end + char::REPLACEMENT_CHARACTER.len_utf8() };
        refuse(text, span, "the file is not UTF-8 from here on", "save it as UTF-8")
    }))
}

/// What the files say together.
#[derive(Default)]
struct Whole {
    value: Map<String, Value>,
    sources: Sources,
    unread: Unread,
    found: Vec<Diagnostic>,
}

impl Whole {
    /// Adds what a file says.
    fn add(&mut self, source: &Arc<Source>, schema: &Value) {
        let Parsed { root, is_whole, found } = parse(source);
        self.found.extend(found);
        if !is_whole {
            self.may_be_more();
        }
        let Some(root) = root else { return };
        let (value, Seen { found, unread }) = Walk::through(source, &root, schema);
        self.found.extend(found);
        for way in &unread {
            self.unread(way);
        }
        let Value::Object(mut value) = value else { return };
        let lengths = LISTS.map(|list| length(value.get(list)));
        if let Some(repositories) = value.get_mut("repositories") {
            describe(repositories, &source.name);
        }
        for (key, value) in value {
            match (self.value.get_mut(&key), value) {
                (Some(Value::Array(all)), Value::Array(more)) => all.extend(more),
                (Some(_), _) => self.found.push(self.sources.said_twice(&key, source, &root)),
                (None, value) => {
                    self.value.insert(key, value);
                }
            }
        }
        self.sources.add(Part { source: Arc::clone(source), root, lengths });
    }

    /// Takes over what was not read in the next file: its lists go on where those of the files before ended.
    fn unread(&mut self, way: &crate::diagnostic::Path) {
        match way.steps() {
            [] => self.may_be_more(),
            [Segment::Key(key)] if LISTS.contains(&&**key) => {
                self.unread.add(&way.clone().index(BEYOND));
            }
            [Segment::Key(key), Segment::Index(index), rest @ ..] if LISTS.contains(&&**key) => {
                let place = length(self.value.get(&**key)) + index;
                let steps = [Segment::Key(key.clone()), Segment::Index(place)].into_iter().chain(rest.iter().cloned());
                self.unread.add(&crate::diagnostic::Path::from(steps.collect::<Vec<_>>()));
            }
            _ => self.unread.add(way),
        }
    }

    /// A file, or a part of it, was not read: it may have said anything.
    fn may_be_more(&mut self) {
        self.unread.add(&crate::diagnostic::Path::default().key("name"));
        for list in LISTS {
            self.unread.add(&crate::diagnostic::Path::default().key(list).index(BEYOND));
        }
    }
}

fn length(list: Option<&Value>) -> usize {
    list.and_then(Value::as_array).map_or(0, Vec::len)
}

/// Says of repositories that they are described in their file.
fn describe(repositories: &mut Value, file: &str) {
    for repository in repositories.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        repository.insert("described-in".to_owned(), Value::String(file.to_owned()));
    }
}
