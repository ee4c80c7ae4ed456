//! `check`: are the committed files current?

use super::answer::Answer;
use super::project::{Project, Stop, shown};
use crate::tree::{CompareError, Comparison, Drift, DriftKind, apart};
use clap::ValueEnum;
use serde::Serialize;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Say whether the generated files are current, and write nothing
///
/// Names every file that is missing, stale (with the difference), orphaned, has a wrong mode, is not pipewright's, or is
/// unknown to git. Line ends of a checkout are no drift.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example: pipewright check --format json | jq '.drift[].path'

Exit status: 0 everything is current; 1 it is not, or the description is refused; 2 there is no answer.")]
pub(super) struct Arguments {
    /// The folder to look at [default: generated]
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// At most this many lines of each difference, for people; 0 shows none [default: all]
    #[arg(long, value_name = "N")]
    diff_lines: Option<usize>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people.
    Human,
    /// One object: `status` (`current` or `drift`), `files` (their number), `drift` (`path`, `kind`, `diff`).
    Json,
}

/// The answer for programs. Its fields are stable.
#[derive(Serialize)]
struct Report {
    status: &'static str,
    files: usize,
    drift: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    path: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

pub(super) fn run(arguments: &Arguments, project: &Project, quiet: bool) -> Answer {
    let (found, files) = match compare(arguments, project, quiet) {
        Ok(compared) => compared,
        Err(Stop::Refused(problems)) => return Answer::refused(problems),
        Err(Stop::Taker(error)) => return Answer::unanswered(&error),
    };
    let text = match arguments.format {
        Format::Human => human(&found, files, arguments.diff_lines),
        Format::Json => json(&found, files),
    };
    if found.is_empty() { Answer::fine(text) } else { Answer::no(text, &remedy(&found)) }
}

/// Each file that has drifted, and the number of all.
type Compared = (Vec<(String, Drift)>, usize);

fn compare(arguments: &Arguments, project: &Project, quiet: bool) -> Result<Compared, Stop<CompareError>> {
    let ready = project.ready(arguments.out.as_deref()).map_err(Stop::Refused)?.showing_progress(quiet);
    let roots = ready.roots().map_err(Stop::Refused)?;
    apart(&roots).map_err(|error| Stop::Taker(error.into()))?;
    let roots = roots.into_iter();
    let mut comparisons: Vec<Comparison> =
        roots.map(Comparison::begin).collect::<Result<_, _>>().map_err(Stop::Taker)?;
    ready.files(|root, path, file| comparisons[root].take(path, file))?;
    let mut found = Vec::new();
    let mut files = 0;
    for comparison in comparisons {
        files += comparison.files();
        let root = comparison.root().clone();
        let drift = comparison.drift().map_err(Stop::Taker)?;
        found.extend(drift.into_iter().map(|drift| (shown(&root, &drift.path), drift)));
    }
    Ok((found, files))
}

fn human(found: &[(String, Drift)], files: usize, diff_lines: Option<usize>) -> String {
    if found.is_empty() {
        return format!("{files} files are current\n");
    }
    let mut text = String::new();
    for (path, drift) in found {
        // Writing into a string cannot fail.
        let _ = writeln!(text, "{:<10} {path}", drift.kind.word());
        match &drift.kind {
            DriftKind::Stale(diff) => text.push_str(&coloured(diff, diff_lines)),
            DriftKind::Blocked(reason) => {
                let _ = writeln!(text, "           {reason}");
            }
            _ => {}
        }
    }
    text
}

fn json(found: &[(String, Drift)], files: usize) -> String {
    let entry = |(path, drift): &(String, Drift)| Entry {
        path: path.clone(),
        kind: drift.kind.word(),
        diff: match &drift.kind {
            DriftKind::Stale(diff) => Some(diff.clone()),
            _ => None,
        },
    };
    let status = if found.is_empty() { "current" } else { "drift" };
    let report = Report { status, files, drift: found.iter().map(entry).collect() };
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

/// What to do, for each kind of drift that there is.
fn remedy(found: &[(String, Drift)]) -> String {
    let mut remedies = Vec::new();
    let is = |kinds: &[&str]| found.iter().any(|(_, drift)| kinds.contains(&drift.kind.word()));
    if is(&["missing", "stale", "orphaned", "wrong mode"]) {
        remedies.push("run `cargo run -- generate` and commit what it changes");
    }
    if is(&["untracked"]) {
        remedies.push("`git add` the untracked files");
    }
    if is(&["stranger", "blocked"]) {
        remedies.push("move away what is not pipewright's");
    }
    format!("The generated files have drifted: {}.", remedies.join("; "))
}

/// Removed lines red, added ones green; the colours vanish where nobody wants them.
fn coloured(diff: &str, at_most: Option<usize>) -> String {
    let mut text = String::new();
    let shown = at_most.unwrap_or(usize::MAX);
    for line in diff.lines().take(shown) {
        let colour = match line.as_bytes().first() {
            Some(b'-') => "\u{1b}[31m",
            Some(b'+') => "\u{1b}[32m",
            Some(b'@') => "\u{1b}[36m",
            _ => "",
        };
        let end = if colour.is_empty() { "" } else { "\u{1b}[0m" };
        let _ = writeln!(text, "{colour}{line}{end}");
    }
    let left_out = diff.lines().skip(shown).count();
    if left_out > 0 && shown > 0 {
        let _ = writeln!(text, "... and {left_out} lines more");
    }
    text
}
