//! What GitHub would refuse, or misread, is refused before anything is written: a row a limit. Each row breaks a sound
//! workflow through the public interface, expects the exact message, and then takes the nearest workflow that is accepted.

mod calls;
mod jobs;
mod matrices;
mod references;
mod steps;
mod triggers;
mod whole;

use actions::action::Lock;
use actions::trigger::{Push, Triggers};
use actions::{Job, Problem, Step, Steps, Work, Workflow};

/// A workflow that GitHub accepts: one job of one step, set off by pushes.
fn sound() -> Workflow {
    on(Push::to(["main"]))
}

/// The sound workflow, set off otherwise.
fn on(trigger: impl Into<actions::Trigger>) -> Workflow {
    Workflow::new("Build", Triggers::from(vec![trigger.into()])).job("build", job())
}

/// The sound workflow's job.
fn job() -> Job {
    Job::new(Steps::new(vec![Step::run("Greet", "echo hello")]))
}

/// The sound workflow, with its job changed.
fn with_job(change: impl FnOnce(&mut Job)) -> Workflow {
    let mut workflow = sound();
    change(&mut workflow.jobs["build"]);
    workflow
}

/// The sound workflow, with the steps of its job changed.
fn with_steps(change: impl FnOnce(&mut Steps)) -> Workflow {
    with_job(|job| {
        if let Work::Steps(steps) = &mut job.work {
            change(steps);
        }
    })
}

/// The sound workflow with this step.
fn with_step(step: Step) -> Workflow {
    with_steps(|steps| steps.steps = vec![step])
}

/// What is wrong with a workflow.
fn problems(workflow: &Workflow) -> Vec<Problem> {
    workflow.render(&[], &Lock::default()).err().unwrap_or_default()
}

/// Asserts that the first workflow is refused with exactly this message, and the second is accepted.
#[track_caller]
fn limit(refused: &Workflow, message: &str, accepted: &Workflow) {
    let found = problems(refused);
    let messages: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(messages, [message]);
    for problem in &found {
        assert!(!problem.message.contains("; ") && !problem.fix.contains("; "), "{problem}");
        assert!(problem.documentation.starts_with("https://docs.github.com/actions/"), "{}", problem.documentation);
    }
    let found = problems(accepted);
    assert!(found.is_empty(), "the nearest accepted one is refused: {}", found[0]);
}

#[test]
fn the_sound_workflow_is_accepted() {
    assert_eq!(problems(&sound()), []);
}

#[test]
fn a_problem_has_the_position_of_its_key() {
    let mut workflow = on(Push::to(["ma in"]));
    workflow.env.insert("A-B".to_owned(), "x".into());
    workflow.jobs["build"].needs = vec!["tests".to_owned()];
    let workflow = workflow.job("a.b", Job::new(Steps::new(vec![Step::run("Greet", "").env("A-B", "x")])));
    let positions: Vec<String> = problems(&workflow).iter().map(|problem| problem.position.to_string()).collect();
    assert_eq!(
        positions,
        [
            "on.push.branches",
            "env.A-B",
            "jobs.build.needs",
            "jobs.a.b",
            "jobs.a.b.steps[0].run",
            "jobs.a.b.steps[0].env.A-B"
        ]
    );
}

#[test]
fn everything_is_reported_at_once_in_the_order_of_the_file() {
    let mut workflow = on(Push::to(["ma in"]));
    workflow.env.insert("A-B".to_owned(), "x".into());
    workflow.jobs["build"].needs = vec!["tests".to_owned()];
    let workflow = workflow.job("a.b", Job::new(Steps::new(Vec::new())));
    let messages: Vec<String> = problems(&workflow).iter().map(ToString::to_string).collect();
    assert_eq!(messages.len(), 5, "{messages:#?}");
    for (message, part) in messages.iter().zip(["ma in", "A-B", "tests", "a.b", "no step"]) {
        assert!(message.contains(part), "{part}: {message}");
    }
}
