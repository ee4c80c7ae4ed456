//! A push to a pull request starts a run, which stops the one before.

use pipewright::actions::action::{Action, Checkout};
use pipewright::actions::expr::{Text, github};
use pipewright::actions::trigger::PullRequest;
use pipewright::actions::{Concurrency, Job, Permission, Scope, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let checkout = Checkout::new()
        .persist_credentials(false)
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let mut steps = Steps::new(vec![checkout, Step::run("Test", "make test\n")]);
    steps.timeout_minutes = Some(15);
    let mut workflow =
        Workflow::new("Check", vec![Trigger::PullRequest(PullRequest::default())]).job("test", Job::new(steps));
    workflow.concurrency = Some(Concurrency::newest_wins(Text::from("check-").then(github::reference())));
    workflow
}
