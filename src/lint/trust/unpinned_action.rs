//! An action that is pinned to what moves.

use crate::lint::Example;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};

/// An action that is pinned to what moves.
pub static RULE: Rule = Rule {
    code: "T306",
    name: "unpinned-action",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "an action is pinned to a branch or a tag, which its owner can move, or its comment says another release",
    why: "An action is somebody else's program, and it runs with the job's secrets. A branch, and a tag such as `v4`, is \
        whatever its owner, or who took over the account, says it is today. A commit is what it was yesterday. Beside \
        the commit a workflow says the release, and a reader believes that comment: so it is printed from the same line \
        of `actions.lock` as the commit, and the line names a release that does not move.",
    happens: "In March 2025 somebody moved every tag of an action that 23,000 repositories used to a commit that printed \
        their secrets into their logs. Who had pinned the commit had nothing to do that day.",
    mend: "Write the release, its whole commit, and what it runs on into `actions.lock`: one line an action, sorted. A \
        short commit, a branch, a tag that moves, and a second pin of an action are refused, and so is an action that \
        has no line, or one of another major than its inputs were typed for.",
    source: "https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions",
    example: Example::Lock { good: "actions/checkout v5.0.0 ", bad: "actions/checkout v5 " },
    gotcha: None,
    finds: Finds::Refused("`v5` of `actions/checkout` is a branch, or a tag that moves"),
};
