//! Triggers: filters, inputs, cron lines.

use super::{limit, on};
use actions::trigger::call::{CallOutput, CallSecret};
use actions::trigger::{
    Cron, Filter, Input, InputType, PullRequest, Push, Schedule, Trigger, Triggers, WorkflowCall, WorkflowDispatch,
    WorkflowRun,
};
use actions::{Workflow, chain};
use indexmap::IndexMap;

fn branches(patterns: &[&str]) -> Workflow {
    on(Push::to(patterns.iter().copied()))
}

fn paths(patterns: &[&str]) -> Workflow {
    on(Trigger::PullRequest(PullRequest { paths: Filter::only(patterns.iter().copied()), ..PullRequest::default() }))
}

#[test]
fn branches_that_github_misreads() {
    for (pattern, what, accepted) in [
        ("", "is empty; remove it", "a"),
        (" main", "starts or ends with a space; remove the space", "main"),
        ("v[0-9", "opens `[` and does not close it; close it, or write `\\[`", "v[0-9]"),
        ("v0-9]", "closes a `]` that was not opened; open it, or write `\\]`", "v0-9\\]"),
        ("v[]", "has `[]`, which matches nothing; list letters and digits between the brackets", "v[1]"),
        (
            "v[^0-9]",
            "has `^` between brackets; use only letters, digits and ranges of them: GitHub has no negation there",
            "v[0-9]",
        ),
        ("v[9-0]", "has the range `9-0`; write a range that ascends within `a-z`, `A-Z` or `0-9`", "v[0-9]"),
        ("v[a-Z]", "has the range `a-Z`; write a range that ascends within `a-z`, `A-Z` or `0-9`", "v[a-zA-Z]"),
        ("main\\", "ends with a backslash, which escapes nothing; remove it", "main\\*"),
        (
            "?main",
            "has `?` with no character before it; put a character before it: `?` means at most once, `+` once or more",
            "m?ain",
        ),
        (
            "v*+",
            "has `+` with no character before it; put a character before it: `?` means at most once, `+` once or more",
            "v[0-9]+",
        ),
        (
            "refs/heads/main",
            "starts with `refs/`, but GitHub compares the short name; write `main`, not `refs/heads/main`",
            "main",
        ),
        ("ma in", "has ` `, which no branch and no tag has; remove it: the pattern would never match", "ma-in"),
        ("v1:2", "has `:`, which no branch and no tag has; remove it: the pattern would never match", "v1.2"),
        (
            "release/",
            "has a `/` at its start or end, which no branch and no tag has; remove it: the pattern would never match",
            "release/**",
        ),
        ("a//b", "has `//`, which no branch and no tag has; remove it: the pattern would never match", "a/b"),
        ("a..b", "has `..`, which no branch and no tag has; remove it: the pattern would never match", "a.b"),
    ] {
        let message = format!("the trigger `push` has the pattern `{pattern}` in `branches`, which {what}");
        limit(&branches(&[pattern]), &message, &branches(&[accepted]));
    }
}

#[test]
fn paths_that_github_misreads() {
    for (pattern, what, accepted) in [
        ("/src/**", "starts with `/`, but paths are relative to the root of the repository; remove `/`", "src/**"),
        ("./src/**", "starts with `./`, but paths are relative to the root of the repository; remove `./`", "src/**"),
        (
            "docs/",
            "ends with `/`, but only files are compared; write `docs/**` for every file below the folder",
            "docs/**",
        ),
        ("", "is empty; remove it", "**.js"),
        ("app/[slug].ts\\", "ends with a backslash, which escapes nothing; remove it", "app/\\[slug\\] (old)/*.ts"),
    ] {
        let message = format!("the trigger `pull_request` has the pattern `{pattern}` in `paths`, which {what}");
        limit(&paths(&[pattern]), &message, &paths(&[accepted]));
    }
}

#[test]
fn what_takes_away_needs_something_before_it() {
    let message = "the trigger `push` has the pattern `!main` in `branches`, which excludes something from the patterns before it, and there are none; put a pattern without `!` before it";
    limit(&branches(&["!main"]), message, &branches(&["**", "!main"]));
    limit(&branches(&["!main", "**"]), message, &branches(&["**", "!main"]));
    limit(
        &on(Push { tags: Filter::except(["!v1"]), ..Push::default() }),
        "the trigger `push` has the pattern `!v1` in `tags-ignore`, which excludes something from the patterns before it, and there are none; put a pattern without `!` before it",
        &on(Push { tags: Filter::except(["v1"]), ..Push::default() }),
    );
}

#[test]
fn a_filter_has_a_pattern_and_an_effect() {
    limit(
        &branches(&[]),
        "the trigger `push` has `branches` without a pattern; remove the filter, or add a pattern",
        &on(Push::default()),
    );
    let tags = Push { tags: Filter::only(["v*"]), paths: Filter::only(["src/**"]), ..Push::default() };
    limit(
        &on(tags.clone()),
        "the trigger `push` has `tags` and `paths`, but GitHub ignores `paths` when a tag is pushed; remove one of them, or add `branches`",
        &on(Push { branches: Filter::only(["main"]), ..tags }),
    );
}

