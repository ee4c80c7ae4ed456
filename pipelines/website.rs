//! mas-website-live: the public Next.js site.

use crate::shared::*;
use pipewright::prelude::*;

/// The website's repository.
pub fn repository() -> Repository {
    Repository {
        secrets: secrets(),
        services: vec![Service {
            builds: vec![build_for_development(), build_for_production()],
            deployments: vec![deploy_to_development(), deploy_to_production()],
        }],
        assistant: Some(claude()),
        ..Repository::new("mas-website-live")
    }
}

fn secrets() -> Vec<Secret> {
    let mut secrets = common_secrets();
    secrets.extend(in_both_environments(build_arguments().iter().filter_map(Variable::held_in).cloned()));
    secrets
}

fn build_arguments() -> Vec<Variable> {
    vec![
        public("NEXT_PUBLIC_GOOGLE_CLIENT_ID"),
        public("NEXT_PUBLIC_BACKEND_URL"),
        public("NEXT_PUBLIC_NODEJS_SERVER"),
        public("NEXT_PUBLIC_CLOUDFRONT_URL"),
        public("NEXT_PUBLIC_IMAGE_ENV"),
        public("NEXT_PUBLIC_MR_MENTOR_FRONTEND_URL"),
        public("NEXT_PUBLIC_SHOW_ENROLLMENT_STEP"),
    ]
}

/// What both builds have in common.
fn build(environment: EnvironmentName, branch: Branch, base: Build) -> Build {
    Build {
        branches: vec![branch],
        concurrency: Some(BuildConcurrency::newest_wins(format!("docker-build-{environment}"))),
        environment: Some(environment),
        platforms: vec![Platform::new("linux/amd64")],
        tagging: Tagging::MetadataAction,
        build_args: build_arguments(),
        cache: Some(layer_cache(false)),
        timeout_minutes: Some(Minutes(30)),
        ..base
    }
}

fn build_for_development() -> Build {
    let tags = vec![Tag::named("development"), Tag::named_and_short_sha("development")];
    let base = Build::new("Build (Development)", "build-development.yml", tags);
    build(DEVELOPMENT, DEVELOPMENT_BRANCH, base)
}

fn build_for_production() -> Build {
    let tags = vec![Tag::named("production"), Tag::named("latest"), Tag::named_and_short_sha("production")];
    let base = Build::new("Build (Production)", "build-production.yml", tags);
    build(PRODUCTION, MAIN, base)
}

/// Both hosts run one container; a deployment logs in with the run's own token.
fn rollout() -> Rollout {
    Rollout::Compose(ComposeRollout {
        network: Some(NetworkName::new("mas-network")),
        recreate: Recreate::DownFirst,
        ..ComposeRollout::new("docker-compose-prod.yml", "/home/ubuntu/mas-website-live")
    })
}

fn deploy_to_development() -> Deployment {
    let after = build_for_development().on(DEVELOPMENT_BRANCH);
    Deployment {
        workflow_dispatch: Dispatch::of(DispatchBranch::Fixed),
        image_tag: Tag::Branch,
        ..Deployment::new("Deploy to Development", "deploy-development.yml", DEVELOPMENT, after, rollout())
    }
}

fn deploy_to_production() -> Deployment {
    let after = build_for_production().on(MAIN);
    Deployment {
        workflow_dispatch: Dispatch::of(DispatchBranch::Fixed),
        image_tag: Tag::named("production"),
        ..Deployment::new("Deploy to Production", "deploy-production.yml", PRODUCTION, after, rollout())
    }
}
