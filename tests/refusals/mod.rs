//! What a description may get wrong, and how it is told: both places, the value, and the way out.
//!
//! Each test breaks a sound description in one way.

use crate::second_organization::description::organization;
use pipewright::actions::action::Lock;
use pipewright::compile::compile;
use pipewright::prelude::*;

/// The messages for a description that `break_it` made unsound.
fn refusals(break_it: impl FnOnce(&mut Repository)) -> Vec<String> {
    let mut broken = organization();
    break_it(&mut broken.repositories[0]);
    messages(&broken)
}

fn messages(broken: &Organization) -> Vec<String> {
    let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
    match compile(broken, &lock) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

fn build(repository: &mut Repository) -> &mut Build {
    &mut repository.services[0].builds[0]
}

fn deployment(repository: &mut Repository) -> &mut Deployment {
    &mut repository.services[0].deployments[0]
}

#[test]
fn the_sound_description_is_accepted() {
    assert_eq!(refusals(|_| {}), Vec::<String>::new());
}

#[test]
fn a_secret_that_nobody_declares_names_its_use_its_owner_and_the_nearest_one() {
    let found = refusals(|repository| {
        deployment(repository).registry_login = Some(RegistryLogin::new("x", SecretName::new("DEPLOY_TOKN")));
    });
    assert_eq!(
        found,
        [
            "orders, deployment `Release`, registry login (orders.rs): the secret `DEPLOY_TOKN` is used, but not declared (orders (orders.rs): this repository does not declare it); did you mean `DEPLOY_TOKEN`?"
        ]
    );
}

#[test]
fn a_secret_of_another_environment_names_who_holds_it() {
    let mut broken = organization();
    let mut test = broken.environments[0].clone();
    test.name = EnvironmentName::new("test");
    broken.environments.push(test);
    let mut secrets = broken.repositories[0].secrets.iter_mut();
    let secret = secrets.find(|secret| secret.name.as_str() == "DATABASE_URL").unwrap();
    secret.environments = vec![EnvironmentName::new("test")];
    let found = messages(&broken);
    assert_eq!(
        found,
        [
            "orders, deployment `Release`, environment of the service (orders.rs): the secret `DATABASE_URL` is not available here (orders, its secrets (orders.rs): only `test` holds it); let that environment hold it too, `Secret::of(&[test, live], ...)`, or use another secret"
        ]
    );
}

#[test]
fn a_holder_that_does_not_exist_is_told_where_the_secret_is_declared_and_not_where_it_is_used() {
    let found = refusals(|repository| {
        let secret = repository.secrets.iter_mut().find(|secret| secret.name.as_str() == "DATABASE_URL").unwrap();
        secret.environments = vec![EnvironmentName::new("lives")];
    });
    assert_eq!(found, ["orders, its secrets (orders.rs): unknown environment `lives`; did you mean `live`?"]);
}

#[test]
fn an_environments_secret_is_out_of_reach_for_a_build_without_one() {
    let found = refusals(|repository| build(repository).environment = None);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("`DEPLOY_TOKEN` is not available here") && found[0].contains("only `live` holds it"),
        "{found:?}"
    );
}

#[test]
fn a_deployment_after_a_build_that_does_not_exist_lists_the_builds() {
    let found = refusals(|repository| deployment(repository).after.build = WorkflowName::new("Imago"));
    assert_eq!(
        found,
        [
            "orders, deployment `Release` (orders.rs): the deployment waits for the build `Imago`, which its service does not have; did you mean `Image`?"
        ]
    );
}

#[test]
fn a_deployment_after_a_branch_that_is_not_built_names_the_build() {
    let found = refusals(|repository| deployment(repository).after.branch = Branch::new("main"));
    assert_eq!(
        found,
        [
            "orders, deployment `Release` (orders.rs): the deployment waits for the branch `main`, which its build never builds (orders, build `Image` (orders.rs): builds only: trunk); wait for `trunk`, or add `main` to the build's `branches`"
        ]
    );
}

