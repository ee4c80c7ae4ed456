//! The title of an issue reaches a script as a variable.

use pipewright::workflow::expr::github;
use pipewright::workflow::trigger::Activity;
use pipewright::workflow::trigger::activity::IssuesType;
use pipewright::workflow::{Job, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let greet = Step::run("Greet", "echo \"Thank you for $TITLE\"\n").env("TITLE", github::conversation::issue_title());
    let mut steps = Steps::new(vec![greet]);
    steps.timeout_minutes = Some(5);
    let opened = Trigger::Activity(Activity::Issues(vec![IssuesType::Opened]));
    Workflow::new("Greet", vec![opened]).job("greet", Job::new(steps))
}
