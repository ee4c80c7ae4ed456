//! Own workflows that are nearly what a rule looks for: what is found, and what is left alone.

use crate::lint::own::in_workflow;
use crate::lint::project::codes;
use pipewright::actions::action::{Action, ActionReference, AnyAction, Cache, Checkout, Login};
use pipewright::actions::expr::{Expr, Text, function, github, key, secrets};
use pipewright::actions::trigger::{PullRequest, Push, WorkflowRun};
use pipewright::actions::{Call, Concurrency, Job, Permission, Scope, Step, Steps, Trigger, Workflow};

/// A job of these steps that is ended in time.
fn job(steps: Vec<Step>) -> Job {
    let mut steps = Steps::new(steps);
    steps.timeout_minutes = Some(15);
    Job::new(steps)
}

/// A workflow that does this at a push.
fn at_push(job: Job) -> Workflow {
    Workflow::new("Test", vec![Trigger::from(Push::to(["main"]))]).job("test", job)
}

fn found(steps: Vec<Step>) -> Vec<String> {
    found_in(at_push(job(steps)))
}

fn found_in(workflow: Workflow) -> Vec<String> {
    codes(&in_workflow(workflow)).into_iter().map(str::to_owned).collect()
}

const NOTHING: [&str; 0] = [];

fn checkout() -> Checkout {
    Checkout::new().persist_credentials(false)
}

#[test]
fn credentials_that_a_later_script_fetches_or_pushes_with_are_kept_for_it() {
    let kept = || Checkout::new().step("Check out");
    assert_eq!(found(vec![kept(), Step::run("Test", "make test\n")]), ["T311"]);
    assert_eq!(found(vec![Checkout::new().persist_credentials(true).step("Check out")]), ["T311"]);
    assert_eq!(found(vec![kept(), Step::run("Push", "git push\n")]), NOTHING);
    assert_eq!(found(vec![Step::run("Push", "git push\n"), kept()]), ["T311"]);
}

#[test]
fn a_permission_is_used_where_the_token_is_in_reach() {
    let write = |scope| Step::run("Write", "tool write\n").permission(Permission::write(scope, "write"));
    assert_eq!(found(vec![write(Scope::Packages)]), ["T308"]);
    // Handed over: to the step, by hand, or to a login before.
    assert_eq!(found(vec![write(Scope::Packages).env("TOKEN", github::token())]), NOTHING);
    let raw = Expr::<String>::raw("github['token']", "an index");
    assert_eq!(found(vec![write(Scope::Packages).env("TOKEN", raw)]), NOTHING);
    let login = Login::new("ghcr.io", github::actor(), secrets::named("GITHUB_TOKEN")).step("Log in");
    assert_eq!(found(vec![login, write(Scope::Packages)]), NOTHING);
    // Of an action that is not known nobody can say; a script reads, or asks for the run's identity, without the token.
    let unknown = AnyAction::new(ActionReference::Local("./log-in".to_owned())).step("Log in");
    assert_eq!(found(vec![unknown, write(Scope::Packages)]), NOTHING);
    assert_eq!(found(vec![write(Scope::IdToken)]), NOTHING);
    let read = Step::run("Read", "tool read\n").permission(Permission::read(Scope::Packages, "read"));
    assert_eq!(found(vec![read]), NOTHING);
    // Another secret does not use it.
    assert_eq!(found(vec![write(Scope::Packages).env("TOKEN", secrets::named("OTHER"))]), ["T308"]);
    // Git's own credentials write contents, and nothing else.
    let kept = || Checkout::new().step("Check out");
    let push = |scope| Step::run("Push", "git push\n").permission(Permission::write(scope, "push"));
    assert_eq!(found(vec![kept(), push(Scope::Contents)]), NOTHING);
    assert_eq!(found(vec![kept(), push(Scope::Issues)]), ["T308"]);
}

/// A workflow that checks out this, with a secret in its hands.
fn privileged(trigger: Trigger, reference: Expr<String>) -> Workflow {
    let check_out = checkout().reference(reference).step("Check out");
    let test = Step::run("Test", "make test\n").env("KEY", secrets::named("KEY"));
    Workflow::new("Privileged", vec![trigger]).job("test", job(vec![check_out, test]))
}

fn target() -> Trigger {
    Trigger::PullRequestTarget(PullRequest::default())
}

