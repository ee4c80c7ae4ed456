//! Only the step that publishes can read the token.

use pipewright::actions::expr::secrets;
use pipewright::actions::trigger::Push;
use pipewright::actions::{Job, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let install = Step::run("Install", "npm install --global publisher\n");
    let publish = Step::run("Publish", "publisher send\n").env("PUBLISH_TOKEN", secrets::named("PUBLISH_TOKEN"));
    let mut steps = Steps::new(vec![install, publish]);
    steps.timeout_minutes = Some(15);
    Workflow::new("Publish", vec![Trigger::from(Push::to(["main"]))]).job("publish", Job::new(steps))
}
