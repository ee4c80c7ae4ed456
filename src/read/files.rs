//! A file, or the files of a folder, as one description.

use super::node::{Kind, Node};
use super::parse::parse;
use super::report::{Report, Source, Span, Spot};
use super::walk::Walk;
use crate::check::{Finding, Place, Step};
use crate::spec::{Organization, schema};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

/// How long a file may be, in bytes. That of 10,000 services is longer: they are several files.
const LONGEST: u64 = 1024 * 1024;

/// Why there is no description.
#[derive(Debug)]
pub enum Failure {
    /// A file cannot be read; the text says which and why.
    Unreadable(String),
    /// It says what cannot be.
    Refused(Vec<Report>),
}

/// What was read, for whoever must point at it. Without files: a description in Rust.
#[derive(Debug, Default)]
pub struct Sources(Vec<(Arc<Source>, Node)>);

/// Reads a description from a file, or from the files of a folder.
///
/// # Errors
/// A file that cannot be read; or everything that does not fit the schema, in the order of the files.
pub fn description(path: &Path) -> Result<(Organization, Sources), Failure> {
    let mut found = Vec::new();
    let mut read = Vec::new();
    let schema = schema();
    for path in files(path)? {
        match text(&path)? {
            Ok(source) => match parse(&source) {
                Ok(root) => {
                    let (value, mut unfit) = Walk::through(&source, &root, &schema);
                    unfit.sort_by_key(Report::start);
                    found.extend(unfit);
                    read.push((source, root, value));
                }
                Err(mut unfit) => {
                    unfit.sort_by_key(Report::start);
                    found.extend(unfit);
                }
            },
            Err(unfit) => found.push(unfit),
        }
    }
    if !found.is_empty() {
        return Err(Failure::Refused(found));
    }
    let mut sources = Sources::default();
    let mut whole = Map::new();
    for (source, root, value) in read {
        sources.add(source, root, value, &mut whole, &mut found);
    }
    if !whole.contains_key("name")
        && let Some((source, _)) = sources.0.first()
    {
        let help = "add `name:`, the organisation's name on GitHub; of several files in a folder, one says it";
        found.push(Report::new(source, Span { start: 0, end: 0 }, "nothing says the organisation's name", "", help));
    }
    if !found.is_empty() {
        return Err(Failure::Refused(found));
    }
    match serde_json::from_value::<Organization>(Value::Object(whole)) {
        Ok(mut organization) => {
            organization.complete();
            Ok((organization, sources))
        }
        Err(error) => Err(Failure::Refused(vec![Report {
            message: format!("the description cannot be read: {error}"),
            at: Spot::Words(path.display().to_string()),
            label: String::new(),
            beside: None,
            help: "this is a defect of pipewright".to_owned(),
        }])),
    }
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
fn text(path: &Path) -> Result<Result<Arc<Source>, Report>, Failure> {
    let name = path.display().to_string();
    let unreadable = |error: io::Error| Failure::Unreadable(format!("{name}: cannot be read: {error}"));
    let whole = |text: String| Arc::new(Source { name: name.clone(), text });
    let refuse = |text: String, span, message: &str, help: &str| Report::new(&whole(text), span, message, "", help);
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

impl Sources {
    /// Adds a file's part to the whole.
    fn add(
        &mut self,
        source: Arc<Source>,
        root: Node,
        value: Value,
        whole: &mut Map<String, Value>,
        found: &mut Vec<Report>,
    ) {
        let Value::Object(part) = value else { return };
        for (key, mut value) in part {
            if key == "repositories" {
                describe(&mut value, &source.name);
            }
            match (whole.get_mut(&key), value) {
                (Some(Value::Array(all)), Value::Array(more)) => all.extend(more),
                (Some(_), _) => {
                    let first = self.0.iter().find_map(|(other, node)| Some((other, node.get(&key)?.1.span)));
                    let again = root.get(&key).map_or(root.span, |(_, node)| node.span);
                    let message = format!("two files say the organisation's `{key}`");
                    let report = Report::new(&source, again, message, "again here", "keep one of them");
                    found.push(match first {
                        Some((other, span)) => report.beside(other, span, "first here"),
                        None => report,
                    });
                }
                (None, value) => {
                    whole.insert(key, value);
                }
            }
        }
        self.0.push((source, root));
    }

    /// Where a place of the description stands.
    fn spot(&self, place: &Place) -> Spot {
        if self.0.is_empty() {
            let words = place.to_string();
            return place.line().map_or_else(|| Spot::Words(words.clone()), |line| Spot::Rust(line, words.clone()));
        }
        let mut steps = place.path().steps();
        let mut chosen = self.0.first();
        let mut offset = 0;
        if let [Step::Key(key), Step::Index(index), ..] = steps {
            let mut left = *index;
            for each in &self.0 {
                let here = each.1.get(key).map_or(0, |(_, node)| length(node));
                if left < here {
                    chosen = Some(each);
                    offset = index - left;
                    break;
                }
                left -= here;
            }
        }
        let Some((source, root)) = chosen else { return Spot::Words(place.to_string()) };
        let (mut node, mut span) = (root, root.span);
        let mut first_index = true;
        while let [step, rest @ ..] = steps {
            let next = match (step, &node.kind) {
                (Step::Key(key), _) => node.get(key).map(|(key, value)| (value, key.span)),
                (Step::Index(index), Kind::List(items)) => {
                    let index = if first_index { index - offset.min(*index) } else { *index };
                    first_index = false;
                    items.get(index).map(|item| (item, item.span))
                }
                _ => None,
            };
            let Some((value, at)) = next else { break };
            span = if matches!(value.kind, Kind::Scalar { .. }) { value.span } else { at };
            (node, steps) = (value, rest);
        }
        Spot::Data(Arc::clone(source), span)
    }

    /// What the check found, with its places.
    pub fn report(&self, finding: &Finding) -> Report {
        Report {
            message: finding.message.clone(),
            at: self.spot(&finding.at.place),
            label: finding.at.label.clone(),
            beside: finding.beside.as_ref().map(|mark| (self.spot(&mark.place), mark.label.clone())),
            help: finding.help.clone(),
        }
    }

    /// What the check found, in the order of the files; of a description in Rust, in its own order.
    pub fn reports(&self, findings: impl IntoIterator<Item = Finding>) -> Vec<Report> {
        let mut reports: Vec<Report> = findings.into_iter().map(|finding| self.report(&finding)).collect();
        let file = |report: &Report| match &report.at {
            Spot::Data(source, span) => (self.0.iter().position(|(each, _)| Arc::ptr_eq(each, source)), span.start),
            Spot::Rust(..) | Spot::Words(_) => (None, 0),
        };
        reports.sort_by_key(file);
        reports
    }
}

fn length(node: &Node) -> usize {
    match &node.kind {
        Kind::List(items) => items.len(),
        Kind::Map(_) | Kind::Scalar { .. } => 0,
    }
}

/// Repositories that do not say where they are described are described in their file.
fn describe(repositories: &mut Value, file: &str) {
    for repository in repositories.as_array_mut().into_iter().flatten().filter_map(Value::as_object_mut) {
        repository.entry("described-in").or_insert_with(|| Value::String(file.to_owned()));
    }
}
