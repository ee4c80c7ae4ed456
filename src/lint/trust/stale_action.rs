//! T305: an action is pinned to a release for a Node version that GitHub's runners drop.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Example, Subject};
use actions::Position;
use actions::StepWork;
use actions::action::{ActionReference, Runtime};

/// The oldest Node that runners keep. Node 16 left them in November 2024; Node 20 ended in April 2026, and was to leave them
/// on 16 September 2026.
///
/// Source: <https://github.blog/changelog/2025-09-19-deprecation-of-node-20-on-github-actions-runners/>
const OLDEST_KEPT: u16 = 24;

/// The newest major of an action that is known to run on a Node which runners keep; each action's own `action.yml` says it.
const NEWEST: [(&str, &str); 8] = [
    ("actions/cache", "v6"),
    ("actions/checkout", "v7"),
    ("aws-actions/configure-aws-credentials", "v6"),
    ("docker/build-push-action", "v7"),
    ("docker/login-action", "v4"),
    ("docker/metadata-action", "v6"),
    ("docker/setup-buildx-action", "v4"),
    ("docker/setup-qemu-action", "v4"),
];

/// The rule.
pub static RULE: Rule = Rule {
    code: "T305",
    name: "stale-action",
    about: Subjects::Trust,
    severity: Severity::Warning,
    summary: "an action is pinned to a release for a Node version that GitHub's runners drop",
    why: "A JavaScript action declares its Node version, and the runner provides it. GitHub removes old \
        versions: Node 16 is gone, and Node 20 ended in April 2026 and gets no security fixes. Runners then run \
        the action on a Node version that it was never tested with. A release for an old Node version also gets \
        no fixes of its own.",
    happens: "One morning the runners no longer have the old Node version and run the action on the next one. \
        Most actions work; one does not, in every repository at once, and the way out is a new major version of \
        it, on a day when something else must be released.",
    fix: "Move the pin in `actions.lock` to a release for a current Node version: its release, commit and \
        runtime (`runs.using` in the action's `action.yml`). If that is another major version, update its typed \
        inputs too: `MAJOR` and the inputs in `crates/actions/src/action/`.",
    source: "https://github.blog/changelog/2025-09-19-deprecation-of-node-20-on-github-actions-runners/",
    example: Example::Lock {
        good: "actions/checkout v5.0.0 08c6903cd8c0fde910a37f88322edcfb5dd907a8 node24\n",
        bad: "actions/checkout v4.4.0 11d5960a326750d5838078e36cf38b85af677262 node20\n",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    if subject.own.is_none() {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (action, pin) in subject.lock.iter() {
        let Some(Runtime::Node(node @ ..OLDEST_KEPT)) = pin.runs else { continue };
        let newest = NEWEST.iter().find(|(name, _)| *name == action);
        let finding = Diagnostic::new(
            format!("{action} {} was written for Node {node}, which GitHub's runners drop", pin.release),
            &Place::pin(action),
            "",
            match newest {
                Some((_, major)) => format!("pin a release of {major}, which runs on Node {OLDEST_KEPT}"),
                None => format!("pin a release that runs on Node {OLDEST_KEPT}: its `action.yml` says `using: node24`"),
            },
        );
        found.push(shown(subject, action, finding));
    }
    found
}

/// The finding, in the first workflow that uses the action.
fn shown(subject: &Subject<'_>, action: &str, found: Diagnostic) -> Diagnostic {
    let uses = |work: &StepWork| match work {
        StepWork::Uses { action: ActionReference::Pinned { name, .. }, .. } => name.starts_with(action),
        StepWork::Uses { .. } | StepWork::Run { .. } => false,
    };
    let first = subject.workflows().find(|at| at.jobs().any(|job| job.steps().any(|step| uses(&step.step.work))));
    match first {
        Some(at) => at.found(found, &Position::workflow().text(action)),
        None => found,
    }
}
