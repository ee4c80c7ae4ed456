//! `check`: are the committed files current?

use super::answer::Answer;
use super::bump::{self, Bump};
use super::project::{Project, shown};
use super::staged::Staged;
use crate::diagnostic::{Diagnostic, Format, Source, Span};
use crate::tree::{Comparison, Drift, DriftKind, check_roots};
use serde::Serialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

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

    /// Look at what is staged for the next commit, instead of the files of the folder
    ///
    /// A description as data is taken from there, too. One in Rust is compiled from the folder, so it may have no changes that
    /// are not staged.
    #[arg(long)]
    staged: bool,

    /// How to answer
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,

    /// At most this many lines of each difference, for people; 0 shows none [default: all]
    #[arg(long, value_name = "N")]
    diff_lines: Option<usize>,
}

/// The answer for programs. Its fields are stable.
#[derive(Serialize)]
struct CheckReport {
    status: &'static str,
    files: usize,
    drift: Vec<DriftEntry>,
}

#[derive(Serialize)]
struct DriftEntry {
    path: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    diff: Option<String>,
}

impl Arguments {
    pub(super) const fn staged(&self) -> bool {
        self.staged
    }

    pub(super) const fn format(&self) -> Format {
        self.format
    }
}

pub(super) fn run(arguments: &Arguments, project: &Project, staged: Option<&Staged>) -> Result<Answer, Answer> {
    let out = arguments.out.as_deref().map(|out| staged.map_or_else(|| out.to_path_buf(), |staged| staged.path(out)));
    let (mut found, files) = compare(out.as_deref(), project)?;
    if let Some(staged) = staged {
        // In the folder of what is staged everything is.
        found.retain(|(_, drift)| drift.kind != DriftKind::Untracked);
        match staged.unstaged(&project.rust_files()) {
            Ok(unstaged) if unstaged.is_empty() => {}
            Ok(unstaged) => return Err(Answer::no(String::new(), &not_staged(&unstaged))),
            Err(reason) => return Err(Answer::unanswered(&reason)),
        }
    }
    let text = match arguments.format {
        Format::Human => human(&found, files, arguments.diff_lines),
        Format::Json => json(&found, files),
        other => other.text(&diagnostics(&found, project), project.language()),
    };
    if found.is_empty() {
        return Ok(Answer::fine(text));
    }
    Ok(Answer::no(text, &remedy(&found, project, staged.is_some())))
}

/// Each file that has drifted, as a diagnostic at its first line.
fn diagnostics(found: &[(String, Drift)], project: &Project) -> Vec<Diagnostic> {
    let each = found.iter().map(|(path, drift)| {
        let source = Arc::new(Source::new(path.clone(), String::new()));
        let message = format!("{path} is {}", drift.kind.word());
        let fix = format!("run `{}`, and commit what it writes", project.command());
        Diagnostic::in_source(&source, Span { start: 0, end: 0 }, message, "", fix)
    });
    each.collect()
}

/// Each file that has drifted, and the number of all.
type Compared = (Vec<(String, Drift)>, usize);

fn compare(out: Option<&Path>, project: &Project) -> Result<Compared, Answer> {
    let lock = project.parsed_lock()?;
    let compilation = project.compilation(&lock)?;
    let roots = project.roots(out)?;
    check_roots(&roots).map_err(|error| Answer::unanswered(&error))?;
    let comparisons = roots.into_iter().map(Comparison::begin).collect::<Result<_, _>>();
    let mut comparisons: Vec<Comparison> = comparisons.map_err(|error| Answer::unanswered(&error))?;
    project.files(compilation, out, |root, path, file| {
        comparisons[root].take(path, file).map_err(|error| Answer::unanswered(&error))
    })?;
    let mut found = Vec::new();
    let mut files = 0;
    for comparison in comparisons {
        files += comparison.files();
        let root = comparison.root().clone();
        let drift = comparison.drift().map_err(|error| Answer::unanswered(&error))?;
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
            DriftKind::Stale(diff) => text.push_str(&colored(diff, diff_lines)),
            DriftKind::Blocked(reason) => {
                let _ = writeln!(text, "           {reason}");
            }
            _ => {}
        }
    }
    text
}

