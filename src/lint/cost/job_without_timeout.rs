//! C507: an assistant, or a job of the project's own workflows, that hangs runs for six hours.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Steps;

/// The rule.
pub static RULE: Rule = Rule {
    code: "C507",
    name: "job-without-timeout",
    about: Subjects::Cost,
    severity: Severity::Warning,
    summary: "an assistant, or a job of the project's own workflows, that hangs runs for six hours",
    why: "Without a timeout GitHub ends a job after 360 minutes. An assistant works as long as it finds \
        something to try, and its model is paid by the text that it reads and writes.",
    happens: "Somebody asks for a change that does not work. The assistant tries, runs the tests and tries \
        again, all afternoon. Nobody notices, because it answers only at the end; the bill shows it.",
    fix: "Set a timeout that is enough for a long answer: `timeout-minutes: 30`. For a job of the project: \
        `steps.timeout_minutes = Some(15)`, three times its usual duration. A job does not need one if each of \
        its steps has a timeout.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes",
    example: Example::Description {
        base: Base::Assistant,
        good: "      timeout-minutes: 30
",
        bad: "",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (at, _) in subject.assistants().filter(|(_, each)| each.timeout_minutes.is_none()) {
        let finding = Diagnostic::new(
            "an assistant that hangs runs for six hours",
            &at.place.key("timeout-minutes"),
            "",
            "set what a long answer needs: `timeout-minutes: 30`",
        )
        .in_rust("set what a long answer needs: `timeout_minutes: Some(Minutes(30))`");
        found.push(at.found(finding, &at.job().key("runs-on")));
    }
    for job in subject.own_workflows().flat_map(|at| at.jobs().collect::<Vec<_>>()) {
        if job.work().is_some_and(hangs) {
            let help = "set `timeout_minutes` of its `Steps` to three times its usual duration";
            found.push(job.found(Diagnostic::new("a job that hangs runs for six hours", &job.place, "", help)));
        }
    }
    found
}

/// Whether nothing ends it: neither the job nor one of its steps has a time.
fn hangs(work: &Steps) -> bool {
    work.timeout_minutes.is_none() && work.steps.iter().any(|step| step.timeout_minutes.is_none())
}
