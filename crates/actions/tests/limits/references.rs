//! What expressions name: GitHub gives an empty text for what there is not.

use super::{job, limit, on, sound, with_job, with_steps};
use actions::expr::{Expr, Text, function, github, matrix};
use actions::trigger::call::CallOutput;
use actions::trigger::{DeclaredInput, Input, Trigger, TypedInput, WorkflowCall, WorkflowDispatch};
use actions::{
    Call, CancelInProgress, Concurrency, Container, EnvironmentReference, Job, Matrix, Output, Runner, Step, Steps,
    Strategy, Work, Workflow,
};

/// A step that writes an output, and the output.
fn writes() -> (Step, Output) {
    let step = Step::run("Name the image", "echo image=x >>\"$GITHUB_OUTPUT\"").with_id("image");
    let output = step.outputs().output("image");
    (step.into(), output)
}

/// A step that reads a value.
fn reads(value: impl Into<Text>) -> Step {
    Step::run("Pull", "echo \"$IMAGE\"").env("IMAGE", value)
}

fn steps(list: Vec<Step>) -> Workflow {
    with_steps(|steps| steps.steps = list)
}

#[test]
fn a_step_is_read_by_those_after_it_in_its_own_job() {
    let (first, output) = writes();
    let second = reads(output);
    let accepted = steps(vec![first.clone(), second.clone()]);
    limit(
        &steps(vec![second.clone(), first]),
        "the step `Pull` of the job `build` reads an output of the step `image` (`Name the image`), which runs only afterwards; move that step before it",
        &accepted,
    );
    limit(
        &steps(vec![second]),
        "the step `Pull` of the job `build` reads an output of the step `image`, which is not a step of the job; declare it: there are no steps",
        &accepted,
    );
}

#[test]
fn a_step_does_not_read_itself() {
    let first = Step::run("Name the image", "true").with_id("image");
    let output = first.outputs().output("image");
    let (other, _) = writes();
    limit(
        &steps(vec![first.map(|step| step.env("IMAGE", output.clone())).into()]),
        "the step `Name the image` of the job `build` reads an output of the step `image` (`Name the image`), which runs only afterwards; move that step before it",
        &steps(vec![other, reads(output)]),
    );
}

/// A job that gives an image to others, and one that deploys it.
fn two_jobs(needs: &[&str], declares: &str) -> Workflow {
    let build = |declares: &str| {
        let (step, output) = writes();
        let mut work = Steps::new(vec![step]);
        work.outputs.insert(declares.to_owned(), output.value().into());
        Job::new(work)
    };
    let output = build("image").output("build", "image").map(|output| output.value());
    let mut deploy = Job::new(Steps::new(output.map(reads).into_iter().collect()));
    deploy.needs = needs.iter().map(|id| (*id).to_owned()).collect();
    Workflow::new("Build", sound().on).job("build", build(declares)).job("deploy", deploy)
}

#[test]
fn a_job_is_read_by_those_that_need_it_and_by_what_it_declares() {
    let accepted = two_jobs(&["build"], "image");
    limit(
        &two_jobs(&[], "image"),
        "the step `Pull` of the job `deploy` reads an output of the job `build`, which it does not need; add `build` to its `needs`",
        &accepted,
    );
    limit(
        &two_jobs(&["build"], "tag"),
        "the step `Pull` of the job `deploy` reads the output `image` of the job `build`, which does not declare it; use one of the outputs: tag",
        &accepted,
    );
}

#[test]
fn a_job_gives_what_its_own_steps_write() {
    let gives = |list: Vec<Step>| {
        with_job(|job| {
            if let Work::Steps(work) = &mut job.work {
                work.steps = list;
                work.outputs.insert("image".to_owned(), writes().1.value().into());
            }
        })
    };
    limit(
        &gives(vec![Step::run("Greet", "echo")]),
        "the job `build` reads an output of the step `image`, which is not a step of the job; declare it: there are no steps",
        &gives(vec![writes().0]),
    );
}

