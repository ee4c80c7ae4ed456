//! Jobs.

use super::{job, limit, sound, with_job, with_step, with_steps};
use actions::{Concurrency, Container, Defaults, EnvironmentReference, Permission, Runner, Scope, Step, Workflow};

#[test]
fn an_id_is_one_that_github_reads() {
    let named = |id: &str| Workflow::new("Build", sound().on).job(id, job());
    let long = "x".repeat(100);
    for (id, what, accepted) in [
        ("a.b", "which is no id; begin with a letter or `_`, and use letters, digits, `-` and `_` alone", "a-b"),
        (&long, "which has 100 characters; an id has at most 99", &long[1..]),
        ("__build", "which begins with `__`; GitHub keeps those for itself, rename it", "_build"),
    ] {
        limit(&named(id), &format!("the job `{id}` has an id {what}"), &named(accepted));
        let step = |id: &str| with_step(Step::run("Greet", "echo").with_id(id).into());
        limit(&step(id), &format!("the job `build` has a step with the id `{id}`, {what}"), &step(accepted));
    }
}

#[test]
fn letter_case_tells_no_steps_apart() {
    let steps = |second: &str| {
        with_steps(|steps| {
            let step = |name: &str, id: &str| Step::run(name, "echo").with_id(id).into();
            steps.steps = vec![step("One", "tag"), step("Two", second)];
        })
    };
    limit(
        &steps("Tag"),
        "the job `build` has two steps with one id, `One` (id `tag`) and `Two` (id `Tag`); rename one, letter case does \
         not tell them apart",
        &steps("tag2"),
    );
}

#[test]
fn a_job_waits_for_others_and_once() {
    let needing = |needs: &[&str]| {
        with_job(|job| job.needs = needs.iter().map(|need| (*need).to_owned()).collect()).job("test", job())
    };
    let accepted = needing(&["test"]);
    limit(
        &needing(&["tests"]),
        "the job `build` needs `tests`, which is no job of the workflow; its jobs: build, test",
        &accepted,
    );
    limit(&needing(&["test", "test"]), "the job `build` needs `test` twice; name it once", &accepted);
    limit(&needing(&["build"]), "the job `build` needs itself, through: build -> build", &accepted);
}

#[test]
fn a_job_has_a_step_and_a_runner() {
    limit(&with_steps(|steps| steps.steps.clear()), "the job `build` has no step; give it at least one", &sound());
    limit(
        &with_steps(|steps| steps.runs_on = Runner::Labels(Vec::new())),
        "the job `build` asks for a runner without a label; name at least one",
        &with_steps(|steps| steps.runs_on = Runner::Labels(vec!["self-hosted".into()])),
    );
}

#[test]
fn a_job_is_given_as_much_time_as_its_runner_gives() {
    let given = |minutes, label: &str| {
        with_steps(|steps| {
            steps.timeout_minutes = Some(minutes);
            steps.runs_on = Runner::Label(label.into());
        })
    };
    limit(
        &given(0, "ubuntu-24.04"),
        "the job `build` is given 0 minutes; give it at least one, or leave it to GitHub's 360",
        &given(1, "ubuntu-24.04"),
    );
    limit(
        &given(361, "ubuntu-24.04"),
        "the job `build` is given 361 minutes, but a runner of GitHub's ends a job after 360; GitHub would not tell, so say \
         at most 360",
        &given(360, "ubuntu-24.04"),
    );
    limit(
        &given(7201, "own"),
        "the job `build` is given 7201 minutes, but an own runner ends a job after 7200; GitHub would not tell, so say at \
         most 7200",
        &given(7200, "own"),
    );
}

#[test]
fn an_environments_name_has_1_to_255_characters() {
    let environment =
        |length| with_steps(|steps| steps.environment = Some(EnvironmentReference::new("x".repeat(length))));
    limit(
        &environment(256),
        "the job `build` runs for an environment whose name has 256 characters; GitHub takes at most 255",
        &environment(255),
    );
    limit(
        &environment(0),
        "the job `build` runs for an environment without a name; name it, or leave it out",
        &environment(1),
    );
}

#[test]
fn a_job_does_not_wait_for_its_own_run() {
    let groups = |group: &str| Workflow {
        concurrency: Some(Concurrency::one_at_a_time("deploy")),
        ..with_job(|job| job.concurrency = Some(Concurrency::one_at_a_time(group)))
    };
    limit(
        &groups("deploy"),
        "the job `build` has the concurrency group `deploy`, which is its workflow's own: the job would wait for the run \
         that it is part of; rename one",
        &groups("deploy-job"),
    );
    limit(&groups(" "), "the job `build` has a concurrency group without a name; give it one", &groups("job"));
}

#[test]
fn a_permission_is_one_that_github_has() {
    let needs = |need| with_step(Step::run("Greet", "echo").permission(need));
    limit(
        &needs(Permission::read(Scope::IdToken, "x")),
        "the job `build` needs `id-token: read`, which there is not; GitHub knows only `write` there",
        &needs(Permission::write(Scope::IdToken, "x")),
    );
    limit(
        &needs(Permission::write(Scope::Models, "x")),
        "the job `build` needs `models: write`, which there is not; GitHub knows only `read` there",
        &needs(Permission::read(Scope::Models, "x")),
    );
}

#[test]
fn what_a_job_names_can_be_read() {
    let variable = |name: &str| with_steps(|steps| drop(steps.env.insert(name.to_owned(), "x".into())));
    limit(
        &variable("A B"),
        "the job `build` sets the variable `A B`, which no shell can read; use letters, digits and `_`, and do not begin \
         with a digit",
        &variable("A_B"),
    );
    let output = |name: &str| with_steps(|steps| drop(steps.outputs.insert(name.to_owned(), "x".into())));
    limit(
        &output("image.tag"),
        "the job `build` has the output `image.tag`, which is no id; begin with a letter or `_`, and use letters, digits, \
         `-` and `_` alone",
        &output("image-tag"),
    );
    let shell = |shell: &str| {
        with_steps(|steps| {
            steps.defaults = Some(Defaults { shell: Some(shell.to_owned()), working_directory: None });
        })
    };
    limit(
        &shell("zsh"),
        "the job `build` has the default shell `zsh`, which GitHub does not know; use bash, sh, pwsh, powershell, python or \
         cmd, or a command with `{0}` for the script's file",
        &shell("zsh {0}"),
    );
}

#[test]
fn a_container_has_an_image_and_variables() {
    let container = |image: &str, variable: &str| {
        with_steps(|steps| {
            let mut container = Container::new(image);
            container.env.insert(variable.to_owned(), "x".into());
            steps.container = Some(container);
        })
    };
    let accepted = container("alpine:3", "discovery.type");
    limit(
        &container("", "A"),
        "the job `build` runs in a container without an image; name one, or leave the container out",
        &accepted,
    );
    limit(
        &container("alpine:3", "A=B"),
        "the job `build` sets the variable `A=B` in its container `container`; a variable's name is not empty, and has no \
         `=` and no space",
        &accepted,
    );
}
