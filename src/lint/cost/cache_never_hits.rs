//! A cache whose key says nothing of what it holds.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use actions::action::{Action, ActionReference, Cache};
use actions::{Step, StepWork};

/// A cache whose key says nothing of what it holds.
pub static RULE: Rule = Rule {
    code: "C506",
    name: "cache-never-hits",
    about: Subjects::Cost,
    severity: Severity::Warning,
    summary: "a cache's key is another one in every run, or the same one for ever",
    why: "GitHub's cache is found by its key, and what is saved under a key never changes. A key with the run or the commit \
        in it, and no `restore-keys`, is asked for once: it is saved in every run and never found. A key without the \
        hash of a lock file is found always, and holds for ever what the first run put there.",
    happens: "Every run uploads 800 MB and downloads the packages all the same; after a week older caches, which would have \
        been found, have been pushed out. Or: the packages have all changed since March, the cache of March is restored \
        every time, and everything is downloaded on top of it.",
    mend: "Key it by the lock file: `Text::from(\"npm-\").then(function::hash_files([\"package-lock.json\"]))`. Where the \
        content changes with every commit, keep the commit in the key and add `.restore_keys([...])`, which finds the \
        newest one before. A folder of a build's cache that is keyed by no file is refused before anything is compiled.",
    source: "https://github.com/actions/cache/blob/main/caching-strategies.md",
    example: written_in_rust!(cache_never_hits),
    gotcha: None,
    finds: Finds::Here(find),
};

/// What is another one in every run, or in every commit.
const NEVER_AGAIN: [&str; 4] = ["github.run_id", "github.run_number", "github.run_attempt", "github.sha"];

/// What may say something of the content, as far as anybody can tell.
const OF_CONTENT: [&str; 5] = ["hashFiles(", "steps.", "needs.", "env.", "inputs."];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for job in subject.own_workflows().flat_map(|at| at.jobs().collect::<Vec<_>>()) {
        for at in job.steps() {
            if let Some((message, help)) = wrong_with(at.step) {
                found.push(at.found(Diagnostic::new(message, &at.place, "", help)));
            }
        }
    }
    found
}

/// What is wrong with a cache's key, and what to do.
fn wrong_with(step: &Step) -> Option<(&'static str, &'static str)> {
    let StepWork::Uses { action: ActionReference::Pinned { name, .. }, with } = &step.work else { return None };
    if !name.strip_prefix(Cache::NAME).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')) {
        return None;
    }
    let key = with.get("key")?.to_string();
    let changes = NEVER_AGAIN.iter().any(|word| key.contains(word));
    if changes && !with.contains_key("restore-keys") {
        return Some((
            "the cache is saved under a key that no other run asks for",
            "key it by its lock file, `function::hash_files([...])`, or add `.restore_keys([...])`",
        ));
    }
    let says_something = changes || OF_CONTENT.iter().any(|word| key.contains(word));
    (!says_something).then_some((
        "the cache holds for ever what the first run put there",
        "add its lock file to the key: `.then(function::hash_files([...]))`",
    ))
}