#[test]
fn a_matrix_is_asked_for_keys_that_it_has() {
    let with = |key: &str| {
        with_job(|job| {
            job.work = Work::Steps(Box::new(Steps::new(vec![reads(matrix::named("os"))])));
            job.strategy = Some(Strategy {
                matrix: Matrix::Values {
                    keys: [(key.to_owned(), vec!["ubuntu-24.04".into()])].into_iter().collect(),
                    include: Vec::new(),
                    exclude: Vec::new(),
                },
                fail_fast: None,
                max_parallel: None,
            });
        })
    };
    limit(
        &with("system"),
        "the step `Pull` of the job `build` reads `matrix.os`, which the matrix of the job does not have; use one of the keys: system",
        &with("os"),
    );
}

/// A workflow that asks for an input of that name, with a step that reads another's value.
fn asks<T: ToString>(name: &str, input: TypedInput<T>, value: impl Into<Text>) -> Workflow {
    let mut dispatch = WorkflowDispatch::default();
    let _ = dispatch.declare(name, input);
    let mut workflow = on(dispatch);
    workflow.jobs["build"] = Job::new(Steps::new(vec![reads(value)]));
    workflow
}

/// An input that another workflow declares.
fn declared<T: ToString>(name: &str, input: TypedInput<T>) -> DeclaredInput<T> {
    WorkflowDispatch::default().declare(name, input)
}

#[test]
fn a_key_that_only_an_included_combination_has_is_a_key_of_the_matrix() {
    let with = |included: &str| {
        with_job(|job| {
            job.work =
                Work::Steps(Box::new(Steps::new(vec![reads(matrix::named("os")), reads(matrix::named("image"))])));
            job.strategy = Some(Strategy {
                matrix: Matrix::Values {
                    keys: [("os".to_owned(), vec!["ubuntu-24.04".into()])].into_iter().collect(),
                    include: vec![[(included.to_owned(), "x".into())].into_iter().collect()],
                    exclude: Vec::new(),
                },
                fail_fast: None,
                max_parallel: None,
            });
        })
    };
    limit(
        &with("picture"),
        "the step `Pull` of the job `build` reads `matrix.image`, which the matrix of the job does not have; use one of the keys: os, picture",
        &with("image"),
    );
}

#[test]
fn an_input_is_declared_by_a_trigger() {
    let image = || declared("image", Input::text("which"));
    limit(
        &asks("tag", Input::text("which"), image()),
        "the step `Pull` of the job `build` reads the input `image`, which no trigger of the workflow declares; use one of the inputs: tag",
        &asks("image", Input::text("which"), image()),
    );
}

#[test]
fn an_input_is_read_in_its_type_whatever_started_the_run() {
    let fast = || declared("fast", Input::boolean("Without tests"));
    limit(
        &asks("fast", Input::choice("Without tests", ["true", "false"]), fast()),
        "the step `Pull` of the job `build` reads the input `fast` as a boolean, but the trigger `workflow_dispatch` declares it as text; give it one type",
        &asks("fast", Input::boolean("Without tests"), fast()),
    );
    let both = |called: TypedInput<f64>, name: &str| {
        let mut workflow = asks("fast", Input::boolean("Without tests"), fast());
        let mut call = WorkflowCall::default();
        let _ = call.declare(name, called);
        workflow.on.list.push(Trigger::WorkflowCall(call).into());
        workflow
    };
    limit(
        &both(Input::number("How fast"), "fast"),
        "the step `Pull` of the job `build` reads the input `fast` as a boolean, but the trigger `workflow_call` declares it as a number; give it one type",
        &both(Input::number("How fast"), "speed"),
    );
}

#[test]
fn a_choice_is_compared_with_its_options() {
    let level = || declared("level", Input::choice("How much is told", ["quiet", "loud"])).value();
    let asks = |value: Expr<bool>| asks("level", Input::choice("How much is told", ["quiet", "loud"]), value);
    limit(
        &asks(level().equals("laud")),
        "the step `Pull` of the job `build` compares the input `level` with `laud`, which is not one of its options; use one of the options: quiet, loud",
        &asks(level().equals("LOUD").or(level().differs(""))),
    );
}

