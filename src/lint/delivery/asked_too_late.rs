//! A question after a rollout whose answer undoes nothing.

use crate::description::Rollout;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A question after a rollout whose answer undoes nothing.
pub static RULE: Rule = Rule {
    code: "D106",
    name: "asked-too-late",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "what is asked after the rollout undoes nothing, and is asked also when nothing was rolled out",
    why: "The verification after a rollout is a step of its own. It runs also when the rollout failed (`if: \
        always()`), so that the log says what state the server is in; and when it fails itself, the new container \
        has long been serving. Its answer turns the run red, and no more.",
    happens: "The new image starts, answers its smoke test and is put into service; through nginx it fails. The \
        verification says so, the run is red, and users keep meeting the failure until somebody rolls back by hand. \
        The other way round: the rollout fails, the verification after it is all green, because the old container \
        still serves, and whoever looks at the end of the log reads success.",
    mend: "Let the rollout itself ask through nginx, where a no still undoes everything: `live-url: \
        https://.../health`. The verification may stay beside it, as a report.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/expressions#always",
    example: Example::Description {
        base: Base::BlueGreen,
        good: "                live-url: https://shop.example.com/health
",
        bad: "",
    },
    gotcha: Some(9),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.deployments() {
        let Rollout::BlueGreen(rollout) = &at.deployment.rollout else { continue };
        if rollout.checks.after.is_empty() || rollout.live_url.is_some() {
            continue;
        }
        let place = at.rollout().key("checks").key("after");
        let finding = Diagnostic::new(
            "what is asked after the rollout undoes nothing, and is asked also when nothing was rolled out",
            &place.in_words("checks"),
            "a no turns the run red, and the new container goes on serving",
            "let the rollout ask, where a no undoes everything: `live-url: https://.../health`",
        )
        .in_rust(
            r#"let the rollout ask, where a no undoes everything: `live_url: Some(Address::new("https://.../health"))`"#,
        );
        found.push(at.found(finding, &at.workflow.step("Post-deployment verification")));
    }
    found
}
