//! H405: old images are never removed from the server, or so many that a rollback needs the registry.

use crate::description::{Prune, Rollout};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "H405",
    name: "image-pruning",
    about: Subjects::Hosts,
    severity: Severity::Warning,
    summary: "old images are never removed from the server, or so many that a rollback needs the registry",
    why: "Every deployment adds an image of some hundred megabytes. With `prune: none` all of them stay. With \
        `prune: all` every image without a container is removed: also the rollback target, and those of other \
        services that happen to be stopped.",
    happens: "Nothing is removed: after a hundred deployments the disk is full, and the database fails first. \
        Everything is removed: the new version is broken, the registry is down or the token has expired, and the \
        image that ran an hour ago is no longer on the server.",
    fix: "Remove untagged images only: `prune: dangling`, which is the default. It keeps images with their own \
        tag, such as `main-1a2b3c4`; if these fill the disk, remove old ones in a job on the server: `docker \
        image prune --all --filter until=720h`.",
    source: "https://docs.docker.com/reference/cli/docker/image/prune/",
    example: Example::Description { base: Base::Compose, good: "prune: dangling", bad: "prune: none" },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Rollout::Compose(rollout) = &at.deployment.rollout else { continue };
        let (title, label, shown) = match rollout.prune {
            Prune::Dangling => continue,
            Prune::None => (
                "old images are never removed: each deployment adds one, until the disk is full",
                "nothing is removed",
                at.rollout_step(),
            ),
            Prune::All => (
                "every image without a container is removed, including the previous version: a rollback needs the registry",
                "including those of other services",
                at.rollout_step().text("docker image prune --all"),
            ),
        };
        let place = at.rollout().key("prune");
        let finding = Diagnostic::new(title, &place, label, "remove untagged images only: `prune: dangling`")
            .in_rust("remove untagged images only: `prune: Prune::Dangling`");
        found.push(at.found(finding, &shown));
    }
    found
}
