//! One Go service, its own registry, one environment, other paths.

use pipewright::prelude::*;

const TRUNK: Branch = Branch::new("trunk");
const LIVE: EnvironmentName = EnvironmentName::new("live");
const DEPLOY_TOKEN: SecretName = SecretName::new("DEPLOY_TOKEN");

pub fn organization() -> Organization {
    let mut live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
    live.server.fingerprint = Some(SecretName::new("LIVE_FINGERPRINT"));
    let only = [LIVE];
    let secrets = vec![
        Secret::of(&only, live.server.host.clone()),
        Secret::of(&only, live.server.user.clone()),
        Secret::of(&only, live.server.key.clone()),
        Secret::of(&only, live.server.port.clone()).or("2222"),
        Secret::of(&only, SecretName::new("LIVE_FINGERPRINT")),
        Secret::of(&only, DEPLOY_TOKEN),
        Secret::of(&only, SecretName::new("DATABASE_URL")),
    ];
    Organization {
        name: "example".to_owned(),
        environments: vec![live],
        repositories: vec![Repository {
            name: RepositoryName::new("orders"),
            described_in: "orders.rs".to_owned(),
            secrets,
            services: vec![Service { builds: vec![image()], deployments: vec![release()] }],
            assistant: None,
            stale_documents: Vec::new(),
            ignore: Vec::new(),
        }],
    }
}

fn image() -> Build {
    Build {
        branches: vec![TRUNK],
        environment: Some(LIVE),
        registry: Registry::new("registry.example.org"),
        registry_login: Some(RegistryLogin::new("deployer", DEPLOY_TOKEN)),
        ..Build::new("Image", "image.yml", vec![Tag::BranchAndShortSha])
    }
}

fn release() -> Deployment {
    Deployment {
        workflow: WorkflowName::new("Release"),
        file: FileName::new("release.yml"),
        environment: LIVE,
        after: image().on(TRUNK),
        workflow_dispatch: Dispatch::of(DispatchBranch::Selected),
        image_tag: Tag::BranchAndShortSha,
        env: vec![secret("DATABASE_URL"), literal("PORT", "8080")],
        aws_secrets_manager: None,
        env_file: Some("service.env".into()),
        registry_login: Some(RegistryLogin::new("deployer", DEPLOY_TOKEN)),
        rollout: Rollout::Compose(ComposeRollout::new("compose.yml", "/srv/orders")),
        timeout_minutes: Some(Minutes(10)),
        verify_image: false,
        ignore: Vec::new(),
    }
}
