//! A deployment that stops the old container before the new image is there.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A deployment that stops the old container before the new image is there.
pub static RULE: Rule = Rule {
    code: "D109",
    name: "stops-before-the-new-is-there",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "the old container stops before the new image is pulled: a pull that fails leaves nothing running",
    why: "With `recreate: down-first` the service is away for as long as the pull takes, which is the longest part of a \
        deployment and the one that depends on somebody else's servers.",
    happens: "The registry has a bad minute, the token has expired, the disk is full: the pull fails after the old \
        container is gone. The service is down, and stays down until somebody has mended what has nothing to do with \
        it.",
    mend: "Pull first: `recreate: pull-first`, which is also what holds when nothing is said. The service is then away for \
        the seconds between two containers.",
    source: "https://docs.docker.com/reference/cli/docker/compose/pull/",
    example: Example::Description { base: Base::Compose, good: "recreate: pull-first", bad: "recreate: down-first" },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.missing(|promises| promises.keeps_serving)
}