#[test]
fn an_event_and_a_workflow_stand_once() {
    let twice = |count| Workflow::new("Build", Triggers::from(vec![Trigger::from(Push::to(["main"])); count]));
    limit(
        &twice(2).job("build", super::job()),
        "the trigger `push` is declared twice; combine the two declarations",
        &twice(1).job("build", super::job()),
    );
    let other = Workflow::new("Deploy", Triggers::default());
    let run = WorkflowRun::completed(&super::sound());
    limit(
        &on(run.clone().or_of(&super::sound())),
        "the trigger `workflow_run` names the workflow `Build` twice; name it once",
        &on(run.or_of(&other)),
    );
}

#[test]
fn a_type_of_a_dispatch_has_1_to_100_characters() {
    let event = |length| on(Trigger::RepositoryDispatch(vec!["x".repeat(length)]));
    limit(
        &event(101),
        &format!(
            "the trigger `repository_dispatch` has the type `{}` of 101 characters; use 1 to 100",
            "x".repeat(101)
        ),
        &event(100),
    );
    limit(&event(0), "the trigger `repository_dispatch` has the type `` of 0 characters; use 1 to 100", &event(1));
}

#[test]
fn a_schedule_has_a_line_that_fires() {
    let cron = |line: &str| Cron::parse(line).map_err(|error| error.to_string());
    for (line, message, accepted) in [
        (
            "@daily",
            "has 1 fields; write five, with one space between them: minute, hour, day of the month, month, day of the week",
            "0 0 * * *",
        ),
        (
            "0 0 * * 7",
            "has `7` for the day of the week; write 0 to 6 or SUN to SAT, `*`, a range `a-b`, steps `a/n`, or several of these with `,` between",
            "0 0 * * 0",
        ),
        (
            "60 * * * *",
            "has `60` for the minute; write 0 to 59, `*`, a range `a-b`, steps `a/n`, or several of these with `,` between",
            "59 * * * *",
        ),
        ("0 0 30 2 *", "never fires; name a day that one of its months has", "0 0 29 2 *"),
        ("0 0 31 4,6,9,11 *", "never fires; name a day that one of its months has", "0 0 31 4,5 *"),
        (
            "*/4 * * * *",
            "fires after 4 minutes; leave at least 5: GitHub starts a workflow no more often",
            "*/5 * * * *",
        ),
    ] {
        assert_eq!(cron(line), Err(format!("the cron line `{line}` {message}")));
        assert!(cron(accepted).is_ok(), "{accepted}");
    }
    limit(
        &on(Trigger::Schedule(Schedule(Vec::new()))),
        "the trigger `schedule` has no cron line; add at least one",
        &on(Trigger::Schedule(Schedule(vec![Cron::parse("30 5 * * 1").unwrap()]))),
    );
}

fn input(kind: InputType, default: Option<&str>) -> Input {
    Input { description: "x".to_owned(), required: false, default: default.map(str::to_owned), kind }
}

fn dispatch(inputs: impl IntoIterator<Item = (String, Input)>) -> Workflow {
    on(WorkflowDispatch { inputs: inputs.into_iter().collect() })
}

fn dispatch_of(name: &str, kind: InputType, default: Option<&str>) -> Workflow {
    dispatch([(name.to_owned(), input(kind, default))])
}

#[test]
fn a_form_asks_for_at_most_25_inputs() {
    let inputs = |count| dispatch((0..count).map(|number| (format!("i{number}"), input(InputType::String, None))));
    limit(&inputs(26), "the trigger `workflow_dispatch` has 26 inputs; use at most 25", &inputs(25));
}

#[test]
fn the_inputs_of_a_form_have_at_most_65535_characters() {
    // As JSON there are `{"notes":""}` around the default.
    let notes = |length: usize| dispatch_of("notes", InputType::String, Some(&"ä".repeat(length - 12)));
    limit(
        &notes(65_536),
        "the trigger `workflow_dispatch` has inputs whose names and defaults have 65536 characters as JSON; move the longest default to a file: GitHub accepts at most 65535",
        &notes(65_535),
    );
}

/// A workflow for each name, set off by the one before it.
fn chained(names: &[&str]) -> Vec<Workflow> {
    let mut all: Vec<Workflow> = Vec::new();
    for name in names {
        let on: Trigger =
            all.last().map_or_else(|| Push::to(["main"]).into(), |last| WorkflowRun::completed(last).into());
        all.push(Workflow { name: (*name).to_owned(), ..super::on(on) });
    }
    all
}

/// What GitHub would never start of these.
fn cut_off(workflows: &[Workflow]) -> Vec<(usize, String)> {
    let found = chain::problems(&workflows.iter().collect::<Vec<_>>()).into_iter();
    found
        .map(|(index, problem)| {
            assert!(problem.documentation.ends_with("events-that-trigger-workflows#workflow_run"));
            (index, problem.to_string())
        })
        .collect()
}