#[test]
fn a_tag_that_no_build_pushes_lists_those_that_are_pushed() {
    let found = refusals(|repository| deployment(repository).image_tag = Tag::named("stable"));
    assert_eq!(
        found,
        [
            "orders, deployment `Release` (orders.rs): the deployment pulls the tag `stable`, which its build never pushes (orders, build `Image` (orders.rs): pushes only: trunk-<sha>); pull what it pushes, `image_tag: Tag::BranchAndShortSha`, or add `Tag::named(\"stable\")` to the build's `tags`"
        ]
    );
}

#[test]
fn a_branch_chosen_by_hand_whose_tag_is_never_pushed_is_refused() {
    let found = refusals(|repository| {
        build(repository).tags = vec![Tag::named("trunk")];
        deployment(repository).image_tag = Tag::Branch;
        deployment(repository).workflow_dispatch = Dispatch::of(DispatchBranch::Selected);
    });
    assert!(found[0].contains("pulls the tag `<branch>`") && found[0].contains("pushes only: trunk)"), "{found:?}");
    let fixed = refusals(|repository| {
        build(repository).tags = vec![Tag::named("trunk")];
        deployment(repository).image_tag = Tag::Branch;
        deployment(repository).workflow_dispatch = Dispatch::of(DispatchBranch::Fixed);
    });
    assert_eq!(fixed, Vec::<String>::new());
}

#[test]
fn latest_on_another_branch_is_not_pushed_for_this_one() {
    let found = refusals(|repository| {
        build(repository).tags = vec![Tag::Branch, Tag::LatestOn(Branch::new("main"))];
        deployment(repository).image_tag = Tag::named("latest");
    });
    assert!(found[0].contains("pulls the tag `latest`") && found[0].contains("pushes only: trunk)"), "{found:?}");
}

#[test]
fn two_workflows_with_one_name_or_file_name_both_places() {
    let found = refusals(|repository| {
        deployment(repository).workflow = WorkflowName::new("Image");
        deployment(repository).file = FileName::new("orders.yml");
        build(repository).file = FileName::new("orders.yml");
    });
    assert_eq!(
        found,
        [
            "orders, deployment `Image` (orders.rs): there are two of the workflow `Image` (orders, build `Image` (orders.rs): first here); rename one of them: the workflows of a repository are told apart by their names",
            "orders, deployment `Image` (orders.rs): there are two of the workflow file `orders.yml` (orders, build `Image` (orders.rs): first here); give one of them a file of its own"
        ]
    );
}

#[test]
fn an_unknown_environment_names_the_nearest_one() {
    let found = refusals(|repository| deployment(repository).environment = EnvironmentName::new("lives"));
    assert!(found[0].contains("unknown environment `lives`"), "{found:?}");
    assert!(found[0].ends_with("did you mean `live`?"), "{found:?}");
}

#[test]
fn names_that_are_none_say_what_a_name_looks_like() {
    type Break = fn(&mut Repository);
    let cases: [(&str, Break); 9] = [
        ("`a b` is not a valid repository name", |repository| repository.name = RepositoryName::new("a b")),
        ("`../x.yml` is not a valid workflow file name", |repository| {
            build(repository).file = FileName::new("../x.yml");
        }),
        ("`GITHUB_X` is not a valid secret name", |repository| {
            repository.secrets.push(Secret::of_repository(SecretName::new("GITHUB_X")));
        }),
        ("`a*` is not a valid branch", |repository| build(repository).branches.push(Branch::new("a*"))),
        ("`-x` is not a valid image tag", |repository| {
            build(repository).tags = vec![Tag::BranchAndShortSha, Tag::named("-x")];
        }),
        ("`srv` is not a valid path on a server", |repository| {
            deployment(repository).rollout = Rollout::Compose(ComposeRollout::new("compose.yml", "srv"));
        }),
        ("`A-B` is not a valid variable name", |repository| build(repository).build_args.push(literal("A-B", "x"))),
        ("`my postgres` is not a valid container name", |repository| {
            let ports = Colors::ports(3000, 3001);
            let mut rollout = BlueGreenRollout::new("shop", "/srv/shop", ports, "/etc/nginx/shop");
            rollout.checks.before = vec![Check::postgres_ready("my postgres")];
            deployment(repository).rollout = Rollout::BlueGreen(Box::new(rollout));
        }),
        ("missing tag", |repository| build(repository).tags = vec![]),
    ];
    for (message, break_it) in cases {
        let found = refusals(break_it);
        assert!(found.iter().any(|found| found.contains(message)), "{message}: {found:?}");
    }
}

