//! Whatever is installed can read the token.

use pipewright::actions::expr::secrets;
use pipewright::actions::trigger::Push;
use pipewright::actions::{Job, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let install = Step::run("Install", "npm install --global publisher\n");
    let publish = Step::run("Publish", "publisher send\n");
    let mut steps = Steps::new(vec![install, publish]);
    steps.env.insert("PUBLISH_TOKEN".to_owned(), secrets::named("PUBLISH_TOKEN").into());
    steps.timeout_minutes = Some(15);
    Workflow::new("Publish", vec![Trigger::from(Push::to(["main"]))]).job("publish", Job::new(steps))
}
