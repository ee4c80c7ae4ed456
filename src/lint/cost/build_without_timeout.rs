//! C502: a build that hangs runs for six hours.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "C502",
    name: "build-without-timeout",
    about: Subjects::Cost,
    severity: Severity::Warning,
    summary: "a build that hangs runs for six hours",
    why: "Without a timeout GitHub ends a job after 360 minutes.",
    happens: "A registry does not answer, or an installer waits for input: the build hangs for six hours, which \
        cost money, and its deployment waits as long.",
    fix: "Set a timeout of three times the usual duration: `timeout-minutes: 20`.",
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
            "a build that hangs runs for six hours",
            &at.place.key("timeout-minutes"),
            "",
            "set three times its usual duration: `timeout-minutes: 20`",
        )
        .in_rust("set three times its usual duration: `timeout_minutes: Some(Minutes(20))`");
        at.found(finding, &at.workflow.job().key("runs-on"))
    });
    each.collect()
}
