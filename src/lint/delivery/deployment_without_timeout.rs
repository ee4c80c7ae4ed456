//! D110: a deployment that hangs blocks all later ones for hours.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D110",
    name: "deployment-without-timeout",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a deployment that hangs blocks all later ones for hours",
    why: "Deployments to one environment wait for each other. GitHub ends one that hangs after 360 minutes; \
        until then no other deployment starts.",
    happens: "A server stops responding during a deployment. The fix is merged and built, but its deployment \
        waits behind the one that hangs. Whoever does not know to cancel that one waits for six hours.",
    fix: "Set a timeout of three times the usual duration: `timeout-minutes: 15`.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes",
    example: Example::Description {
        base: Base::Compose,
        good: "            timeout-minutes: 15
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deployments = subject.deployments().filter(|at| at.deployment.timeout_minutes.is_none());
    let each = deployments.map(|at| {
        let finding = Diagnostic::new(
            "a deployment that hangs blocks all later ones for six hours",
            &at.place.key("timeout-minutes"),
            "",
            "set three times its usual duration: `timeout-minutes: 15`",
        )
        .in_rust("set three times its usual duration: `timeout_minutes: Some(Minutes(15))`");
        at.found(finding, &at.workflow.job().key("runs-on"))
    });
    each.collect()
}
