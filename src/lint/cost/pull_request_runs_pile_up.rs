//! Runs of a pull request that go on for a commit which is no longer its newest.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use actions::{CancelInProgress, Concurrency, Position, Trigger, Workflow};

/// Runs of a pull request that go on for a commit which is no longer its newest.
pub static RULE: Rule = Rule {
    code: "C508",
    name: "pull-request-runs-pile-up",
    about: Subjects::Cost,
    severity: Severity::Note,
    summary: "a push to a pull request starts a run, and the run of the commit before goes on",
    why: "Whoever reviews a pull request wants to know of its newest commit. The runs of those before it cost as many \
        minutes, hold as many runners, and nobody reads what they say.",
    happens: "Somebody mends three typing errors in three commits. Four runs of twenty minutes go on side by side, \
        and the one that counts waits for a runner behind the three that do not.",
    mend: "Let the newest run win, in a group a pull request: `workflow.concurrency = \
        Some(Concurrency::newest_wins(Text::from(\"check-\").then(github::reference())))`.",
    source: "https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency",
    example: written_in_rust!(pull_request_runs_pile_up),
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let pile_up = subject.own_workflows().filter(|at| is_for_pull_requests(at.workflow) && !cancels(at.workflow));
    let each = pile_up.map(|at| {
        let finding = Diagnostic::new(
            "runs of a pull request go on for commits that are no longer its newest",
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
