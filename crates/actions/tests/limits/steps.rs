//! Steps.

use super::{limit, with_step};
use actions::Step;
use actions::action::{ActionReference, AnyAction};
use actions::expr::{Text, github};

#[test]
fn a_script_has_1_to_21000_characters() {
    let script = |length| with_step(Step::run("Greet", "x".repeat(length)));
    limit(
        &script(21_001),
        "the step `Greet` of the job `build` has a script of 21001 characters; move it to a file of the repository: GitHub accepts at most 21000",
        &script(21_000),
    );
    limit(
        &with_step(Step::run("Greet", " \n")),
        "the step `Greet` of the job `build` has an empty script; add a command, or remove the step",
        &script(1),
    );
}

#[test]
fn a_script_holds_no_expression() {
    let message = |expression: &str| {
        format!(
            "the step `Greet` of the job `build` has `{expression}` in its script: GitHub inserts the value before the shell reads the script, so whoever controls the value can run commands; pass it as a variable, `.env(\"NAME\", ...)`, and read `\"$NAME\"`"
        )
    };
    let handed_over = with_step(Step::run("Greet", "echo \"$REF\" ${HOME}").env("REF", github::head_ref()));
    for expression in ["${{ github.head_ref }}", "${{matrix.os}}", "${{ never ended"] {
        let spliced = with_step(Step::run("Greet", format!("set -e\necho {expression}\n")));
        limit(&spliced, &message(expression), &handed_over);
    }
    let remote = |script: Text| {
        let action = ActionReference::Local("./remote".to_owned());
        with_step(AnyAction::new(action).input("script", script).step("Greet"))
    };
    let spliced = remote(Text::from("echo ").then(github::head_ref()));
    limit(&spliced, &message("${{ github.head_ref }}"), &remote(Text::from("echo hello")));
}

#[test]
fn a_step_is_given_1_to_360_minutes() {
    let given = |minutes| with_step(Step::run("Greet", "echo").timeout_minutes(minutes));
    for minutes in [0, 361] {
        let message = format!("the step `Greet` of the job `build` has a timeout of {minutes} minutes; set 1 to 360");
        limit(&given(minutes), &message, &given(minutes.clamp(1, 360)));
    }
}

#[test]
fn a_variable_can_be_read_and_is_nobody_elses() {
    let variable = |name: &str| with_step(Step::run("Greet", "echo").env(name, "x"));
    for (name, what, accepted) in [
        ("", "which no shell can read; use only letters, digits and `_`, and do not start with a digit", "A"),
        ("A-B", "which no shell can read; use only letters, digits and `_`, and do not start with a digit", "A_B"),
        ("1A", "which no shell can read; use only letters, digits and `_`, and do not start with a digit", "A1"),
        ("GITHUB_SHA", "which GitHub sets itself and nobody can overwrite; choose another name", "GITHUB_TOKEN"),
        ("RUNNER_OS", "which GitHub sets itself and nobody can overwrite; choose another name", "OS"),
    ] {
        let message = format!("the step `Greet` of the job `build` sets the variable `{name}`, {what}");
        limit(&variable(name), &message, &variable(accepted));
    }
}

#[test]
fn a_variable_has_one_value() {
    let greet = |first, second| with_step(Step::run("Greet", "echo").env("NAME", first).env("NAME", second));
    limit(
        &greet("a", "b"),
        "the step `Greet` of the job `build` sets the variable `NAME` to two values, of which one would be lost; rename one of the two",
        &greet("a", "a"),
    );
}

#[test]
fn an_action_has_an_address() {
    let uses = |reference| with_step(AnyAction::new(reference).step("Act"));
    limit(
        &uses(ActionReference::Local(".github/actions/act".to_owned())),
        "the step `Act` of the job `build` uses the action `.github/actions/act` of the repository itself; start its path with `./`",
        &uses(ActionReference::Local("./.github/actions/act".to_owned())),
    );
    limit(
        &uses(ActionReference::Image("alpine:3".to_owned())),
        "the step `Act` of the job `build` uses the image `alpine:3`; start it with `docker://`, and name an image after it",
        &uses(ActionReference::Image("docker://alpine:3".to_owned())),
    );
}
