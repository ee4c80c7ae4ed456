//! A build that nothing ends.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A build that nothing ends.
pub static RULE: Rule = Rule {
    code: "C502",
    name: "build-without-timeout",
    about: Subjects::Cost,
    severity: Severity::Warning,
    summary: "a build that hangs is ended after six hours",
    why: "Without a limit of its own a job runs until GitHub ends it, which is after 360 minutes.",
    happens: "A registry does not answer, an installer asks a question that nobody sees: the build hangs for six hours, \
        which are paid for, and whoever waits for its deployment waits as long.",
    mend: "Give it three times what it usually takes: `timeout-minutes: 20`, in minutes.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes",
    example: Example::Description {
        base: Base::Build,
        good: "            timeout-minutes: 20
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let builds = subject.builds().filter(|at| at.build.timeout_minutes.is_none());
    let each = builds.map(|at| {
        let finding = Diagnostic::new(
            "a build that hangs is ended after six hours",
            &at.place.key("timeout-minutes"),
            "",
            "give it three times what it usually takes, in minutes: `timeout-minutes: 20`",
        )
        .in_rust("give it three times what it usually takes: `timeout_minutes: Some(Minutes(20))`");
        at.found(finding, &at.workflow.job().key("runs-on"))
    });
    each.collect()
}
