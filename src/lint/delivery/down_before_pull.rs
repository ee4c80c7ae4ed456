//! D109: the old container is stopped before the new image is pulled: if the pull fails, nothing runs.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D109",
    name: "down-before-pull",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "the old container is stopped before the new image is pulled: if the pull fails, nothing runs",
    why: "With `recreate: down-first` the service is down during the pull, the longest part of a deployment and \
        the one that depends on other people's servers.",
    happens: "The registry does not respond, the token has expired, or the disk is full: the pull fails after \
        the old container is gone. The service is down until somebody fixes a problem that has nothing to do \
        with it.",
    fix: "Pull first: `recreate: pull-first`, which is the default. Then the service is down only for the \
        seconds between the two containers.",
    source: "https://docs.docker.com/reference/cli/docker/compose/pull/",
    example: Example::Description { base: Base::Compose, good: "recreate: pull-first", bad: "recreate: down-first" },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.missing(|promises| promises.keeps_serving)
}