#[test]
fn a_proposed_commit_is_trusted_where_a_condition_tells_whose_it_is_or_there_is_nothing_to_take() {
    let head = || github::payload(["pull_request", "head", "sha"]);
    assert_eq!(found_in(privileged(target(), head())), ["T309"]);
    assert_eq!(found_in(privileged(target(), github::head_ref())), ["T309"]);
    assert_eq!(found_in(privileged(target(), github::sha())), NOTHING);
    assert_eq!(found_in(privileged(Trigger::from(Push::to(["main"])), head())), NOTHING);
    let mut guarded = privileged(target(), head());
    let of_head = github::payload::<String, _>(["pull_request", "head", "repo", "full_name"]);
    guarded.jobs[0].condition = Some(of_head.equals(github::repository()));
    assert_eq!(found_in(guarded), NOTHING);
    let check_out = checkout().reference(head()).step("Check out");
    let nothing_to_take =
        Workflow::new("Test", vec![target()]).job("test", job(vec![check_out.clone(), Step::run("Test", "make\n")]));
    assert_eq!(found_in(nothing_to_take), NOTHING);
    let write =
        Step::run("Label", "make\n").env("T", github::token()).permission(Permission::write(Scope::Issues, "label"));
    let may_write = Workflow::new("Test", vec![target()]).job("test", job(vec![check_out, write]));
    assert_eq!(found_in(may_write), ["T309"]);
}

