//! A deployment that takes whatever runs for ready.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A deployment that takes whatever runs for ready.
pub static RULE: Rule = Rule {
    code: "D113",
    name: "deployment-without-health-check",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a compose rollout waits a while and takes what runs then for ready",
    why: "A process that runs need not serve: it may still migrate its database, or try again and again to reach it. A \
        fixed time is too short on a bad day and too long on every other one. Only the service itself knows when it is \
        ready, and docker asks it: that is what a health check is.",
    happens: "The new version cannot reach its database and retries for ever. After 15 seconds its container runs, the \
        deployment is green, and the old container is gone. Users tell that nothing works; the log of the deployment says \
        that everything does.",
    mend: "Give the image a `HEALTHCHECK` (or the service a `healthcheck` in the compose file) and let the rollout wait for \
        it: `wait: { healthy: 60s }`. A deployment whose containers do not become healthy in that time \
        fails. Blue-green rollouts always wait for it.",
    source: "https://docs.docker.com/reference/cli/docker/compose/up/",
    example: Example::Description {
        base: Base::Compose,
        good: "                wait: { healthy: 60s }
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.missing(|promises| promises.waits_for_health)
}
