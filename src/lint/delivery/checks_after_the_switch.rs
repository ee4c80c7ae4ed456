//! D106: checks after the rollout undo nothing when they fail, and also run when nothing was rolled out.

use crate::description::Rollout;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D106",
    name: "checks-after-the-switch",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "checks after the rollout undo nothing when they fail, and also run when nothing was rolled out",
    why: "The checks after a rollout are a separate step. It also runs after a failed rollout (`if: always()`), \
        so that the log shows the state of the server. When a check fails, the new container already serves. The \
        run becomes red, and nothing else happens.",
    happens: "The new image starts, passes its smoke test and goes live, but it fails through nginx. A check \
        reports that, the run is red, and users get errors until somebody rolls back by hand. The other way \
        round: the rollout fails, and all checks after it succeed, because the old container still serves. \
        Whoever reads the end of the log reads success.",
    fix: "Let the rollout itself test the service through nginx, where a failure still undoes everything: \
        `live-url: https://.../health`. The checks may stay, as a report.",
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
            "checks after the rollout undo nothing when they fail, and also run when nothing was rolled out",
            &place.in_words("checks"),
            "a failure turns the run red, and the new container still serves",
            "let the rollout test it, where a failure undoes everything: `live-url: https://.../health`",
        )
        .in_rust(
            r#"let the rollout test it, where a failure undoes everything: `live_url: Some(Address::new("https://.../health"))`"#,
        );
        found.push(at.found(finding, &at.workflow.step("Post-deployment verification")));
    }
    found
}
