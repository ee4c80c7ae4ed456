//! A deployment by hand of an image that may not be there.

use crate::description::Tag;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// A deployment by hand of an image that may not be there.
pub static RULE: Rule = Rule {
    code: "D103",
    name: "dispatch-without-proof",
    about: Subjects::Delivery,
    severity: Severity::Note,
    summary: "a deployment by hand takes for granted that its image was pushed",
    why: "Whoever starts a deployment by hand chooses a commit, and the image's tag is computed from it. Nothing says \
        that a build ever pushed that tag: the commit may be one that was never built, or whose build failed or was \
        cancelled.",
    happens: "In an incident somebody starts a hotfix's deployment before its build has ended. The pull fails, minutes \
        later and on the server; with `recreate: down-first` the old container is gone by then, and the service is down \
        for want of an image.",
    mend: "Let the registry be asked before anything is touched: `verify-image: true`. The run then ends in its \
        first seconds and names the image that is missing.",
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
            "a deployment by hand takes for granted that its image was pushed",
            &at.place.key("verify-image"),
            "the server's pull finds out",
            "ask the registry before anything is touched: `verify-image: true`",
        )
        .in_rust("ask the registry before anything is touched: `verify_image: true`");
        at.found(finding, &Position::trigger("workflow_dispatch"))
    });
    each.collect()
}
