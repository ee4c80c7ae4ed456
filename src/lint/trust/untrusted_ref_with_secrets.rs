//! What anybody proposes, run with the repository's secrets.

use crate::check::Finding;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Found, Rule, Severity, Subjects};
use crate::lint::workflows::{JobAt, StepAt, WorkflowAt};
use crate::workflow::action::{Action, ActionReference, Checkout};
use crate::workflow::{Access, Step, StepWork, Trigger, Workflow};

/// What anybody proposes, run with the repository's secrets.
pub static RULE: Rule = Rule {
    code: "T309",
    name: "untrusted-ref-with-secrets",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "a job checks out what a pull request proposes, and holds secrets or may write",
    why: "`pull_request_target`, and `workflow_run` after a build that a pull request started, run with the rights of the \
        repository itself, also for a fork of a stranger. As long as such a job runs the repository's own code that is \
        what they are for. Once it checks out the head of the pull request, the stranger's code runs with these rights: \
        a test, an install script or a `Makefile` is enough.",
    happens: "Somebody forks the repository, changes the `test` script to send the environment away, and opens a pull \
        request. Nobody has to approve it.",
    mend: "Run what is proposed in `pull_request`, which has no secrets for forks and a token that reads; let it upload \
        what a privileged workflow needs, as data. Or ask that the head is of the repository itself: compare \
        `github.event.pull_request.head.repo.full_name`, or of a run its `head_repository` or its `event`. Releases of \
        `actions/checkout` that know `allow-unsafe-pr-checkout` refuse this checkout unless it is set.",
    source: "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
    example: written_in_rust!(untrusted_ref_with_secrets),
    gotcha: None,
    finds: Finds::Here(find),
};

/// What a pull request proposes, and the code of a run that one started.
const PROPOSED: [&str; 5] = [
    "github.event.pull_request.head",
    "github.head_ref",
    "github.event.pull_request.number",
    "github.event.number",
    "github.event.pull_request.merge_commit_sha",
];
const OF_RUN: [&str; 2] = ["github.event.workflow_run.head", "github.event.workflow_run.pull_requests"];

/// What tells the repository's own from a stranger's, in a condition.
const TELL_APART: [&str; 4] = ["head.repo", "head_repository", "github.event.workflow_run.event", "author_association"];

fn find(subject: &Subject<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    for at in subject.workflows() {
        let heads = heads(subject, &at);
        for job in at.jobs().filter(|job| holds_something(job)) {
            for step in job.steps().filter(|step| checks_out(step.step, &heads) && !is_guarded(step)) {
                let finding = Finding::new(
                    "what anybody proposes is checked out in a job that holds secrets, or may write",
                    &step.place,
                    "",
                    "run it in `pull_request`, or ask in the job's condition whether the head is of the repository itself",
                );
                found.push(step.found(finding));
            }
        }
    }
    found
}

/// The expressions by which what a stranger wrote can be checked out here.
fn heads(subject: &Subject<'_>, at: &WorkflowAt<'_>) -> Vec<&'static str> {
    let mut heads = Vec::new();
    for on in &at.workflow.on.list {
        match &on.trigger {
            Trigger::PullRequestTarget(_) => heads.extend(PROPOSED),
            Trigger::WorkflowRun(run) => {
                let mut beside = subject.workflows().filter(|other| other.is_beside(at));
                if beside.any(|other| run.workflows().contains(&other.workflow.name) && is_proposed(other.workflow)) {
                    heads.extend(OF_RUN);
                }
            }
            _ => {}
        }
    }
    heads
}

/// Whether a pull request starts it.
fn is_proposed(workflow: &Workflow) -> bool {
    let starts = |trigger: &Trigger| matches!(trigger, Trigger::PullRequest(_) | Trigger::PullRequestTarget(_));
    workflow.on.list.iter().any(|on| starts(&on.trigger))
}

/// Whether there is anything in a job to take: a secret, or a token that may write.
fn holds_something(job: &JobAt<'_>) -> bool {
    let is_own = |name: &&str| *name != "GITHUB_TOKEN";
    let of_job =
        job.work().is_some_and(|work| work.env.values().flat_map(|text| text.secrets()).any(|name| is_own(&name)));
    let of_workflow = job.of.workflow.env.values().flat_map(|text| text.secrets()).any(|name| is_own(&name));
    let of_steps = job.steps().any(|at| at.step.secrets().iter().any(is_own));
    of_job || of_workflow || of_steps || job.job.permissions().iter().any(|(_, access)| access == Access::Write)
}

fn checks_out(step: &Step, heads: &[&str]) -> bool {
    let StepWork::Uses { action: ActionReference::Pinned { name, .. }, with } = step.work() else { return false };
    let reads = |input: &str| {
        let text = with.get(input).map(ToString::to_string).unwrap_or_default();
        heads.iter().any(|head| text.contains(head))
    };
    name == Checkout::NAME && (reads("ref") || reads("repository"))
}

/// Whether the job, or the step itself, asks whose the head is.
fn is_guarded(at: &StepAt<'_>) -> bool {
    let asks = |condition: String| TELL_APART.iter().any(|part| condition.contains(part));
    at.of.job.condition.as_ref().is_some_and(|condition| asks(condition.to_string()))
        || at.step.gate().is_some_and(|condition| asks(condition.to_string()))
}
