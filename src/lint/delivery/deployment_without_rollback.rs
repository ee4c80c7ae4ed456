//! D115: after a failed compose rollout the service stays down.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D115",
    name: "deployment-without-rollback",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "after a failed compose rollout the service stays down",
    why: "A compose rollout removes the old container before the new one has proved that it works. If the new \
        one fails, the old one is gone, and with a moving tag even its image has no name any more.",
    happens: "On Friday evening a new version does not start. The deployment fails, as it should, and nothing \
        serves. Somebody must find out which image ran before, whether it is still on the server, and how it was \
        started.",
    fix: "Let the rollout restore the previous version: `on-failure: rollback`. Before anything changes, it \
        tags the images of the running containers; if the pull, the start or the health check fails, they are \
        started again, and the deployment still fails. The compose file and the environment file are the new \
        ones, and a migrated database stays migrated, so these changes must work with both versions. Blue-green \
        rollouts always go back.",
    source: "https://docs.docker.com/reference/cli/docker/image/tag/",
    example: Example::Description {
        base: Base::Compose,
        good: "                on-failure: rollback
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    subject.missing(|promises| promises.rolls_back)
}
