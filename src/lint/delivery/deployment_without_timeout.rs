//! A deployment that nothing ends.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A deployment that nothing ends.
pub static RULE: Rule = Rule {
    code: "D110",
    name: "deployment-without-timeout",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a deployment that hangs holds off every other one for hours",
    why: "Deployments to one environment wait for each other. One that hangs is ended by GitHub after 360 minutes, and \
        until then nothing else reaches the server.",
    happens: "A server stops answering in the middle of a deployment. The fix for it is merged and built, and its \
        deployment waits in the queue behind the one that hangs; whoever does not know to cancel that one waits for \
        six hours.",
    mend: "Give it three times what it usually takes: `timeout-minutes: 15`, in minutes.",
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
            "a deployment that hangs holds off every other one for six hours",
            &at.place.key("timeout-minutes"),
            "",
            "give it three times what it usually takes, in minutes: `timeout-minutes: 15`",
        )
        .in_rust("give it three times what it usually takes: `timeout_minutes: Some(Minutes(15))`");
        at.found(finding, &at.workflow.job().key("runs-on"))
    });
    each.collect()
}
