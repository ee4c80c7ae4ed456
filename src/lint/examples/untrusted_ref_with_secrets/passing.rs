//! What anybody proposes is run, without a secret in reach.

use pipewright::actions::action::{Action, Checkout};
use pipewright::actions::expr::{Text, github};
use pipewright::actions::trigger::PullRequest;
use pipewright::actions::{Concurrency, Job, Permission, Scope, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let checkout = Checkout::new()
        .persist_credentials(false)
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let test = Step::run("Test", "npm ci\nnpm test\n");
    let mut steps = Steps::new(vec![checkout, test]);
    steps.timeout_minutes = Some(15);
    let on = vec![Trigger::PullRequest(PullRequest::default())];
    let mut workflow = Workflow::new("Test", on).job("test", Job::new(steps));
    workflow.concurrency = Some(Concurrency::newest_wins(Text::from("test-").then(github::head_ref())));
    workflow
}
