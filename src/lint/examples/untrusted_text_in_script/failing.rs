//! The title of an issue becomes a part of a script.

use pipewright::actions::trigger::Activity;
use pipewright::actions::trigger::activity::IssuesType;
use pipewright::actions::{Job, Step, Steps, Trigger, Workflow};

pub fn workflow() -> Workflow {
    let greet = Step::run("Greet", "echo \"Thank you for ${{ github.event.issue.title }}\"\n");
    let mut steps = Steps::new(vec![greet]);
    steps.timeout_minutes = Some(5);
    let opened = Trigger::Activity(Activity::Issues(vec![IssuesType::Opened]));
    Workflow::new("Greet", vec![opened]).job("greet", Job::new(steps))
}
