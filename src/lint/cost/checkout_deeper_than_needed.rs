//! C505: every commit or tag is fetched, but no step uses them.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use actions::action::{Action, ActionReference, Cache, Checkout, Login, Metadata, Scp, SetupBuildx, Ssh};
use actions::expr::Text;
use actions::{Step, StepWork};

/// The rule.
pub static RULE: Rule = Rule {
    code: "C505",
    name: "checkout-deeper-than-needed",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "every commit or tag is fetched, but no step uses them",
    why: "By default a checkout fetches one commit, which is enough for most jobs. `fetch-depth: 0` fetches all \
        commits of every branch and tag: it takes longer every year, in every run.",
    happens: "A repository that once contained large files takes four minutes to check out, before every test of \
        twenty seconds. Somebody copied the line from a workflow that writes release notes.",
    fix: "Remove `.fetch_depth(0)` and `.fetch_tags(true)`. A job is not reported if a step may read the \
        history (release notes, a version from tags, changes since `main`): a script that contains `git` or a \
        program that is known to read it, or an unknown action. If a program of the repository reads the history \
        without such a word, write `git` in the step's script before it, as in `git log -1`.",
    source: "https://github.com/actions/checkout#fetch-all-history-for-all-tags-and-branches",
    example: written_in_rust!(checkout_deeper_than_needed),
    gotcha: None,
    finds: Finds::Here(find),
};

/// The actions that read no history.
const READ_NONE: [&str; 7] =
    [Checkout::NAME, Cache::NAME, Login::NAME, Metadata::NAME, Scp::NAME, SetupBuildx::NAME, Ssh::NAME];

/// Words of scripts that read it.
const READ: [&str; 9] =
    ["git", "release", "changelog", "commitlint", "affected", "turbo", "version", "sonar", "describe"];

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for job in subject.workflows().flat_map(|at| at.jobs().collect::<Vec<_>>()) {
        if job.steps().any(|at| reads_history(at.step)) {
            continue;
        }
        for at in job.steps().filter(|at| is_deep(at.step)) {
            let finding = Diagnostic::new(
                "every commit is fetched, but no step of the job uses them",
                &at.place,
                "",
                "remove `.fetch_depth(0)` and `.fetch_tags(true)` from its `Checkout`",
            );
            found.push(at.found(finding));
        }
    }
    found
}

fn is_deep(step: &Step) -> bool {
    let StepWork::Uses { action: ActionReference::Pinned { name, .. }, with } = &step.work else { return false };
    let is = |input: &str, value: &str| with.get(input).and_then(Text::literal).as_deref() == Some(value);
    name == Checkout::NAME && (is("fetch-depth", "0") || is("fetch-tags", "true"))
}

/// Whether a step reads the history, as far as its words tell.
fn reads_history(step: &Step) -> bool {
    match &step.work {
        StepWork::Run { script, .. } => READ.iter().any(|word| script.contains(word)),
        StepWork::Uses { action: ActionReference::Pinned { name, .. }, .. } => !READ_NONE.contains(&name.as_str()),
        StepWork::Uses { .. } => true,
    }
}
