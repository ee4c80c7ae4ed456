//! The job's token lies in the workspace while the packages' install scripts run.

use pipewright::actions::action::{Action, Checkout};
use pipewright::actions::trigger::Push;
use pipewright::actions::{Job, Permission, Scope, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let checkout = Checkout::new()
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let mut steps = Steps::new(vec![checkout, Step::run("Test", "npm ci\nnpm test\n")]);
    steps.timeout_minutes = Some(15);
    Workflow::new("Test", vec![Trigger::from(Push::to(["main"]))]).job("test", Job::new(steps))
}
