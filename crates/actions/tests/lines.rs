//! Every part of a workflow is found in the line that it was printed in.

use actions::action::Lock;
use actions::expr::secrets;
use actions::trigger::{Push, Trigger, Triggers, WorkflowDispatch};
use actions::{Concurrency, Job, Position, Step, Steps, Workflow, WorkflowFile};

fn rendered() -> WorkflowFile {
    let deploy =
        Step::run("Deploy", "set -e\n\ndocker compose down\ndocker compose up\n").env("TOKEN", secrets::named("KEY"));
    let test = Step::run("Test: it", "cargo test").comment("Two\nlines").env("KEY", "a").env("KEYS", "b");
    let job = Job::new(Steps { timeout_minutes: Some(5), ..Steps::new(vec![test.clone(), deploy]) });
    let on = Triggers::from(vec![Trigger::from(Push::to(["main"])), WorkflowDispatch::default().into()]);
    let workflow = Workflow { concurrency: Some(Concurrency::newest_wins("build")), ..Workflow::new("Build", on) };
    let workflow = workflow.job("test", Job::new(Steps::new(vec![test]))).job("deploy", job);
    workflow.render(&["A header.".to_owned()], &Lock::default()).unwrap()
}

#[test]
fn a_position_has_the_line_in_which_it_was_printed() {
    let file = rendered();
    let deploy = || Position::job("deploy");
    for (position, line) in [
        (Position::workflow(), "name: Build"),
        (Position::trigger("workflow_dispatch"), "  workflow_dispatch:"),
        (Position::trigger("push").key("branches"), "    branches: [main]"),
        (Position::workflow().key("concurrency").key("cancel-in-progress"), "  cancel-in-progress: true"),
        (deploy(), "  deploy:"),
        (deploy().key("timeout-minutes"), "    timeout-minutes: 5"),
        (deploy().key("steps"), "    steps:"),
        (deploy().step(0), "      - name: \"Test: it\""),
        (deploy().step_named("Deploy"), "      - name: Deploy"),
        (deploy().step(1).key("env").key("TOKEN"), "          TOKEN: ${{ secrets.KEY }}"),
        (deploy().step(1).key("run").text("docker compose up"), "          docker compose up"),
        (deploy().step(0).key("env").text("KEYS"), "          KEYS: b"),
        (Position::workflow().text("secrets.KEY"), "          TOKEN: ${{ secrets.KEY }}"),
    ] {
        assert_eq!(file.text.lines().nth(file.line(&position) - 1), Some(line), "{position}");
    }
    let steps: Vec<usize> = ["test", "deploy"].map(|job| file.line(&Position::job(job).step(0))).to_vec();
    assert!(steps[0] < steps[1], "each job has a step of its own: {steps:?}");
}

#[test]
fn a_position_that_was_not_printed_has_the_line_of_what_is_around_it() {
    let file = rendered();
    let deploy = || Position::job("deploy");
    for (position, around) in [
        (deploy().key("environment"), deploy()),
        (deploy().step(7), deploy().key("steps")),
        (deploy().step_named("Verify"), deploy().key("steps")),
        (deploy().step(1).key("run").text("docker compose restart"), deploy().step(1).key("run")),
        (Position::job("verify").step(0), Position::workflow().key("jobs")),
    ] {
        assert_eq!(file.line(&position), file.line(&around), "{position}");
    }
}
