//! Every push to a pull request starts a run, and none stops the one before.

use pipewright::actions::action::{Action, Checkout};
use pipewright::actions::trigger::PullRequest;
use pipewright::actions::{Job, Permission, Scope, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let checkout = Checkout::new()
        .persist_credentials(false)
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let mut steps = Steps::new(vec![checkout, Step::run("Test", "make test\n")]);
    steps.timeout_minutes = Some(15);
    Workflow::new("Check", vec![Trigger::PullRequest(PullRequest::default())]).job("test", Job::new(steps))
}
