//! D113: a compose rollout waits a fixed time and then assumes that the service is ready.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D113",
    name: "deployment-without-health-check",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a compose rollout waits a fixed time and then assumes that the service is ready",
    why: "A running process is not necessarily ready: it may still migrate its database, or retry to connect to \
        it. A fixed time is too short on a bad day and too long on every other day. Only the service itself \
        knows when it is ready; a health check lets docker ask it.",
    happens: "The new version cannot reach its database and retries forever. After 15 seconds its container is \
        running, the deployment is green, and the old container is gone. Users report that nothing works; the \
        log of the deployment says that everything does.",
    fix: "Give the image a `HEALTHCHECK` (or the service a `healthcheck` in the compose file) and let the \
        rollout wait for it: `wait: { healthy: 60s }`. If the containers are not healthy within that time, the \
        deployment fails. Blue-green rollouts always wait for it.",
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
