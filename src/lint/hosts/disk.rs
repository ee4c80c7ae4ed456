//! A disk that fills, or that is cleared of what a rollback needs.

use crate::description::{Prune, Rollout};
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A disk that fills, or that is cleared of what a rollback needs.
pub static RULE: Rule = Rule {
    code: "H405",
    name: "disk",
    about: Subjects::Hosts,
    severity: Severity::Warning,
    summary: "old images are never removed from the server, or so thoroughly that a rollback needs the registry",
    why: "Every deployment brings an image, of some hundred megabytes. With `prune: none` all of them stay. With \
        `prune: all` every image goes that no container uses at that moment: also the one to go back to, and those of \
        other services on the server that happen to be stopped.",
    happens: "Nothing is removed: after a hundred deployments the disk is full, and the database is the first to notice. \
        Everything is removed: the new version turns out to be broken, the registry is away or the token has expired, and \
        the image that ran an hour ago is not on the server any more.",
    mend: "Remove what no tag names: `prune: dangling`, which is also what holds when nothing is said. Images with a tag of \
        their own, such as `main-1a2b3c4`, it leaves; where these fill the disk, remove those of a certain age in a job on \
        the server: `docker image prune --all --filter until=720h`.",
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
                "old images are never removed: each deployment leaves one, until the disk is full",
                "nothing is removed",
                at.rollout_step(),
            ),
            Prune::All => (
                "every image that no container uses is removed, the one to go back to as well: a rollback needs the registry",
                "also those of other services",
                at.rollout_step().text("docker image prune --all"),
            ),
        };
        let place = at.rollout().key("prune");
        let finding = Diagnostic::new(title, &place, label, "remove what no tag names: `prune: dangling`")
            .in_rust("remove what no tag names: `prune: Prune::Dangling`");
        found.push(at.found(finding, &shown));
    }
    found
}
