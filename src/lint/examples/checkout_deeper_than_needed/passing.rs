//! The commit that is tested is fetched, and no other.

use pipewright::actions::action::{Action, Checkout};
use pipewright::actions::trigger::Push;
use pipewright::actions::{Job, Permission, Scope, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let checkout = Checkout::new()
        .persist_credentials(false)
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let mut steps = Steps::new(vec![checkout, Step::run("Test", "npm ci\nnpm test\n")]);
    steps.timeout_minutes = Some(15);
    Workflow::new("Test", vec![Trigger::from(Push::to(["main"]))]).job("test", Job::new(steps))
}
