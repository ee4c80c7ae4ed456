//! D103: a manual deployment does not verify that its image exists.

use crate::description::Tag;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// The rule.
pub static RULE: Rule = Rule {
    code: "D103",
    name: "dispatch-without-image-check",
    about: Subjects::Delivery,
    severity: Severity::Note,
    summary: "a manual deployment does not verify that its image exists",
    why: "A manual deployment computes the image's tag from the selected commit. Nothing guarantees that a build \
        has pushed that tag: the commit may never have been built, or its build failed or was cancelled.",
    happens: "During an incident somebody deploys a hotfix before its build has finished. The pull fails, \
        minutes later and on the server. With `recreate: down-first` the old container is already gone, and the \
        service is down because of a missing image.",
    fix: "Verify the image before anything is changed: `verify-image: true`. Then the run fails within seconds \
        and names the missing image.",
    source: "https://docs.github.com/actions/how-tos/manage-workflow-runs/manually-run-a-workflow",
    example: Example::Description {
        base: Base::Compose,
        good: "            verify-image: true
",
        bad: "",
    },
    gotcha: Some(3),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let unproved = subject.deployments().filter(|at| !at.deployment.verify_image);
    // A name that every build moves is there after the first one.
    let computed = unproved.filter(|at| !matches!(at.deployment.image_tag, Tag::Named(_) | Tag::LatestOn(_)));
    let each = computed.map(|at| {
        let finding = Diagnostic::new(
            "a manual deployment does not verify that its image exists",
            &at.place.key("verify-image"),
            "not verified: a missing image fails at the pull",
            "verify the image before anything is changed: `verify-image: true`",
        )
        .in_rust("verify the image before anything is changed: `verify_image: true`");
        at.found(finding, &Position::trigger("workflow_dispatch"))
    });
    each.collect()
}
