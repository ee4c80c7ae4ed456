//! The title of an issue reaches a script as a variable.

use pipewright::actions::expr::github;
use pipewright::actions::trigger::Activity;
use pipewright::actions::trigger::activity::IssuesType;
use pipewright::actions::{Job, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let greet = Step::run("Greet", "echo \"Thank you for $TITLE\"\n").env("TITLE", github::conversation::issue_title());
    let mut steps = Steps::new(vec![greet]);
    steps.timeout_minutes = Some(5);
    let opened = Trigger::Activity(Activity::Issues(vec![IssuesType::Opened]));
    Workflow::new("Greet", vec![opened]).job("greet", Job::new(steps))
}
