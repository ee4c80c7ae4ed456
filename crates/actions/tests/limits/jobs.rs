//! Jobs.

use super::{job, limit, sound, with_job, with_step, with_steps};
use actions::{Concurrency, Container, Defaults, EnvironmentReference, Permission, Runner, Scope, Step, Workflow};

#[test]
fn an_id_is_one_that_github_reads() {
    let named = |id: &str| Workflow::new("Build", sound().on).job(id, job());
    let long = "x".repeat(100);
    for (id, what, accepted) in [
        (
            "a.b",
            "is not a valid identifier; start with a letter or `_`, and use only letters, digits, `-` and `_`",
            "a-b",
        ),
        (&long, "has 100 characters; use at most 99", &long[1..]),
        ("__build", "starts with `__`, which GitHub reserves; rename it", "_build"),
    ] {
        limit(&named(id), &format!("the job id `{id}` {what}"), &named(accepted));
        let step = |id: &str| with_step(Step::run("Greet", "echo").with_id(id).into());
        limit(&step(id), &format!("the job `build` has a step with the id `{id}`, which {what}"), &step(accepted));
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
        "the job `build` has two steps with one id, `One` (id `tag`) and `Two` (id `Tag`); rename one: GitHub ignores the case of letters",
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
        "the job `build` needs `tests`, which is not a job of the workflow; use one of the jobs: build, test",
        &accepted,
    );
    limit(&needing(&["test", "test"]), "the job `build` needs `test` twice; name it once", &accepted);
    limit(&needing(&["build"]), "the job `build` needs itself: build -> build; remove one of these needs", &accepted);
}

#[test]
fn a_job_has_a_step_and_a_runner() {
    limit(&with_steps(|steps| steps.steps.clear()), "the job `build` has no step; add at least one", &sound());
    limit(
        &with_steps(|steps| steps.runs_on = Runner::Labels(Vec::new())),
        "the job `build` has a runner without a label; name at least one",
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
        "the job `build` has a timeout of 0 minutes; set at least 1, or remove it: the default is 360",
        &given(1, "ubuntu-24.04"),
    );
    limit(
        &given(361, "ubuntu-24.04"),
        "the job `build` has a timeout of 361 minutes, but a GitHub-hosted runner ends a job after 360; set at most 360",
        &given(360, "ubuntu-24.04"),
    );
    limit(
        &given(7201, "own"),
        "the job `build` has a timeout of 7201 minutes, but a self-hosted runner ends a job after 7200; set at most 7200",
        &given(7200, "own"),
    );
}

#[test]
fn an_environments_name_has_1_to_255_characters() {
    let environment =
        |length| with_steps(|steps| steps.environment = Some(EnvironmentReference::new("x".repeat(length))));
    limit(
        &environment(256),
        "the job `build` has an environment whose name has 256 characters; use at most 255",
        &environment(255),
    );
    limit(&environment(0), "the job `build` has an environment without a name; name it, or remove it", &environment(1));
}

#[test]
fn a_job_does_not_wait_for_its_own_run() {
    let groups = |group: &str| Workflow {
        concurrency: Some(Concurrency::one_at_a_time("deploy")),
        ..with_job(|job| job.concurrency = Some(Concurrency::one_at_a_time(group)))
    };
    limit(
        &groups("deploy"),
        "the job `build` has the concurrency group `deploy` of its own workflow, and would wait for itself; rename one",
        &groups("deploy-job"),
    );
    limit(&groups(" "), "the job `build` has a concurrency group without a name; name it", &groups("job"));
}

#[test]
fn a_permission_is_one_that_github_has() {
    let needs = |need| with_step(Step::run("Greet", "echo").permission(need));
    limit(
        &needs(Permission::read(Scope::IdToken, "x")),
        "the job `build` has the permission `id-token: read`, which does not exist; use `id-token: write`",
        &needs(Permission::write(Scope::IdToken, "x")),
    );
    limit(
        &needs(Permission::write(Scope::Models, "x")),
        "the job `build` has the permission `models: write`, which does not exist; use `models: read`",
        &needs(Permission::read(Scope::Models, "x")),
    );
}

#[test]
fn what_a_job_names_can_be_read() {
    let variable = |name: &str| with_steps(|steps| drop(steps.env.insert(name.to_owned(), "x".into())));
    limit(
        &variable("A B"),
        "the job `build` sets the variable `A B`, which no shell can read; use only letters, digits and `_`, and do not start with a digit",
        &variable("A_B"),
    );
    let output = |name: &str| with_steps(|steps| drop(steps.outputs.insert(name.to_owned(), "x".into())));
    limit(
        &output("image.tag"),
        "the job `build` has the output `image.tag`, which is not a valid identifier; start with a letter or `_`, and use only letters, digits, `-` and `_`",
        &output("image-tag"),
    );
    let shell = |shell: &str| {
        with_steps(|steps| {
            steps.defaults = Some(Defaults { shell: Some(shell.to_owned()), working_directory: None });
        })
    };
    limit(
        &shell("zsh"),
        "the job `build` has the default shell `zsh`, which GitHub does not know; use bash, sh, pwsh, powershell, python, cmd or a command with `{0}` for the script's file",
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
        "the job `build` has a container without an image; name an image, or remove the container",
        &accepted,
    );
    limit(
        &container("alpine:3", "A=B"),
        "the job `build` sets the variable `A=B` in its container `container`; use a name that is not empty and has no `=` and no space",
        &accepted,
    );
}
