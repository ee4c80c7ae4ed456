//! A deployment that leaves what it broke.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A deployment that leaves what it broke.
pub static RULE: Rule = Rule {
    code: "D115",
    name: "deployment-without-rollback",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a compose rollout that fails leaves the service as it broke it",
    why: "A compose rollout removes the old container before the new one is proved. When the new one fails, the old one is \
        gone, and with a moving tag even its image has no name any more.",
    happens: "On Friday evening a new version does not start. The deployment fails, as it should, and nothing serves. \
        Whoever is called must find out which image ran before, whether it is still on the server, and how it was started.",
    mend: "Let the rollout go back by itself: `on-failure: rollback`. Before anything changes it gives the images of the \
        running containers names of their own; when the pull, the start or the health check fails, they are started again \
        and the deployment fails all the same. The compose file and the environment file are the new ones, and a database \
        that was migrated stays so: a change of those must suit both versions. Blue-green rollouts always go back.",
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