#[test]
fn a_condition_guards_where_it_is_false_for_every_fork() {
    let of =
        |part: &[&'static str]| github::payload::<String, key::JobIf>(["pull_request"].iter().chain(part).copied());
    let name = || of(&["head", "repo", "full_name"]);
    let is_fork = || github::payload::<bool, key::JobIf>(["pull_request", "head", "repo", "fork"]);
    let ready = || of(&["state"]).equals("open");
    let found = |condition: Expr<bool, key::JobIf>| {
        let mut workflow = privileged(target(), github::payload(["pull_request", "head", "sha"]));
        workflow.jobs[0].condition = Some(condition);
        found_in(workflow)
    };
    for guard in [
        name().equals(github::repository()),
        name().equals("acme/shop"),
        ready().and(name().equals(github::repository())),
        is_fork().equals(false),
        !is_fork(),
        !(is_fork().or(ready())),
        github::event_name().equals("push"),
        of(&["author_association"]).equals("MEMBER").or(of(&["author_association"]).equals("OWNER")),
        of(&["head", "repo", "owner", "login"]).equals(github::repository_owner()),
    ] {
        assert_eq!(found(guard.clone()), NOTHING, "{guard}");
    }
    for none in [
        is_fork().equals(true),
        is_fork(),
        name().differs(""),
        name().differs(github::repository()),
        name().equals(github::repository()).or(ready()),
        ready(),
        github::repository().equals("acme/shop"),
        of(&["author_association"]).equals("CONTRIBUTOR"),
        of(&["author_association"]).differs("NONE"),
        of(&["head", "ref"]).equals("main"),
    ] {
        assert_eq!(found(none.clone()), ["T309"], "{none}");
    }
}

#[test]
fn what_a_run_was_of_is_untrusted_where_a_pull_request_can_start_it() {
    let ends = |trigger: Trigger| {
        let mut build = Workflow::new("Build", vec![trigger]).job("build", job(vec![Step::run("Build", "make\n")]));
        build.concurrency = Some(Concurrency::newest_wins(Text::from("build-").then(github::reference())));
        let after = privileged(WorkflowRun::completed(&build).into(), github::workflow_run::head_sha());
        let own = |file, workflow| pipewright::compile::OwnWorkflow::new(file, "src/example.rs", workflow);
        let lock = include_str!("../../actions.lock").replace(" node20", " node24");
        let found = crate::lint::own::findings(&lock, &[own("build.yml", build), own("after.yml", after)]);
        codes(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(ends(Trigger::PullRequest(PullRequest::default())), ["T309"]);
    assert_eq!(ends(Trigger::from(Push::to(["main"]))), NOTHING);
}

#[test]
fn a_secret_is_for_every_step_where_there_are_several() {
    let steps = || vec![Step::run("One", "one\n"), Step::run("Two", "two\n")];
    let with_env = |steps: Vec<Step>| {
        let mut work = Steps::new(steps);
        work.timeout_minutes = Some(15);
        work.env.insert("KEY".to_owned(), secrets::named("KEY").into());
        found_in(at_push(Job::new(work)))
    };
    assert_eq!(with_env(steps()), ["S213"]);
    assert_eq!(with_env(vec![Step::run("One", "one\n")]), NOTHING);
    let mut workflow = at_push(job(steps()));
    workflow.env.insert("KEY".to_owned(), secrets::named("KEY").into());
    assert_eq!(found_in(workflow), ["S213"]);
    let all = Expr::<String>::raw("toJson( secrets )", "there is no type for it");
    assert_eq!(found(vec![Step::run("One", "one\n").env("ALL", all)]), ["S213"]);
    let call = || Call::elsewhere("owner/name/.github/workflows/build.yml@0123456789abcdef0123456789abcdef01234567");
    assert_eq!(found_in(at_push(Job::call(call().inherit_secrets()))), ["S213"]);
    assert_eq!(found_in(at_push(Job::call(call().secret("KEY", secrets::named("KEY"))))), NOTHING);
}

#[test]
fn history_is_fetched_for_whoever_reads_it() {
    let deep = || checkout().fetch_depth(0).step("Check out");
    let test = || Step::run("Test", "make test\n");
    assert_eq!(found(vec![deep(), test()]), ["C505"]);
    assert_eq!(found(vec![checkout().fetch_tags(true).step("Check out"), test()]), ["C505"]);
    assert_eq!(found(vec![checkout().fetch_depth(2).step("Check out"), test()]), NOTHING);
    assert_eq!(found(vec![deep(), Step::run("Log", "git log --oneline\n")]), NOTHING);
    let unknown = AnyAction::new(ActionReference::Local("./notes".to_owned())).step("Write notes");
    assert_eq!(found(vec![deep(), unknown]), NOTHING);
}

#[test]
fn a_cache_is_found_again_by_its_files_or_by_what_its_key_begins_with() {
    let keyed = |key: Text| Cache::new("~/.npm", key);
    let step = |cache: Cache| found(vec![cache.step("Restore")]);
    let by_run = || Text::from("npm-").then(github::run_id());
    assert_eq!(step(keyed(by_run())), ["C506"]);
    assert_eq!(step(keyed(by_run()).restore_keys(["npm-"])), NOTHING);
    assert_eq!(step(keyed(Text::from("npm-1"))), ["C506"]);
    assert_eq!(step(keyed(Text::from("npm-").then(function::hash_files(["package-lock.json"])))), NOTHING);
    let hash = Step::run("Hash", "echo \"hash=$(sha256sum lock)\" >>\"$GITHUB_OUTPUT\"\n").with_id("hash");
    let key = Text::from("npm-").then(hash.outputs().output("hash").value());
    assert_eq!(found(vec![hash.into(), keyed(key).step("Restore")]), NOTHING);
}

#[test]
fn a_job_is_ended_by_its_time_or_by_those_of_all_its_steps() {
    let untimed = |steps| found_in(at_push(Job::new(Steps::new(steps))));
    assert_eq!(untimed(vec![Step::run("One", "one\n")]), ["C507"]);
    assert_eq!(untimed(vec![Step::run("One", "one\n").timeout_minutes(5)]), NOTHING);
    assert_eq!(untimed(vec![Step::run("One", "one\n").timeout_minutes(5), Step::run("Two", "two\n")]), ["C507"]);
}

#[test]
fn runs_of_a_pull_request_are_stopped_as_a_whole_or_job_by_job() {
    let on_request = || {
        Workflow::new("Test", vec![Trigger::PullRequest(PullRequest::default())])
            .job("one", job(vec![Step::run("One", "one\n")]))
            .job("two", job(vec![Step::run("Two", "two\n")]))
    };
    assert_eq!(found_in(on_request()), ["C508"]);
    let mut waits = on_request();
    waits.concurrency = Some(Concurrency::one_at_a_time("test"));
    assert_eq!(found_in(waits), ["C508"]);
    let mut by_job = on_request();
    for job in by_job.jobs.values_mut() {
        job.concurrency = Some(Concurrency::newest_wins("test"));
    }
    assert_eq!(found_in(by_job), NOTHING);
}
