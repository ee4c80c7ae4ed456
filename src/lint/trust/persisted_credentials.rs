//! T311: a checkout leaves the job's token in the workspace, where every later step can read it.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::workflows::StepAt;
use actions::action::{Action, ActionReference, Checkout};
use actions::expr::Text;
use actions::{Step, StepWork};

/// The rule.
pub static RULE: Rule = Rule {
    code: "T311",
    name: "persisted-credentials",
    about: Subjects::Trust,
    severity: Severity::Warning,
    summary: "a checkout leaves the job's token in the workspace, where every later step can read it",
    why: "Without `persist-credentials: false` the checkout writes the job's token to git's configuration, so \
        that later steps can fetch and push. Every program of a later step can read it there, with all \
        permissions of the job: the tests, the packages that are installed, the assistant.",
    happens: "A dependency of a dependency is compromised, and its install script reads `.git/config`. Or a step \
        uploads the workspace as an artifact, which everyone who can read the repository can download while the \
        token is valid.",
    fix: "In a workflow of the project: `Checkout::new().persist_credentials(false)`. Pass the token to a step \
        that needs it in that step's environment. For an assistant: `access: comment`; an assistant that must \
        push keeps the token, with that reason in `ignore`. Builds and deployments never keep it.",
    source: "https://github.com/actions/checkout#usage",
    example: written_in_rust!(persisted_credentials),
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for job in subject.workflows().flat_map(|at| at.jobs().collect::<Vec<_>>()) {
        let steps: Vec<StepAt<'_>> = job.steps().collect();
        for (index, at) in steps.iter().enumerate() {
            if keeps_credentials(at.step) && !steps[index + 1..].iter().any(|later| talks_to_remote(later.step)) {
                found.push(one(at));
            }
        }
    }
    found
}

fn one(at: &StepAt<'_>) -> Diagnostic {
    let message = "the job's token stays in the workspace, where every later step can read it";
    if at.place.path().ends_with("assistant") {
        let help = "let it only comment, `access: comment`: then no token is kept";
        let finding = Diagnostic::new(message, &at.place.key("access"), "", help);
        return at
            .found(finding.in_rust("let it only comment, `access: RepositoryAccess::Comment`: then no token is kept"));
    }
    at.found(Diagnostic::new(message, &at.place, "", "add `.persist_credentials(false)` to its `Checkout`"))
}

/// Whether it checks out and leaves the token behind.
pub(super) fn keeps_credentials(step: &Step) -> bool {
    let StepWork::Uses { action: ActionReference::Pinned { name, .. }, with } = &step.work else { return false };
    let kept = with.get("persist-credentials").and_then(Text::literal);
    name == Checkout::NAME && kept.as_deref() != Some("false")
}

/// Whether a script fetches or pushes, which takes the token that the checkout left.
fn talks_to_remote(step: &Step) -> bool {
    const COMMANDS: [&str; 4] = ["git push", "git fetch", "git pull", "git submodule"];
    matches!(&step.work, StepWork::Run { script, .. } if COMMANDS.iter().any(|command| script.contains(command)))
}
