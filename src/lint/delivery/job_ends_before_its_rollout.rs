//! A deployment whose job is ended while its rollout still waits.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// A deployment whose job is ended while its rollout still waits.
pub static RULE: Rule = Rule {
    code: "D118",
    name: "job-ends-before-its-rollout",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a deployment's job has less time than its rollout may wait: GitHub ends it before the rollout gives up",
    why: "A rollout waits for its containers to become healthy, for addresses to answer and for what ran before to start \
        again, each for as long as the description says. The job has a time of its own. Where that is shorter, GitHub ends \
        the job, and the rollout goes on alone on the server: it may succeed, or go back, after the run is red already. The \
        time that a deployment waits for its turn, or for another one in its folder, comes on top and is not counted here.",
    happens: "A service is given ten minutes to become healthy, and its job five. A version that never becomes healthy is \
        deployed. After five minutes the run is red and its log stops; five minutes later the old version comes back, and \
        nobody is told. Whoever repeats the deployment in between meets a rollout that is still at work.",
    mend: "Give the job more time than all waits of its rollout together, or shorten the waits.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idtimeout-minutes",
    example: Example::Description {
        base: Base::Compose,
        good: "            timeout-minutes: 15
",
        bad: "            timeout-minutes: 2
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let each = subject.deployments().filter_map(|at| {
        let minutes = u64::from(at.deployment.timeout_minutes?.0);
        let waits = at.deployment.rollout.recipe().longest_wait();
        let needed = waits / 60 + 1;
        if minutes >= needed {
            return None;
        }
        let finding = Diagnostic::new(
            format!("the job is ended after {minutes} min, and its rollout may wait for {waits} s"),
            &at.place.key("timeout-minutes"),
            "shorter than the waits of its rollout together",
            format!("give the job more time than its rollout waits: `timeout-minutes: {}`", needed + MARGIN),
        )
        .in_rust(format!(
            "give the job more time than its rollout waits: `timeout_minutes: Some(Minutes({}))`",
            needed + MARGIN
        ));
        Some(at.found(finding, &at.workflow.job().key("timeout-minutes")))
    });
    each.collect()
}

/// What the rest of a deployment takes, in minutes.
const MARGIN: u64 = 5;
