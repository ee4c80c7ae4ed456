//! C508: a push to a pull request starts a new run, and the run of the previous commit goes on.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use actions::{CancelInProgress, Concurrency, Position, Trigger, Workflow};

/// The rule.
pub static RULE: Rule = Rule {
    code: "C508",
    name: "pull-request-without-cancellation",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "a push to a pull request starts a new run, and the run of the previous commit goes on",
    why: "A review needs the result for the newest commit only. The runs of earlier commits cost as many minutes \
        and occupy as many runners, and nobody reads their results.",
    happens: "Somebody fixes three typos in three commits. Four runs of twenty minutes each run at the same \
        time, and the one that matters waits for a runner behind the three that do not.",
    fix: "Let a newer run cancel an older one, with a group for each pull request: `workflow.concurrency = \
        Some(Concurrency::newest_wins(Text::from(\"check-\").then(github::reference())))`.",
    source: "https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency",
    example: written_in_rust!(pull_request_without_cancellation),
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let pile_up = subject.own_workflows().filter(|at| is_for_pull_requests(at.workflow) && !cancels(at.workflow));
    let each = pile_up.map(|at| {
        let finding = Diagnostic::new(
            "runs of a pull request go on for commits that are no longer the newest",
            &at.place,
            "",
            "set `concurrency` to `Concurrency::newest_wins(Text::from(\"check-\").then(github::reference()))`",
        );
        at.found(finding, &Position::trigger("pull_request"))
    });
    each.collect()
}

fn is_for_pull_requests(workflow: &Workflow) -> bool {
    workflow.on.list.iter().any(|on| matches!(on.trigger, Trigger::PullRequest(_)))
}

/// Whether a newer run stops the one before: the whole, or each job of it.
fn cancels(workflow: &Workflow) -> bool {
    is_cancelled(workflow.concurrency.as_ref())
        || workflow.jobs.values().all(|job| is_cancelled(job.concurrency.as_ref()))
}

fn is_cancelled<K>(concurrency: Option<&Concurrency<K>>) -> bool {
    concurrency.is_some_and(|concurrency| !matches!(concurrency.cancel_in_progress, CancelInProgress::Never))
}
