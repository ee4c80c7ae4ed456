//! Calls of reusable workflows.

use super::{job, limit, on, sound};
use actions::action::Lock;
use actions::expr::key::JobSetting;
use actions::expr::{Expr, Text, function, github, strategy, vars};
use actions::trigger::call::CallSecret;
use actions::trigger::{Input, InputType, Push, Trigger, WorkflowCall, WorkflowDispatch};
use actions::{Call, Concurrency, Job, Permission, Scope, Step, Steps, Workflow};
use indexmap::IndexMap;

/// A workflow that requires a number and a secret, and takes a flag.
fn called() -> Workflow {
    let input = |kind, required| Input { description: "x".to_owned(), required, default: None, kind };
    let secret = CallSecret { description: "x".to_owned(), required: true };
    let inputs =
        [("count".to_owned(), input(InputType::Number, true)), ("fast".to_owned(), input(InputType::Boolean, false))];
    on(Trigger::WorkflowCall(WorkflowCall {
        inputs: IndexMap::from(inputs),
        secrets: IndexMap::from([("token".to_owned(), secret)]),
        outputs: IndexMap::new(),
    }))
}

fn here(workflow: Workflow) -> Call {
    Call::here("called.yml", workflow).input("count", "3").secret("token", "x")
}

fn calling(call: Call) -> Workflow {
    Workflow::new("Caller", sound().on).job("call", Job::call(call))
}

/// Asserts a message about a call of `called.yml`, and that the sound call is accepted.
#[track_caller]
fn refused(call: Call, what: &str) {
    let message = format!("the job `call` calls `./.github/workflows/called.yml`{what}");
    limit(&calling(call), &message, &calling(here(called()).input("fast", "true")));
}

#[test]
fn a_call_hands_over_what_is_declared() {
    refused(
        Call::here("called.yml", called()).secret("token", "x"),
        " without the input `count`, which that workflow requires; pass it",
    );
    refused(
        here(called()).input("counts", "3"),
        " with the input `counts`, which that workflow does not declare; use one of the inputs: count, fast",
    );
    refused(
        here(called()).input("count", "three"),
        " with `three` for the input `count`, which that workflow declares as a number; pass a number",
    );
    refused(
        here(called()).input("fast", "yes"),
        " with `yes` for the input `fast`, which that workflow declares as a boolean; pass a boolean",
    );
    refused(
        Call::here("called.yml", called()).input("count", "3"),
        " without the secret `token`, which that workflow requires; pass it, or let the workflow inherit all secrets",
    );
    refused(
        here(called()).secret("tokens", "x"),
        " with the secret `tokens`, which that workflow does not declare; use one of the secrets: token",
    );
}

#[test]
fn only_a_workflow_that_can_be_called_is_called() {
    refused(
        Call::here("called.yml", sound()),
        ", but that workflow (`Build`) has no trigger `workflow_call`; add it there",
    );
    limit(
        &calling(Call::here("deep/called.yml", on(Trigger::WorkflowCall(WorkflowCall::default())))),
        "the job `call` calls `./.github/workflows/deep/called.yml`, which is not a workflow file of the repository; name a `.yml` or `.yaml` file of `.github/workflows`, without the folder",
        &calling(Call::here("called.yml", on(Trigger::WorkflowCall(WorkflowCall::default())))),
    );
    limit(
        &calling(Call::elsewhere("owner/name/.github/workflows/x.yml")),
        "the job `call` calls `owner/name/.github/workflows/x.yml`, which is not the address of a workflow of another repository; write `owner/name/.github/workflows/file.yml@commit`",
        &calling(Call::elsewhere("owner/name/.github/workflows/x.yml@0123").input("anything", "x")),
    );
}

#[test]
fn a_call_grants_what_the_called_jobs_need() {
    let mut pushing = called();
    let step = Step::run("Push", "echo").permission(Permission::write(Scope::Packages, "push"));
    pushing.jobs["build"] = Job::new(Steps::new(vec![step]));
    let call = || here(pushing.clone()).permission(Permission::read(Scope::Packages, "pull"));
    let message = "the job `call` calls `./.github/workflows/called.yml`, whose job `build` needs `packages: write`, but grants only `read`; add the permission to the call";
    limit(&calling(call()), message, &calling(call().permission(Permission::write(Scope::Packages, "push"))));
}

