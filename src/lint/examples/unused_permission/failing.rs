//! The job may write, and the script that would has no token.

use pipewright::actions::action::{Action, Checkout};
use pipewright::actions::trigger::Push;
use pipewright::actions::{Job, Permission, Scope, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let checkout = Checkout::new()
        .persist_credentials(false)
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let release = Step::run("Release", "gh release create \"v$GITHUB_RUN_NUMBER\"\n")
        .permission(Permission::write(Scope::Contents, "create the release"));
    let mut steps = Steps::new(vec![checkout, release]);
    steps.timeout_minutes = Some(15);
    Workflow::new("Release", vec![Trigger::from(Push::to(["main"]))]).job("release", Job::new(steps))
}