#[test]
fn a_call_that_fails_in_every_run_is_refused() {
    let list = |text: &str| steps(vec![reads(function::join(function::from_json(text.into()), ","))]);
    limit(
        &list("[1, 2"),
        "the step `Pull` of the job `build` has an expression that fails in every run, fromJSON: `[1, 2` is not JSON: EOF while parsing a list at line 1 column 5; correct the expression",
        &list("[1, 2]"),
    );
    let image = |pattern: &str| steps(vec![reads(function::format(pattern, [github::actor()]))]);
    limit(
        &image("{0}:{1}"),
        "the step `Pull` of the job `build` has an expression that fails in every run, format: the pattern `{0}:{1}` needs a value that is missing; correct the expression",
        &image("{0}:{{1}}"),
    );
}

#[test]
fn an_input_is_not_read_out_of_the_payload() {
    let payload: Expr<bool> = github::payload(["inputs", "fast"]);
    let fast = || declared("fast", Input::boolean("Without tests"));
    limit(
        &asks("fast", Input::boolean("Without tests"), payload),
        "the step `Pull` of the job `build` reads `github.event.inputs`, where every input is text, and which only `workflow_dispatch` has; read the input through its declaration",
        &asks("fast", Input::boolean("Without tests"), fast()),
    );
}

#[test]
fn a_step_is_asked_for_outputs_that_its_script_writes() {
    let named = |script: &str| Step::run("Name the image", script).with_id("image");
    let reading = |step: Step| steps(vec![step, reads(writes().1)]);
    let message = "the step `Pull` of the job `build` reads the output `image` of the step `image` (`Name the image`), whose script does not write `image=` to `$GITHUB_OUTPUT`; write it there, or declare with `Step::writes` that a program does";
    for (refused, accepted) in [
        ("echo base-image=x >>\"$GITHUB_OUTPUT\"", "echo image=x >>\"$GITHUB_OUTPUT\""),
        ("echo image: x >>\"$GITHUB_OUTPUT\"", "{ echo 'image<<END'; echo x; echo END; } >>\"$GITHUB_OUTPUT\""),
    ] {
        limit(&reading(named(refused).into()), message, &reading(named(accepted).into()));
    }
    let program = named("./name-the-image");
    limit(&reading(program.clone().into()), message, &reading(program.map(|step| step.writes("image")).into()));
}

/// The job that gives an image to others.
fn gives_an_image() -> Job {
    let (step, output) = writes();
    let mut work = Steps::new(vec![step]);
    work.outputs.insert("image".to_owned(), output.value().into());
    Job::new(work)
}

#[test]
fn a_called_workflow_gives_back_what_its_jobs_declare() {
    let gives = |id: &str, job: Job| {
        let image = gives_an_image().output("build", "image").map(|output| output.result().into());
        let output = CallOutput { description: "The image".to_owned(), value: image.unwrap_or_default() };
        let call = WorkflowCall { outputs: [("image".to_owned(), output)].into(), ..WorkflowCall::default() };
        Workflow::new("Build", vec![Trigger::WorkflowCall(call)]).job(id, job)
    };
    let accepted = gives("build", gives_an_image());
    limit(
        &gives("tests", gives_an_image()),
        "the trigger `workflow_call` has the output `image`, which reads an output of the job `build`, which is not a job of the workflow; use one of the jobs: tests",
        &accepted,
    );
    limit(
        &gives("build", Job::new(Steps::new(vec![writes().0]))),
        "the trigger `workflow_call` has the output `image`, which reads the output `image` of the job `build`, which does not declare it; declare it: there are no outputs",
        &accepted,
    );
}