#[test]
fn everything_is_told_at_once() {
    let found = refusals(|repository| {
        repository.secrets.clear();
        deployment(repository).after.build = WorkflowName::new("Nothing");
    });
    assert_eq!(found.len(), 4, "{found:?}");
}

#[test]
fn an_action_that_the_lock_does_not_pin_names_the_line_to_add() {
    let lock = Lock::parse("").unwrap();
    let problems = compile(&organization(), &lock).unwrap_err();
    let message = problems[0].to_string();
    assert!(
        message.contains("the workflow `Image`: the step `Check out the repository` of the job `build-and-push`"),
        "{message}"
    );
    assert!(message.contains("add the line `actions/checkout v4.<minor>.<patch> <commit> <runs>`"), "{message}");
}

#[test]
fn a_refusal_of_rust_knows_the_line_that_wrote_the_name() {
    let mut broken = organization();
    let (token, line) = (SecretName::new("DEPLOY_TOKN"), line!());
    broken.repositories[0].services[0].deployments[0].registry_login = Some(RegistryLogin::new("x", token));
    let found = pipewright::check::description(&broken);
    let finding = &found[0];
    let place = finding.at.place.as_ref().unwrap();
    assert_eq!(place.path().to_string(), "repositories[0].services[0].deployments[0].registry-login.password");
    assert_eq!(place.line().map(|place| (place.file(), place.line())), Some((file!(), line)));
}

#[test]
fn a_line_break_in_the_place_of_a_description_does_not_get_into_the_files_that_name_it() {
    let found = refusals(|repository| repository.described_in = "orders.rs\nrm -rf /".to_owned());
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].contains("is not a valid place of a description; write `orders.rs`; name a file, on one line"),
        "{found:?}"
    );
}

#[test]
fn the_runs_own_token_is_not_sent_to_a_registry_that_is_not_githubs() {
    let found = refusals(|repository| {
        build(repository).registry_login = None;
        deployment(repository).registry_login =
            Some(RegistryLogin::new("deployer", SecretName::new("DEPLOY_TOKEN")).or_github_token());
    });
    assert_eq!(
        found,
        [
            "orders, build `Image` (orders.rs): the run's own token is not valid for the registry `registry.example.org` (orders, build `Image` (orders.rs): not a registry of GitHub's); log in with an account of `registry.example.org`: `registry_login: Some(RegistryLogin::new(\"...\", REGISTRY_TOKEN))`, with that secret declared in the repository",
            "orders, deployment `Release` (orders.rs): the run's own token is not valid for the registry `registry.example.org` (orders, build `Image` (orders.rs): not a registry of GitHub's); remove `.or_github_token()`, and declare the secret as required"
        ]
    );
}

#[test]
fn a_tag_is_pushed_when_it_is_what_the_branch_becomes() {
    let fixed = |image_tag: Tag, pushed: Tag| {
        refusals(|repository| {
            build(repository).branches = vec![Branch::new("release/#1")];
            build(repository).tags = vec![pushed];
            build(repository).tagging = Tagging::MetadataAction;
            let deployment = deployment(repository);
            deployment.after.branch = Branch::new("release/#1");
            deployment.workflow_dispatch = Dispatch::of(DispatchBranch::Fixed);
            deployment.image_tag = image_tag;
        })
    };
    assert_eq!(fixed(Tag::Branch, Tag::named("release-1")), Vec::<String>::new());
    assert_eq!(fixed(Tag::named("release-1"), Tag::Branch), Vec::<String>::new());
    let refused = fixed(Tag::named("release--1"), Tag::Branch).concat();
    assert!(refused.contains("pulls the tag `release--1`") && refused.contains("pushes only: release-1)"), "{refused}");
}