#[test]
fn caller_and_called_do_not_wait_for_each_other() {
    let grouped = |group: &str| Workflow { concurrency: Some(Concurrency::newest_wins(group)), ..called() };
    let caller = |group: &str| Workflow {
        concurrency: Some(Concurrency::newest_wins("deploy")),
        ..calling(here(grouped(group)))
    };
    limit(
        &caller("deploy"),
        "the job `call` calls `./.github/workflows/called.yml`, which has the concurrency group `deploy` of its caller: each would wait for the other; rename one",
        &caller("deploy-called"),
    );
}

#[test]
fn workflows_call_each_other_over_10_levels_at_most_and_50_in_all() {
    let callable =
        |id: &str, job: Job| Workflow::new("Level", vec![Trigger::WorkflowCall(WorkflowCall::default())]).job(id, job);
    let levels = |levels: usize| {
        let deepest = callable("build", job());
        let called = (2..levels)
            .fold(deepest, |below, level| callable("call", Job::call(Call::here(format!("{level}.yml"), below))));
        calling(Call::here("first.yml", called))
    };
    limit(
        &levels(11),
        "the job `call` calls `./.github/workflows/first.yml`, which makes 11 levels of workflows; call fewer: GitHub accepts at most 10",
        &levels(10),
    );
    let many = |count: usize| {
        (0..count).fold(sound(), |workflow, number| {
            let called = callable("build", job());
            workflow.job(format!("call{number}"), Job::call(Call::here(format!("{number}.yml"), called)))
        })
    };
    assert_eq!(super::problems(&many(50)), []);
    let found = super::problems(&many(51));
    assert_eq!(
        found[0].to_string(),
        "the job `call0` calls `./.github/workflows/0.yml`, one of the 51 workflows that are called from here; call fewer: GitHub accepts at most 50"
    );
}

#[test]
fn an_input_is_printed_in_the_type_that_is_declared() {
    let text = calling(here(called()).input("count", "-0.5").input("fast", "true"))
        .render(&[], &Lock::default())
        .unwrap()
        .text;
    assert!(text.contains("      count: -0.5\n      fast: true\n"), "{text}");
}

#[test]
fn an_expression_hands_over_the_declared_type() {
    let here = || Call::here("called.yml", called()).secret("token", "x");
    let what = "pass {}, such as a comparison or `function::from_json`: GitHub converts nothing there";
    for (call, given, input, declared) in [
        (here().input("count", vars::named("COUNT")), "text", "count", "a number"),
        (here().input("count", "3").input("fast", vars::named("FAST")), "text", "fast", "a boolean"),
        (here().input("count", Text::from("1").then(github::run_number())), "text", "count", "a number"),
        (here().input("count", github::actor().equals("robot")), "a boolean", "count", "a number"),
        (here().input("count", "3").input("fast", strategy::job_total()), "a number", "fast", "a boolean"),
    ] {
        let message = format!(" with {given} for the input `{input}`, which that workflow declares as {declared}; ");
        refused(call, &(message + &what.replace("{}", declared)));
    }
    // What the payload holds is known to GitHub alone.
    let draft = github::payload::<bool, _>(["pull_request", "draft"]);
    assert_eq!(super::problems(&calling(here().input("count", "3").input("fast", draft))), []);
    let sound = here()
        .input("count", function::from_json::<f64, _>(vars::named("COUNT")))
        .input("fast", github::actor().equals("robot"));
    assert_eq!(super::problems(&calling(sound)), []);
}

#[test]
fn a_boolean_input_is_handed_on_where_it_is_there() {
    let mut dispatch = WorkflowDispatch::default();
    let quick = dispatch.declare("quick", Input::boolean("Without tests"));
    let copies = dispatch.declare("copies", Input::number("How many run"));
    let calling = |triggers: Vec<Trigger>, fast: Expr<bool, JobSetting>| {
        let call = Call::here("called.yml", called()).secret("token", "x").input("count", copies.value());
        Workflow::new("Caller", triggers).job("call", Job::call(call.input("fast", fast)))
    };
    let both = || vec![Push::to(["main"]).into(), dispatch.clone().into()];
    let message = "the job `call` calls `./.github/workflows/called.yml` with its own input `quick` for the input `fast`, which is null when `push` starts the run; pass `quick.value().or(false)`: GitHub accepts only a boolean";
    limit(&calling(both(), quick.value()), message, &calling(both(), quick.value().or(false)));
    limit(&calling(both(), quick.value()), message, &calling(vec![dispatch.clone().into()], quick.value()));
}
