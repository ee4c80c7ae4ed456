//! mr-mentor-frontend: the Next.js portal for mentors and administrators.

use crate::shared::*;
use pipewright::prelude::*;

/// The frontend's repository.
pub fn repository() -> Repository {
    Repository {
        secrets: secrets(),
        services: vec![Service {
            builds: vec![build_for_development(), build_for_production()],
            deployments: vec![deploy_to_development(), deploy_to_production()],
        }],
        assistant: Some(claude()),
        stale_documents: vec![RepositoryPath::new("CI-CD.md")], // PM2, and workflows that are gone
        ..Repository::new("mr-mentor-frontend")
    }
}

fn secrets() -> Vec<Secret> {
    let settings = [application(), turn()].concat();
    let mut secrets = common_secrets();
    secrets.extend(in_both_environments(settings.iter().filter_map(Variable::held_in).cloned()));
    secrets.push(Secret::of(&[DEVELOPMENT, PRODUCTION], GHCR_PAT));
    secrets
}

/// Google, `NextAuth` and the addresses of the application; a build bakes them in and a deployment writes them again.
fn application() -> Vec<Variable> {
    vec![
        public("GOOGLE_CLIENT_ID"),
        secret("GOOGLE_CLIENT_SECRET"),
        public("GOOGLE_REDIRECT_URI"),
        public("NEXT_PUBLIC_BACKEND_URL"),
        public("NEXTAUTH_URL"),
        public("NEXTAUTH_URL_INTERNAL"),
        secret("NEXTAUTH_SECRET"),
        public("NEXT_PUBLIC_FRONTEND_URL"),
        public("NEXT_PUBLIC_TOKEN_VALUE"),
        public("NEXT_PUBLIC_CDN_URL"),
    ]
}

/// The TURN server as a build reads it, from the environment's secrets.
fn turn() -> Vec<Variable> {
    vec![
        public("NEXT_PUBLIC_TURN_SERVER_HOST"),
        public("NEXT_PUBLIC_TURN_SERVER_PORT"),
        public("NEXT_PUBLIC_TURN_SERVER_USERNAME"),
        public("NEXT_PUBLIC_TURN_SERVER_CREDENTIAL"),
    ]
}

/// The TURN server as a deployment writes it, in plain sight.
fn literal_turn(host: &str) -> Vec<Variable> {
    vec![
        literal("NEXT_PUBLIC_TURN_SERVER_HOST", host),
        // Not in the reference: TURN's own port, to be confirmed on the host.
        literal("NEXT_PUBLIC_TURN_SERVER_PORT", "3478"),
        literal("NEXT_PUBLIC_TURN_SERVER_USERNAME", "webrtcuser"),
        literal("NEXT_PUBLIC_TURN_SERVER_CREDENTIAL", "webrtccred"),
    ]
}

/// What both builds have in common.
fn build(environment: EnvironmentName, branch: Branch, base: Build) -> Build {
    Build {
        branches: vec![branch],
        concurrency: Some(BuildConcurrency::newest_wins(format!("docker-build-{environment}"))),
        environment: Some(environment),
        build_args: [application(), turn(), vec![literal("NEXT_PUBLIC_NODE_ENV", "production")]].concat(),
        cache: Some(layer_cache(true)),
        timeout_minutes: Some(Minutes(20)),
        ..base
    }
}

fn build_for_development() -> Build {
    let tags = vec![Tag::Branch, Tag::BranchAndShortSha, Tag::named("development")];
    let base = Build::new("Build (Development)", "build-development.yml", tags);
    let mut build = build(DEVELOPMENT, DEVELOPMENT_BRANCH, base);
    // A change of code does not pay for a full `next build`.
    build.cache_mounts = vec![CacheMount {
        source: RepositoryPath::new(".next/cache"),
        target: ImagePath::new("/app/.next/cache"),
        key_files: ["package-lock.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock*"].map(FilePattern::new).to_vec(),
    }];
    build
}

fn build_for_production() -> Build {
    let tags = vec![Tag::Branch, Tag::BranchAndShortSha, Tag::named("production"), Tag::LatestOn(MAIN)];
    let base = Build::new("Build (Production)", "build-production.yml", tags);
    build(PRODUCTION, MAIN, base)
}

/// The environment of the service, with the TURN server of the host it runs on.
fn env(turn_host: &str) -> Vec<Variable> {
    [application(), literal_turn(turn_host)].concat()
}

fn deploy_to_development() -> Deployment {
    let rollout = Rollout::Compose(ComposeRollout {
        network: Some(NetworkName::new("app-network")),
        recreate: Recreate::DownFirst,
        ..ComposeRollout::new("docker-compose.prod.yml", "/home/ubuntu/mr-mentor-frontend")
    });
    let after = build_for_development().on(DEVELOPMENT_BRANCH);
    Deployment {
        workflow_dispatch: Dispatch::of(DispatchBranch::Selected),
        image_tag: Tag::Branch,
        env: env("15.206.142.123"),
        registry_login: Some(mas_intern()),
        timeout_minutes: Some(Minutes(15)),
        ..Deployment::new("Deploy to Development", "deploy-development.yml", DEVELOPMENT, after, rollout)
    }
}

fn deploy_to_production() -> Deployment {
    let rollout = Rollout::BlueGreen(Box::new(blue_green()));
    let after = build_for_production().on(MAIN);
    Deployment {
        workflow_dispatch: Dispatch::of(DispatchBranch::Fixed),
        image_tag: Tag::BranchAndShortSha,
        env: env("13.234.60.63"),
        registry_login: Some(mas_intern()),
        timeout_minutes: Some(Minutes(15)),
        ..Deployment::new("Deploy to Production Blue-Green", "deploy-production.yml", PRODUCTION, after, rollout)
    }
}

fn blue_green() -> BlueGreenRollout {
    // Not in the reference, to be confirmed on the host: the ports (the backend has 3000 and 3001 of the same server),
    // nginx's file, the network.
    let ports = Colors::ports(3002, 3003);
    let nginx_file = "/etc/nginx/sites-available/mr-mentor-frontend";
    BlueGreenRollout {
        scripts: Scripts::InRepository(RepositoryPath::new("deploy/blue-green")),
        // 200 only while NextAuth has its secret; a page may redirect.
        smoke_test: UrlPath::new("/api/auth/session"),
        network: Some(NetworkName::new("app-network")),
        login_by: LoginBy::DeployScript,
        checks: Checks {
            before: vec![Check::HealthReport, Check::NginxActive],
            after: vec![
                Check::HealthScript,
                Check::address("https://www.mrmentor.in", "30s".into()),
                Check::address_where_500_means(
                    "https://www.mrmentor.in/api/auth/session",
                    "30s".into(),
                    "missing NEXTAUTH_SECRET",
                ),
            ],
        },
        ..BlueGreenRollout::new("mr-mentor-frontend", "/home/ubuntu/blue-green-frontend", ports, nginx_file)
    }
}