#[test]
fn a_called_workflow_is_asked_for_what_it_gives_back() {
    let called = |output: &str| {
        let output = (output.to_owned(), CallOutput { description: "x".to_owned(), value: "x".into() });
        let call = WorkflowCall { outputs: [output].into(), ..WorkflowCall::default() };
        let called = Workflow::new("Build", vec![Trigger::WorkflowCall(call)]).job("build", job());
        Job::call(Call::here("build.yml", called))
    };
    let reading = |output: &str| {
        let image = called("image").output("build", "image").map(|output| output.value());
        let mut deploy = Job::new(Steps::new(image.map(reads).into_iter().collect()));
        deploy.needs = vec!["build".to_owned()];
        Workflow::new("Deploy", sound().on).job("build", called(output)).job("deploy", deploy)
    };
    limit(
        &reading("tag"),
        "the step `Pull` of the job `deploy` reads the output `image` of the job `build`, which does not declare it; use one of the outputs: tag",
        &reading("image"),
    );
}

/// A change that makes a workflow read the input `image`, at a place of its own.
type ReadsImage = fn(&mut Workflow, &DeclaredInput<String>);

/// Every key outside of steps that takes expressions, with the words of a message about it.
const PLACES: [(&str, ReadsImage); 14] = [
    ("workflow", |workflow, image| workflow.run_name = Some(image.value().into())),
    ("workflow", |workflow, image| drop(workflow.env.insert("IMAGE".to_owned(), image.value().into()))),
    ("workflow", |workflow, image| workflow.concurrency = Some(Concurrency::one_at_a_time(image.value()))),
    ("workflow", |workflow, image| {
        let cancel_in_progress = CancelInProgress::If(image.value().is_present());
        workflow.concurrency = Some(Concurrency { group: "x".into(), cancel_in_progress, why: None });
    }),
    ("job `build`", |workflow, image| workflow.jobs["build"].name = Some(image.value().into())),
    ("job `build`", |workflow, image| workflow.jobs["build"].condition = Some(image.value().is_present())),
    ("job `build`", |workflow, image| {
        workflow.jobs["build"].concurrency = Some(Concurrency::newest_wins(image.value()));
    }),
    ("job `build`", |workflow, image| {
        let matrix = Matrix::Computed(function::from_json(image.value()));
        workflow.jobs["build"].strategy = Some(Strategy { matrix, fail_fast: None, max_parallel: None });
    }),
    ("job `build`", |workflow, image| of_work(workflow).runs_on = Runner::Label(image.value().into())),
    ("job `build`", |workflow, image| {
        of_work(workflow).environment = Some(EnvironmentReference::new(image.value()));
    }),
    ("job `build`", |workflow, image| drop(of_work(workflow).env.insert("IMAGE".to_owned(), image.value().into()))),
    ("job `build`", |workflow, image| of_work(workflow).container = Some(Container::new(image.value()))),
    ("job `build`", |workflow, image| {
        of_work(workflow).services.insert("database".to_owned(), Container::new(image.value()));
    }),
    ("job `build`", |workflow, image| {
        let call = Call::elsewhere("owner/name/.github/workflows/build.yml@main").secret("image", image.value());
        workflow.jobs["build"] = Job::call(call);
    }),
];

fn of_work(workflow: &mut Workflow) -> &mut Steps {
    match &mut workflow.jobs["build"].work {
        Work::Steps(work) => work,
        Work::Call(_) => panic!("the sound workflow has steps"),
    }
}

#[test]
fn every_place_is_looked_at() {
    for (place, change) in PLACES {
        let mut dispatch = WorkflowDispatch::default();
        let image = dispatch.declare("image", Input::text("which"));
        let (mut accepted, mut refused) = (on(dispatch), on(WorkflowDispatch::default()));
        change(&mut accepted, &image);
        change(&mut refused, &image);
        let what =
            "reads the input `image`, which no trigger of the workflow declares; declare it: there are no inputs";
        limit(&refused, &format!("the {place} {what}"), &accepted);
    }
}
