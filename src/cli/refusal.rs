//! A report as people read it: the message, the line, what is marked in it, and what to do.

use crate::diagnostic::{Source, Span};
use crate::read::{Report, Spot};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;
use std::panic::Location;
use std::path::Path;

/// How many reports are told at once: nobody reads more before mending some.
const MOST: usize = 1_000;

/// Reports, each as [`text`] has it; of very many the first, and how many there are more.
pub fn texts(reports: &[Report]) -> Vec<String> {
    let mut texts: Vec<String> = reports.iter().take(MOST).map(text).collect();
    if let Some(more) = reports.len().checked_sub(MOST).filter(|more| *more > 0) {
        texts.push(format!("{more} more findings are not shown\n  |\n  = help: mend these first\n"));
    }
    texts
}

/// The report, without the word `error` before it. Colors are for whoever prints it to take away.
pub fn text(report: &Report) -> String {
    let beside = report.beside.as_ref().map(|(spot, _)| spot);
    let notes = [Some(&report.at), beside].into_iter().flatten().filter_map(|spot| match spot {
        Spot::Rust(_, words) | Spot::Words(words) => Some(format!("in {words}")),
        Spot::Data(..) => None,
    });
    weighed(report, Level::ERROR.no_name(), None, &notes.collect::<Vec<_>>())
}

/// The report with its weight and its rule's code before it, and what there is to add.
pub fn weighed(report: &Report, level: Level<'_>, code: Option<&str>, notes: &[String]) -> String {
    let mut title = level.primary_title(report.message.as_str());
    if let Some(code) = code {
        title = title.id(code);
    }
    let mut group = place(Group::with_title(title), &report.at, &report.label, report.beside.as_ref());
    for note in notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if !report.help.is_empty() {
        group = group.element(Level::HELP.message(report.help.as_str()));
    }
    Renderer::styled().render(&[group]) + "\n"
}

fn place<'a>(group: Group<'a>, at: &'a Spot, label: &'a str, beside: Option<&'a (Spot, String)>) -> Group<'a> {
    let mut snippets = vec![(at, AnnotationKind::Primary, label)];
    snippets.extend(beside.map(|(spot, label)| (spot, AnnotationKind::Context, label.as_str())));
    let one_file = |left: &Spot, right: &Spot| match (left, right) {
        (Spot::Data(left, _), Spot::Data(right, _)) => left.name == right.name,
        _ => false,
    };
    let mut group = group;
    let together = beside.is_some_and(|(spot, _)| one_file(at, spot));
    if let (true, Spot::Data(source, _)) = (together, at) {
        let marks = snippets.into_iter().filter_map(|(spot, kind, label)| match spot {
            Spot::Data(_, span) => Some((*span, kind, label)),
            Spot::Rust(..) | Spot::Words(_) => None,
        });
        return group.element(snippet(source, &marks.collect::<Vec<_>>()));
    }
    for (spot, kind, label) in snippets {
        group = match spot {
            Spot::Data(source, span) => group.element(snippet(source, &[(*span, kind, label)])),
            Spot::Rust(line, _) => rust(group, line, kind, label),
            Spot::Words(_) => group,
        };
    }
    group
}

/// The marked lines of a file, and what is between them. The rest of a long file would only be read in vain.
fn snippet<'a>(source: &'a Source, marks: &[(Span, AnnotationKind, &'a str)]) -> Snippet<'a, Annotation<'a>> {
    let text = source.text.as_str();
    let spans: Vec<Range<usize>> = marks.iter().map(|(span, ..)| one_line(text, *span)).collect();
    let first = spans.iter().map(|span| span.start).min().unwrap_or_default();
    let last = spans.iter().map(|span| span.end).max().unwrap_or_default();
    let (line, start) = source.line(first);
    let end = text.get(last..).and_then(|rest| rest.find('\n')).map_or(text.len(), |end| last + end + 1);
    let annotations = spans
        .into_iter()
        .zip(marks)
        .map(|(span, (_, kind, label))| kind.span(span.start - start..span.end - start).label(label_of(label)));
    Snippet::source(text.get(start..end).unwrap_or_default())
        .path(source.name.as_str())
        .line_start(line)
        .annotations(annotations)
}

/// The column behind what is marked in a file of data, as it is printed: a label begins one further on.
pub fn marked_to(source: &Source, span: Span) -> usize {
    let Range { start, end } = one_line(&source.text, span);
    let (line, first) = source.line(start);
    line.to_string().len() + " | ".len() + source.text.get(first..end).unwrap_or_default().chars().count()
}

fn label_of(label: &str) -> Option<&str> {
    (!label.is_empty()).then_some(label)
}

/// A part of a text, as far as its first line goes.
fn one_line(text: &str, span: Span) -> Range<usize> {
    let rest = text.get(span.start..).unwrap_or_default();
    let line = rest.split('\n').next().unwrap_or_default().trim_end();
    let longest = span.start + line.len();
    let end = if span.end > span.start { span.end.min(longest) } else { longest };
    span.start..end.max(span.start)
}

/// A line of Rust: with its text where the file is at hand, from where one stands or where cargo does.
fn rust<'a>(group: Group<'a>, at: &Location<'_>, kind: AnnotationKind, label: &'a str) -> Group<'a> {
    let name = at.file().to_owned();
    let home = std::env::var_os("CARGO_MANIFEST_DIR").map(|home| Path::new(&home).join(at.file()));
    let candidates = [Some(Path::new(at.file()).to_path_buf()), home];
    let text = candidates.into_iter().flatten().find_map(|path| std::fs::read_to_string(path).ok());
    let line_start = text.as_ref().and_then(|text| {
        let line = usize::try_from(at.line()).ok()?.checked_sub(1)?;
        text.split_inclusive('\n').nth(line)?;
        Some(text.split_inclusive('\n').take(line).map(str::len).sum::<usize>())
    });
    let (Some(text), Some(line_start)) = (text, line_start) else {
        let origin = Origin::path(name).line(at.line() as usize).char_column(at.column() as usize);
        return group.element(origin);
    };
    let line = text[line_start..].split('\n').next().unwrap_or_default();
    let column = line.char_indices().nth(at.column() as usize - 1).map_or(0, |(index, _)| index);
    let end = line_start + line.trim_end().trim_end_matches([',', ';']).len();
    let start = (line_start + column).min(end);
    let annotation = kind.span(start..end).label(label_of(label));
    group.element(Snippet::source(text).path(name).annotation(annotation))
}
