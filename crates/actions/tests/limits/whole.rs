//! The workflow as a whole, and the whole file.

use super::{job, limit, sound, with_job, with_step, with_steps};
use actions::action::{ActionReference, AnyAction};
use actions::expr::key::InStep;
use actions::expr::{Expr, Text, github};
use actions::trigger::Triggers;
use actions::{Concurrency, Step, Workflow};

#[test]
fn a_workflow_has_a_name_a_trigger_and_a_job() {
    let named = |name: &str| Workflow { name: name.to_owned(), ..sound() };
    limit(
        &named(" "),
        "the workflow has no name of one line; set one: `workflow_run` triggers refer to it",
        &named("B"),
    );
    limit(
        &Workflow { on: Triggers::default(), ..sound() },
        "the workflow has no trigger; add one: without it, the workflow never runs",
        &sound(),
    );
    let empty = Workflow::new("Build", sound().on);
    limit(&empty, "the workflow has no job; add at least one", &empty.clone().job("build", job()));
}

#[test]
fn a_workflows_variables_and_group_have_names() {
    let variable = |name: &str| Workflow { env: [(name.to_owned(), "x".into())].into_iter().collect(), ..sound() };
    limit(
        &variable("GITHUB_ENV"),
        "the workflow sets the variable `GITHUB_ENV`, which GitHub sets itself and nobody can overwrite; choose another name",
        &variable("ENVIRONMENT"),
    );
    let group = |name: &str| Workflow { concurrency: Some(Concurrency::newest_wins(name)), ..sound() };
    limit(&group(""), "the workflow has a concurrency group without a name; name it", &group("build"));
}

#[test]
fn letter_case_tells_no_keys_apart() {
    limit(
        &sound().job("Build", job()),
        "the workflow has two keys at jobs, `build` and `Build`, that are one to GitHub; rename one",
        &sound().job("build2", job()),
    );
    let variables = |second: &str| with_step(Step::run("Greet", "echo").env("PATH_TO", "x").env(second, "y"));
    limit(
        &variables("Path_To"),
        "the workflow has two keys at jobs.build.steps[0].env, `PATH_TO` and `Path_To`, that are one to GitHub; rename one",
        &variables("PATH_TO_IT"),
    );
    let service = |name: &str| {
        with_steps(|steps| {
            steps.services.insert(name.to_owned(), actions::Container::new("redis"));
        })
    };
    limit(&service(""), "the workflow has an empty key at jobs.build.services; name it", &service("redis"));
}

#[test]
fn a_text_with_an_expression_has_at_most_21000_characters() {
    let around = github::sha::<InStep>().delimited().len();
    let input = |length: usize| {
        let action = AnyAction::new(ActionReference::Local("./act".to_owned()));
        with_step(action.input("text", Text::from("x".repeat(length - around)).then(github::sha())).step("Act"))
    };
    limit(
        &input(21_001),
        "the workflow has a text of 21001 characters with an expression in it, at jobs.build.steps[0].with.text; pass the long part another way: GitHub accepts at most 21000",
        &input(21_000),
    );
    let condition = |length: usize| {
        let around = github::actor::<InStep>().equals("").to_string().len();
        let name = "x".repeat(length - around);
        with_job(|job| job.condition = Some(github::actor().equals(Expr::from(name.as_str()))))
    };
    limit(
        &condition(20_986),
        "the workflow has a condition of 20986 characters at jobs.build.if; let a step decide and read its output: GitHub accepts at most 20985",
        &condition(20_985),
    );
}

#[test]
fn a_file_has_at_most_500000_bytes() {
    let filled = |last: usize| {
        with_steps(|steps| {
            let lengths = std::iter::repeat_n(20_000, 24).chain([last]);
            steps.steps = lengths.map(|length| Step::run("Greet", "x".repeat(length))).collect();
        })
    };
    let size = |workflow: &Workflow| workflow.render(&[], &super::Lock::default()).unwrap().text.len();
    let last = 500_000 - (size(&filled(1)) - 1);
    assert_eq!(size(&filled(last)), 500_000);
    limit(
        &filled(last + 1),
        "the workflow makes a file of 500001 bytes; move jobs to a reusable workflow, or scripts to files: GitHub runs no file of more than 500 KB (500000)",
        &filled(last),
    );
}
