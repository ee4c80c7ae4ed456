//! A job that nothing ends.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Steps;

/// A job that nothing ends.
pub static RULE: Rule = Rule {
    code: "C507",
    name: "job-without-timeout",
    about: Subjects::Cost,
    severity: Severity::Warning,
    summary: "an assistant, or a job of the project's own, that hangs is ended after six hours",
    why: "Without a limit of its own a job runs until GitHub ends it, which is after 360 minutes. An assistant works as long \
        as it finds something to try, and its model is paid for by what it reads and writes.",
    happens: "Somebody asks for a change that does not work. The assistant tries, runs the tests, tries again, all afternoon. \
        Nobody sees it, for it answers at the end; the bill does.",
    mend: "Give an assistant what a long answer takes: `timeout-minutes: 30`, in minutes. A job of the project's own: \
        `steps.timeout_minutes = Some(15)`, three times what it usually takes. A job each of whose steps has its own \
        time needs none.",
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
            "an answer that hangs is ended after six hours",
            &at.place.key("timeout-minutes"),
            "",
            "give it what a long answer takes, in minutes: `timeout-minutes: 30`",
        )
        .in_rust("give it what a long answer takes: `timeout_minutes: Some(Minutes(30))`");
        found.push(at.found(finding, &at.job().key("runs-on")));
    }
    for job in subject.own_workflows().flat_map(|at| at.jobs().collect::<Vec<_>>()) {
        if job.work().is_some_and(hangs) {
            let help = "set `timeout_minutes` of its `Steps` to three times what it usually takes";
            found.push(job.found(Diagnostic::new("a job that hangs is ended after six hours", &job.place, "", help)));
        }
    }
    found
}

/// Whether nothing ends it: neither the job nor one of its steps has a time.
fn hangs(work: &Steps) -> bool {
    work.timeout_minutes.is_none() && work.steps.iter().any(|step| step.timeout_minutes.is_none())
}