#[test]
fn github_starts_three_workflows_after_the_first_of_a_chain() {
    let told = |chain: &str| {
        format!(
            "the trigger `workflow_run` is at the end of a chain that is too long: {chain}; merge some of these workflows: GitHub starts at most three after the first"
        )
    };
    assert_eq!(cut_off(&chained(&["A", "B", "C", "D"])), []);
    // GitHub's own example: neither E nor F runs.
    let found = cut_off(&chained(&["A", "B", "C", "D", "E", "F"]));
    assert_eq!(found, [(4, told("`A`, `B`, `C`, `D`, `E`")), (5, told("`B`, `C`, `D`, `E`, `F`"))]);
    // Whoever waits for two waits for the longer chain.
    let mut forked = chained(&["A", "B", "C", "D"]);
    let both = WorkflowRun::completed(&forked[0]).or_of(&forked[3]);
    forked.push(Workflow { name: "E".to_owned(), ..on(both) });
    assert_eq!(cut_off(&forked), [(4, told("`A`, `B`, `C`, `D`, `E`"))]);
    // A circle is a chain without an end.
    let mut circle = chained(&["A", "B"]);
    circle[0].on = on(WorkflowRun::completed(&circle[1])).on;
    assert_eq!(cut_off(&circle).first(), Some(&(0, told("`A`, `B`, `A`, `B`, `A`"))));
}

#[test]
fn an_input_can_be_entered() {
    let choice = |options: &[&str]| InputType::Choice(options.iter().map(|option| (*option).to_owned()).collect());
    for (kind, default, what, accepted_kind, accepted) in [
        (choice(&[]), None, "which is a choice without options; add options", choice(&["a"]), None),
        (choice(&["a", "a"]), None, "whose option `a` is listed twice; list it once", choice(&["a", "b"]), None),
        (
            choice(&["a", "b"]),
            Some("c"),
            "whose default `c` is not an option; use one of the options: a, b",
            choice(&["a", "b"]),
            Some("b"),
        ),
        (
            InputType::Boolean,
            Some("yes"),
            "whose default `yes` is not a boolean; write `true` or `false`",
            InputType::Boolean,
            Some("true"),
        ),
        (
            InputType::Number,
            Some("many"),
            "whose default `many` is not a number; write it in digits, such as `3` or `0.5`",
            InputType::Number,
            Some("-0.5"),
        ),
    ] {
        limit(
            &dispatch_of("level", kind, default),
            &format!("the trigger `workflow_dispatch` has the input `level`, {what}"),
            &dispatch_of("level", accepted_kind, accepted),
        );
    }
}

#[test]
fn an_input_has_a_name() {
    for (name, what, accepted) in [
        (
            "log level",
            "which is not a valid identifier; start with a letter or `_`, and use only letters, digits, `-` and `_`",
            "log-level",
        ),
        (
            "1st",
            "which is not a valid identifier; start with a letter or `_`, and use only letters, digits, `-` and `_`",
            "first",
        ),
    ] {
        limit(
            &dispatch_of(name, InputType::String, None),
            &format!("the trigger `workflow_dispatch` has the input `{name}`, {what}"),
            &dispatch_of(accepted, InputType::String, None),
        );
    }
}

#[test]
fn a_called_workflow_declares_what_can_be_handed_over() {
    let inputs = |kind| WorkflowCall {
        inputs: IndexMap::from([("to".to_owned(), input(kind, None))]),
        ..WorkflowCall::default()
    };
    limit(
        &on(Trigger::WorkflowCall(inputs(InputType::Environment))),
        "the trigger `workflow_call` has the input `to`, whose type is `environment`; use `string`, `number` or `boolean`, the only types of a called workflow",
        &on(Trigger::WorkflowCall(inputs(InputType::String))),
    );
    let secret = |name: &str| {
        let secret = CallSecret { description: "x".to_owned(), required: true };
        let call = WorkflowCall { secrets: IndexMap::from([(name.to_owned(), secret)]), ..WorkflowCall::default() };
        on(Trigger::WorkflowCall(call))
    };
    limit(
        &secret("github_pat"),
        "the trigger `workflow_call` has the secret `github_pat`, whose name starts with `GITHUB_`, which GitHub reserves; rename it",
        &secret("pat"),
    );
    let output = |name: &str| {
        let output = CallOutput { description: "x".to_owned(), value: "x".into() };
        let call = WorkflowCall { outputs: IndexMap::from([(name.to_owned(), output)]), ..WorkflowCall::default() };
        on(Trigger::WorkflowCall(call))
    };
    limit(
        &output("image.tag"),
        "the trigger `workflow_call` has the output `image.tag`, which is not a valid identifier; start with a letter or `_`, and use only letters, digits, `-` and `_`",
        &output("image_tag"),
    );
}
