//! D118: a deployment's timeout is shorter than its rollout may take: GitHub ends the job while the rollout goes on.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};

/// The rule.
pub static RULE: Rule = Rule {
    code: "D118",
    name: "timeout-shorter-than-rollout",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a deployment's timeout is shorter than its rollout may take: GitHub ends the job while the rollout \
        goes on",
    why: "A rollout waits for containers to become healthy, for addresses to answer and for the previous version \
        to start again, each up to the timeout in the description. The job has its own timeout. If that is \
        shorter, GitHub ends the job, and the rollout goes on alone on the server: it may succeed or roll back \
        after the run is already red. The time that a deployment waits for a lock is not counted here.",
    happens: "A service has ten minutes to become healthy, and its job has five. A version that never becomes \
        healthy is deployed. After five minutes the run is red and its log ends; five minutes later the old \
        version is restored, and no log shows it. Whoever repeats the deployment in between finds a rollout that \
        is still running.",
    fix: "Set the job's timeout above the sum of all waits of its rollout, or shorten the waits.",
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
            format!("the job ends after {minutes} min, but its rollout may take {waits} s"),
            &at.place.key("timeout-minutes"),
            "less than the sum of its rollout's waits",
            format!("give the job more time than its rollout: `timeout-minutes: {}`", needed + MARGIN),
        )
        .in_rust(format!(
            "give the job more time than its rollout: `timeout_minutes: Some(Minutes({}))`",
            needed + MARGIN
        ));
        Some(at.found(finding, &at.workflow.job().key("timeout-minutes")))
    });
    each.collect()
}

/// What the rest of a deployment takes, in minutes.
const MARGIN: u64 = 5;