fn json(found: &[(String, Drift)], files: usize) -> String {
    let entry = |(path, drift): &(String, Drift)| DriftEntry {
        path: path.clone(),
        kind: drift.kind.word(),
        diff: match &drift.kind {
            DriftKind::Stale(diff) => Some(diff.clone()),
            _ => None,
        },
    };
    let status = if found.is_empty() { "current" } else { "drift" };
    let report = CheckReport { status, files, drift: found.iter().map(entry).collect() };
    serde_json::to_string_pretty(&report).unwrap_or_default() + "\n"
}

/// What to do, for each kind of drift that there is.
fn remedy(found: &[(String, Drift)], project: &Project, staged: bool) -> String {
    let mut remedies = Vec::new();
    let command = project.command();
    let of_kinds = |kinds: &[&str]| {
        let files = found.iter().filter(|(_, drift)| kinds.contains(&drift.kind.word()));
        files.map(|(path, _)| path.as_str()).collect::<Vec<_>>()
    };
    let drifted = of_kinds(&["missing", "stale", "orphaned", "wrong mode"]);
    if staged && !drifted.is_empty() {
        remedies.push(format!("run `{command}`, and stage what it changes: `git add -A -- {}`", listed(&drifted)));
    } else if !drifted.is_empty() {
        remedies.push(format!("run `{command}` and commit what it changes"));
    }
    if !of_kinds(&["untracked"]).is_empty() {
        remedies.push("`git add` the untracked files".to_owned());
    }
    if !of_kinds(&["stranger", "blocked"]).is_empty() {
        remedies.push("move away what is not pipewright's".to_owned());
    }
    let bumps = found.iter().filter_map(|(_, drift)| match &drift.kind {
        DriftKind::Stale(diff) => bump::of(diff),
        _ => None,
    });
    let bumps: BTreeSet<Bump> = bumps.flatten().collect();
    let advice =
        bumps.iter().map(|bump| "\n".to_owned() + &bump.advice(&project.pins().text, &project.pins().file, command));
    let what = if staged {
        "The staged generated files are not those of the staged description"
    } else {
        "The generated files have drifted"
    };
    format!("{what}: {}.{}", remedies.join("; "), advice.collect::<String>())
}

/// Changes that the compiled description has, and the commit has not.
fn not_staged(files: &[String]) -> String {
    let files: Vec<&str> = files.iter().map(String::as_str).collect();
    format!(
        "The description has changes that are not staged: what is staged cannot be compared with it. Stage them, \
         `git add -- {0}`, or put them aside, `git stash push -- {0}`.",
        listed(&files)
    )
}

/// Files as they are typed; of very many the first.
fn listed(files: &[&str]) -> String {
    let more = if files.len() > 20 { " ..." } else { "" };
    files.iter().take(20).copied().collect::<Vec<_>>().join(" ") + more
}

/// Removed lines red, added ones green; the colors vanish where nobody wants them.
fn colored(diff: &str, at_most: Option<usize>) -> String {
    let mut text = String::new();
    let shown = at_most.unwrap_or(usize::MAX);
    for line in diff.lines().take(shown) {
        let color = match line.as_bytes().first() {
            Some(b'-') => "\u{1b}[31m",
            Some(b'+') => "\u{1b}[32m",
            Some(b'@') => "\u{1b}[36m",
            _ => "",
        };
        let end = if color.is_empty() { "" } else { "\u{1b}[0m" };
        let _ = writeln!(text, "{color}{line}{end}");
    }
    let left_out = diff.lines().skip(shown).count();
    if left_out > 0 && shown > 0 {
        let _ = writeln!(text, "... and {left_out} lines more");
    }
    text
}
