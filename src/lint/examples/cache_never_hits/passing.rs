//! The cache holds until what is to be downloaded changes.

use pipewright::actions::action::{Action, Cache, Checkout};
use pipewright::actions::expr::{Text, function};
use pipewright::actions::trigger::Push;
use pipewright::actions::{Job, Permission, Scope, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let checkout = Checkout::new()
        .persist_credentials(false)
        .step("Check out the repository")
        .permission(Permission::read(Scope::Contents, "check out the repository"));
    let key = Text::from("npm-").then(function::hash_files(["package-lock.json"]));
    let cache = Cache::new("~/.npm", key).step("Restore what was downloaded");
    let mut steps = Steps::new(vec![checkout, cache, Step::run("Test", "npm ci\nnpm test\n")]);
    steps.timeout_minutes = Some(15);
    Workflow::new("Test", vec![Trigger::from(Push::to(["main"]))]).job("test", Job::new(steps))
}
