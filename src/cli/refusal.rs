//! A report as people read it: the message, the line, what is marked in it, and what to do.

use crate::read::{Report, Span, Spot};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::panic::Location;
use std::path::Path;

/// The report, without the word `error` before it. Colours are for whoever prints it to take away.
pub fn text(report: &Report) -> String {
    let title = Level::ERROR.no_name().primary_title(report.message.as_str());
    let mut group = place(Group::with_title(title), &report.at, &report.label, report.beside.as_ref());
    for words in [Some(&report.at), report.beside.as_ref().map(|(spot, _)| spot)].into_iter().flatten() {
        if let Spot::Rust(_, words) | Spot::Words(words) = words {
            group = group.element(Level::NOTE.message(format!("in {words}")));
        }
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
        let mut snippet = Snippet::source(source.text.as_str()).path(source.name.as_str());
        for (spot, kind, label) in snippets {
            if let Spot::Data(_, span) = spot {
                snippet = snippet.annotation(kind.span(one_line(&source.text, *span)).label(label_of(label)));
            }
        }
        return group.element(snippet);
    }
    for (spot, kind, label) in snippets {
        group = match spot {
            Spot::Data(source, span) => {
                let annotation = kind.span(one_line(&source.text, *span)).label(label_of(label));
                group.element(Snippet::source(source.text.as_str()).path(source.name.as_str()).annotation(annotation))
            }
            Spot::Rust(line, _) => rust(group, line, kind, label),
            Spot::Words(_) => group,
        };
    }
    group
}

fn label_of(label: &str) -> Option<&str> {
    (!label.is_empty()).then_some(label)
}

/// A part of a text, as far as its first line goes.
fn one_line(text: &str, span: Span) -> std::ops::Range<usize> {
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
