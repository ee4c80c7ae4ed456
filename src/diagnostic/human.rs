//! For people: the message, the line, what is marked in it, and how to fix it, as rustc prints it.
//!
//! Words are wrapped for a terminal; what a person copies is never cut. Colors are for whoever prints to remove.

use super::{Diagnostic, Label, Language, Place, Severity, Source, Span};
use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;
use std::panic::Location;
use std::path::Path;
use textwrap::{Options, WordSplitter};

/// How wide a terminal is taken to be.
const WIDTH: usize = 80;

/// How many diagnostics are printed at once: nobody reads more before fixing some.
const MOST: usize = 1_000;

/// What precedes a note or a fix, with the number of a line.
const MARGIN: usize = "9999  = note: ".len();

/// Each diagnostic, with an empty line after it; of very many the first ones, and how many more there are.
pub(super) fn text(diagnostics: &[Diagnostic], language: Language) -> String {
    let shown = diagnostics.iter().take(MOST).map(|each| one(each, language) + "\n");
    let mut text: String = shown.collect();
    if let Some(more) = diagnostics.len().checked_sub(MOST).filter(|more| *more > 0) {
        let rest = Diagnostic::without_place(format!("{more} more findings are not shown"), "fix these first");
        text += &(one(&rest, language) + "\n");
    }
    text
}

fn one(diagnostic: &Diagnostic, language: Language) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let code = diagnostic.code();
    let before = diagnostic.severity.word().len() + ": ".len() + code.map_or(0, |code| code.len() + "[]".len());
    let message = fill(&diagnostic.message, WIDTH - before);
    let mut title = level.primary_title(message.as_str());
    if let Some(code) = code {
        title = title.id(code);
    }
    let fix = fill(diagnostic.fix.text(language), WIDTH - MARGIN);
    // Beside a long line there is no room for a label: it becomes a note.
    let is_note = !diagnostic.at.text.is_empty() && code.is_some() && !has_room(&diagnostic.at);
    let label = is_note.then_some(&diagnostic.at.text).map(|text| fill(text, WIDTH - MARGIN));
    let notes: Vec<String> = label.into_iter().chain(notes(diagnostic)).collect();
    let mut group = places(Group::with_title(title), diagnostic, is_note);
    for note in &notes {
        group = group.element(Level::NOTE.message(note.as_str()));
    }
    if !fix.is_empty() {
        group = group.element(Level::HELP.message(fix.as_str()));
    }
    Renderer::styled().render(&[group]) + "\n"
}

/// What it concerns, the generated line, and the other places of the same finding.
fn notes(diagnostic: &Diagnostic) -> Vec<String> {
    let mut notes = Vec::new();
    let is_finding = diagnostic.rule.is_some();
    for label in diagnostic.labels().filter(|label| label.span.is_none() || is_finding) {
        notes.extend(label.place.as_ref().map(|place| format!("in {}", described(place, is_finding))));
        if is_finding {
            break;
        }
    }
    notes.extend(diagnostic.generated.as_ref().map(|at| format!("generated line: {}:{}", at.file, at.line)));
    notes.extend(diagnostic.also.iter().map(|also| {
        let at = also.at.position().map_or_else(String::new, |at| format!(" {}:{}", at.file, at.line));
        let place = also.at.place.as_ref().map_or_else(String::new, |place| format!(" in {}", place.words()));
        let generated = also.generated.as_ref();
        let generated = generated.map_or_else(String::new, |at| format!(" (generated line: {}:{})", at.file, at.line));
        let message = if also.message == diagnostic.message { String::new() } else { format!(": {}", also.message) };
        format!("also{at}{place}{generated}{message}")
    }));
    notes.iter().map(|note| fill(note, WIDTH - MARGIN)).collect()
}

/// A place in words. A finding says where its line is; a refusal without a line says it here.
fn described(place: &Place, is_finding: bool) -> String {
    if is_finding { place.words() } else { place.to_string() }
}

/// Words in lines of this width, broken at spaces; but not at those between backticks, which are to be typed.
fn fill(words: &str, width: usize) -> String {
    const KEPT: char = '\u{a0}';
    if words.len() <= width {
        return words.to_owned();
    }
    let mut is_code = false;
    let whole: String = words
        .chars()
        .map(|next| {
            is_code ^= next == '`';
            if is_code && next == ' ' { KEPT } else { next }
        })
        .collect();
    let options = Options::new(width).break_words(false).word_splitter(WordSplitter::NoHyphenation);
    textwrap::fill(&whole, options).replace(KEPT, " ")
}

/// Whether a label fits beside what it marks. Of a line of Rust all is marked, and there is room beside few.
fn has_room(label: &Label) -> bool {
    let Some((source, span)) = &label.span else { return false };
    let Range { start, end } = one_line(&source.text, *span);
    let (line, first) = source.line(start);
    let marked = source.text.get(first..end).unwrap_or_default().chars().count();
    line.to_string().len() + " | ".len() + marked + label.text.chars().count() < WIDTH
}

/// The lines that the labels mark: those of one file together.
fn places<'a>(mut group: Group<'a>, diagnostic: &'a Diagnostic, is_note: bool) -> Group<'a> {
    let labels: Vec<(&Label, AnnotationKind, &str)> = diagnostic
        .labels()
        .enumerate()
        .map(|(index, label)| match index {
            0 => (label, AnnotationKind::Primary, if is_note { "" } else { label.text.as_str() }),
            _ => (label, AnnotationKind::Context, label.text.as_str()),
        })
        .collect();
    let file = |label: &Label| label.span.as_ref().map(|(source, _)| source.name.clone());
    for alike in labels.chunk_by(|(one, ..), (other, ..)| file(one).is_some() && file(one) == file(other)) {
        let marks = alike.iter().filter_map(|(label, kind, text)| Some((label.span.as_ref()?.1, *kind, *text)));
        if let Some((source, _)) = &alike[0].0.span {
            group = group.element(snippet(source, &marks.collect::<Vec<_>>()));
        } else {
            let (label, kind, text) = &alike[0];
            if let Some(line) = label.place.as_ref().and_then(Place::line) {
                group = rust(group, line, *kind, text);
            }
        }
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

/// A line of Rust: with its text where the file is at hand, from the working directory or from cargo's.
fn rust<'a>(group: Group<'a>, at: &Location<'_>, kind: AnnotationKind, label: &'a str) -> Group<'a> {
    let name = at.file().to_owned();
    // Cargo names files from the top of the workspace, which may be above the package.
    let package = std::env::var_os("CARGO_MANIFEST_DIR");
    let above = package.iter().flat_map(|package| Path::new(package).ancestors().take(2));
    let mut candidates = std::iter::once(Path::new("")).chain(above);
    let text = candidates.find_map(|folder| std::fs::read_to_string(folder.join(at.file())).ok());
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
