//! D108: a deployment pulls a moving tag: nobody can say which commit runs.

use crate::description::Tag;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D108",
    name: "floating-tag",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a deployment pulls a moving tag: nobody can say which commit runs",
    why: "A tag such as `main` or `production` names whatever was pushed last. Between the build that starts a \
        deployment and the pull on the server another build may have moved it, and a manual deployment of an \
        older commit pulls the newest image.",
    happens: "A deployment is repeated to return to yesterday's commit. It is green and names that commit in its \
        summary; but the server pulled the tag, which is today's image, and runs what should have been undone. \
        `docker image prune` has removed yesterday's image, which no longer has a tag.",
    fix: "Let the build push a tag that never moves, and deploy that one: `image-tag: branch-and-short-sha`, or \
        `image-tag: { named-and-short-sha: ... }`.",
    source: "https://docs.docker.com/build/building/best-practices/#pin-base-image-versions",
    example: Example::Description {
        base: Base::Compose,
        good: "            image-tag: branch-and-short-sha
",
        bad: "            image-tag: branch
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let (moving, still) = match &at.deployment.image_tag {
            Tag::BranchAndShortSha | Tag::NamedAndShortSha(_) => continue,
            Tag::Branch => (at.deployment.after.branch.to_string(), None),
            Tag::LatestOn(_) => ("latest".to_owned(), None),
            Tag::Named(name) => (name.clone(), Some(name)),
        };
        let (still, in_rust) = match still {
            None => ("branch-and-short-sha".to_owned(), "Tag::BranchAndShortSha".to_owned()),
            Some(name) => {
                (format!("{{ named-and-short-sha: {name} }}"), format!("Tag::named_and_short_sha(\"{name}\")"))
            }
        };
        let mend = |still| format!("deploy a tag that never moves: `image-tag: {still}`, which the build must push");
        let finding = Diagnostic::new(
            format!("the server pulls `{moving}`, a moving tag: nobody can say which commit runs"),
            &at.place.key("image-tag"),
            "whatever was pushed last",
            mend(still),
        )
        .in_rust(mend(in_rust));
        found.push(at.found(finding, &at.workflow.variable("IMAGE_TAG")));
    }
    found
}
