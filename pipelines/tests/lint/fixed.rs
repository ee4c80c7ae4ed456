//! The gotchas of the reference, fixed one after another as `lint` says: then none of them is found.

use crate::lint::gotchas::rules;
use pipewright::actions::action::Lock;
use pipewright::compile::compile;
use pipewright::diagnostic::Diagnostic;
use pipewright::lint::{Subject, findings};
use pipewright::prelude::*;
use std::collections::BTreeSet;

fn lock() -> Lock {
    Lock::parse(include_str!("../../actions.lock")).unwrap()
}

/// The rules that find something.
fn found(organization: &Organization) -> BTreeSet<&'static str> {
    let lock = lock();
    let compiled = compile(organization, &lock).unwrap();
    findings(&Subject::of(&compiled)).unwrap().iter().filter_map(Diagnostic::code).collect()
}

/// A branch that is built and goes nowhere; one group for three branches; no tests before the image.
fn fix_builds(service: &mut Service) {
    let deployed: Vec<Branch> = service.deployments.iter().map(|each| each.after.branch.clone()).collect();
    let builds = std::mem::take(&mut service.builds);
    for build in builds {
        let branches: Vec<Branch> = build.branches.iter().filter(|each| deployed.contains(each)).cloned().collect();
        for branch in branches {
            let (workflow, file) = match branch.as_str() {
                "main" => ("Build main", "build-main.yml"),
                _ => ("Build development", "build-development.yml"),
            };
            let build = Build {
                workflow: WorkflowName::new(workflow),
                file: FileName::new(file),
                concurrency: Some(BuildConcurrency::newest_wins(format!("build-{branch}"))),
                test_target: Some("test".into()),
                branches: vec![branch],
                ..build.clone()
            };
            let followers = service.deployments.iter_mut().filter(|each| build.branches.contains(&each.after.branch));
            followers.for_each(|each| each.after = build.on(each.after.branch.clone()));
            service.builds.push(build);
        }
    }
}

/// What a build bakes in is not set again, what must stay secret is not baked in, and no credential or address stands there.
fn fix_variables(service: &mut Service) {
    for build in &mut service.builds {
        build.build_args.retain(|argument| !argument.is_secret());
    }
    for deployment in &mut service.deployments {
        deployment.env.retain(Variable::is_secret);
    }
}

fn fix_deployment(deployment: &mut Deployment, token: &SecretName) {
    deployment.verify_image = true;
    deployment.registry_login = Some(RegistryLogin::new("puller", token.clone()));
    match &mut deployment.rollout {
        Rollout::Compose(rollout) => rollout.recreate = Recreate::PullFirst,
        Rollout::DockerRun(_) => {}
        Rollout::BlueGreen(rollout) => {
            rollout.live_url = Some("https://www.mrmentor.in/api/health".into());
            let asks_a_stranger = |check: &Check| {
                matches!(check, Check::PostgresReady { .. } | Check::PostgresQuery { .. } | Check::RedisPing { .. })
            };
            rollout.checks.before.retain(|check| !asks_a_stranger(check));
            rollout.checks.after.retain(|check| !asks_a_stranger(check));
        }
    }
}

fn fixed() -> Organization {
    let mut organization = pipelines::organization();
    let token = SecretName::new("PULL_TOKEN");
    for repository in &mut organization.repositories {
        repository.stale_documents.clear();
        repository.secrets.push(Secret::of_repository(token.clone()));
        if let Some(assistant) = &mut repository.assistant {
            assistant.allowed = Audience::Members;
            assistant.access = RepositoryAccess::Comment;
        }
        for service in &mut repository.services {
            fix_builds(service);
            fix_variables(service);
            service.deployments.iter_mut().for_each(|deployment| fix_deployment(deployment, &token));
        }
    }
    organization
}

#[test]
fn a_description_that_mends_the_gotchas_raises_none_of_them() {
    let gotchas: BTreeSet<&str> = rules().into_values().flatten().collect();
    assert!(
        gotchas.is_subset(&found(&pipelines::organization())),
        "{:?} is not found",
        gotchas.difference(&found(&pipelines::organization()))
    );
    let fixed = fixed();
    compile(&fixed, &lock()).unwrap();
    let left = found(&fixed);
    assert!(gotchas.is_disjoint(&left), "{:?} is found still", gotchas.intersection(&left));
}
