//! T306: an action is pinned to a branch or tag, which its owner can move, or its comment names another release.

use crate::lint::Example;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};

/// The rule.
pub static RULE: Rule = Rule {
    code: "T306",
    name: "unpinned-action",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "an action is pinned to a branch or tag, which its owner can move, or its comment names another \
        release",
    why: "An action is somebody else's program, and it runs with the job's secrets. A branch, or a tag such as \
        `v4`, is whatever its owner, or whoever took over the account, says it is today. A commit never changes. \
        A workflow shows the release next to the commit, and readers believe that comment. So both are printed \
        from the same line of `actions.lock`, and that line names a release that does not move.",
    happens: "In March 2025 somebody moved every tag of an action that 23,000 repositories used to a commit that \
        printed their secrets to their logs. Those who had pinned the commit had nothing to do that day.",
    fix: "Write the release, its full commit and its runtime to `actions.lock`, one line an action, sorted. A \
        short commit, a branch, a moving tag and a second pin of an action are refused, and so is an action \
        without a line, or of another major version than its inputs were typed for.",
    source: "https://docs.github.com/actions/reference/security/secure-use#using-third-party-actions",
    example: Example::Lock { good: "actions/checkout v5.0.0 ", bad: "actions/checkout v5 " },
    gotcha: None,
    finds: Finds::Refused("`v5` of `actions/checkout` is a branch, or a tag that moves"),
};
