//! C506: a cache's key is different in every run, or always the same.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use actions::action::{Action, ActionReference, Cache};
use actions::{Step, StepWork};

/// The rule.
pub static RULE: Rule = Rule {
    code: "C506",
    name: "cache-never-hits",
    about: Subjects::Cost,
    severity: Severity::Warning,
    summary: "a cache's key is different in every run, or always the same",
    why: "GitHub finds a cache by its key, and the content under a key never changes. A key that contains the \
        run or the commit, without `restore-keys`, is saved in every run and never found. A key without the hash \
        of a lock file is always found, and keeps the content of the first run forever.",
    happens: "Every run uploads 800 MB and still downloads all packages; after a week these caches have \
        displaced older ones that would have been found. Or: all packages have changed since March, the cache of \
        March is restored every time, and everything is downloaded on top of it.",
    fix: "Use the lock file in the key: \
        `Text::from(\"npm-\").then(function::hash_files([\"package-lock.json\"]))`. If the content changes with \
        every commit, keep the commit in the key and add `.restore_keys([...])`, which finds the newest earlier \
        cache. A build's cache mount without key files is refused before anything is compiled.",
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
            "no other run uses the key of this cache",
            "use its lock file in the key, `function::hash_files([...])`, or add `.restore_keys([...])`",
        ));
    }
    let says_something = changes || OF_CONTENT.iter().any(|word| key.contains(word));
    (!says_something).then_some((
        "the cache keeps the content of the first run forever",
        "add its lock file to the key: `.then(function::hash_files([...]))`",
    ))
}
