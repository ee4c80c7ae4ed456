//! T309: a job checks out the code of a pull request, and has secrets or write permissions.

use crate::diagnostic::Diagnostic;
use crate::lint::Subject;
use crate::lint::examples::written_in_rust;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::workflows::{JobAt, StepAt, WorkflowAt};
use actions::action::{Action, ActionReference, Checkout};
use actions::expr::{Contexts, Expr};
use actions::{Access, Step, StepWork, Trigger, Workflow};
use serde_json::{Value as Json, json};

/// The rule.
pub static RULE: Rule = Rule {
    code: "T309",
    name: "untrusted-ref-with-secrets",
    about: Subjects::Trust,
    severity: Severity::Error,
    summary: "a job checks out the code of a pull request, and has secrets or write permissions",
    why: "`pull_request_target`, and `workflow_run` after a build that a pull request started, run with the \
        permissions of the repository itself, even for a stranger's fork. That is safe as long as the job runs \
        the repository's own code. If it checks out the head of the pull request, the stranger's code runs with \
        these permissions: a test, an install script or a `Makefile` is enough.",
    happens: "Somebody forks the repository, changes the `test` script to send the environment away, and opens a \
        pull request. No approval is needed.",
    fix: "Run the code of pull requests in `pull_request`, which has no secrets for forks and a read-only \
        token; upload what a privileged workflow needs as data. Or check that the head belongs to the repository \
        itself: compare `github.event.pull_request.head.repo.full_name`, or for a run its `head_repository` or \
        its `event`. Releases of `actions/checkout` with `allow-unsafe-pr-checkout` refuse this checkout unless \
        it is set.",
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

/// What `author_association` says of whoever the repository does not trust.
///
/// Source: <https://docs.github.com/graphql/reference/enums#commentauthorassociation>
const STRANGERS: [&str; 5] = ["NONE", "FIRST_TIMER", "FIRST_TIME_CONTRIBUTOR", "CONTRIBUTOR", "MANNEQUIN"];

/// How what a stranger wrote comes into reach of a workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Source {
    /// `pull_request_target`.
    Request,
    /// `workflow_run`, after a run of this event.
    Run(&'static str),
}

impl Source {
    /// The expressions by which it can be checked out.
    const fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Request => &PROPOSED,
            Self::Run(_) => &OF_RUN,
        }
    }
}

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.workflows() {
        let sources = sources(subject, &at);
        let is_open = |step: &StepAt<'_>| {
            sources.iter().any(|source| checks_out(step.step, source.heads()) && !is_guarded(step, *source))
        };
        for job in at.jobs().filter(|job| holds_something(job)) {
            for step in job.steps().filter(is_open) {
                let finding = Diagnostic::new(
                    "the code of a pull request is checked out in a job with secrets or write permissions",
                    &step.place,
                    "",
                    "run it in `pull_request`, or check in the job's condition that the head belongs to the repository itself: its \
                     `head.repo.full_name` equals `github.repository`",
                );
                found.push(step.found(finding));
            }
        }
    }
    found
}

/// How what a stranger wrote comes into reach here.
fn sources(subject: &Subject<'_>, at: &WorkflowAt<'_>) -> Vec<Source> {
    let mut sources = Vec::new();
    for on in &at.workflow.on.list {
        match &on.trigger {
            Trigger::PullRequestTarget(_) => sources.push(Source::Request),
            Trigger::WorkflowRun(run) => {
                let beside = subject.workflows().filter(|other| other.is_beside(at));
                let before = beside.filter(|other| run.workflows().contains(&other.workflow.name));
                sources.extend(before.flat_map(|other| proposing(other.workflow)));
            }
            _ => {}
        }
    }
    sources
}

/// Its runs that a pull request starts.
fn proposing(workflow: &Workflow) -> impl Iterator<Item = Source> {
    let triggers = workflow.on.list.iter().map(|on| &on.trigger);
    let starts = |trigger: &&Trigger| matches!(trigger, Trigger::PullRequest(_) | Trigger::PullRequestTarget(_));
    triggers.filter(starts).map(|trigger| Source::Run(trigger.name()))
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
    let StepWork::Uses { action: ActionReference::Pinned { name, .. }, with } = &step.work else { return false };
    let reads = |input: &str| {
        let text = with.get(input).map(ToString::to_string).unwrap_or_default();
        heads.iter().any(|head| text.contains(head))
    };
    name == Checkout::NAME && (reads("ref") || reads("repository"))
}

/// Whether the job's condition, or the step's own, is false for everything that a fork of a stranger proposes.
fn is_guarded(at: &StepAt<'_>, source: Source) -> bool {
    let job = at.of.job.condition.as_ref();
    let step = at.step.condition.as_ref();
    let literals = job.map(Expr::literals).into_iter().chain(step.map(Expr::literals)).flatten();
    // A name that a condition compares with may be the repository's own.
    let names = literals.map(|literal| literal.split_once('/').unwrap_or((literal, "repository")));
    std::iter::once(("owner", "repository")).chain(names).flat_map(|name| proposals(source, name)).all(|proposal| {
        job.is_some_and(|condition| condition.is_certainly_false(&proposal))
            || step.is_some_and(|condition| condition.is_certainly_false(&proposal))
    })
}

/// What is known of everything that a fork of a stranger proposes to the repository of that name.
fn proposals(source: Source, (owner, name): (&str, &str)) -> Vec<Contexts> {
    let own = json!({ "full_name": format!("{owner}/{name}"), "owner": { "login": owner } });
    let fork = json!({ "full_name": format!("a-stranger/{name}"), "owner": { "login": "a-stranger" }, "fork": true });
    let contexts = |event_name: &str, event: Json| {
        let github = json!({
            "event_name": event_name,
            "repository": format!("{owner}/{name}"),
            "repository_owner": owner,
            "event": event,
        });
        Contexts::new().with("github", github)
    };
    match source {
        Source::Request => STRANGERS
            .map(|association| {
                let request = json!({
                    "author_association": association,
                    "head": { "repo": fork, "user": { "login": "a-stranger" } },
                    "base": { "repo": own, "user": { "login": owner } },
                });
                contexts("pull_request_target", json!({ "pull_request": request, "repository": own }))
            })
            .into(),
        Source::Run(event) => {
            let run = json!({ "event": event, "head_repository": fork, "repository": own });
            vec![contexts("workflow_run", json!({ "workflow_run": run, "repository": own }))]
        }
    }
}
