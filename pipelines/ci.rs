//! pipewright's own workflow: everything that `scripts/test` checks, for every push and pull request.

use pipewright::actions::action::{Action, Checkout};
use pipewright::actions::expr::{Text, github};
use pipewright::actions::trigger::{On, PullRequest, Push};
use pipewright::actions::{Concurrency, Job, Permission, Scope, Step, Steps, Trigger, Workflow};

/// The workflow.
pub fn workflow() -> Workflow {
    let on = vec![On::from(Push::to(["main"])), On::from(Trigger::PullRequest(PullRequest::default()))];
    let checkout = Checkout::new()
        .persist_credentials(false)
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let test = Step::run("Check everything", "set -Eeuo pipefail\n\nbash .ci/run\n");
    let mut steps = Steps::new(vec![checkout, test]);
    steps.timeout_minutes = Some(30);
    let mut workflow = Workflow::new("CI", on).job("test", Job::new(steps));
    workflow.concurrency = Some(Concurrency::newest_wins(Text::from("ci-").then(github::reference())));
    workflow
}
