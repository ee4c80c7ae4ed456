//! mr-mentor-backend: the Express API.

use crate::shared::*;
use pipewright::prelude::*;

const AWS_ACCESS_KEY_ID: SecretName = SecretName::new("AWS_ACCESS_KEY_ID");
const AWS_SECRET_ACCESS_KEY: SecretName = SecretName::new("AWS_SECRET_ACCESS_KEY");
const AWS_REGION: SecretName = SecretName::new("AWS_REGION");
const GHCR_PULL_TOKEN: SecretName = SecretName::new("GHCR_PULL_TOKEN");

/// The backend's repository.
pub fn repository() -> Repository {
    Repository {
        secrets: secrets(),
        services: vec![Service {
            builds: vec![build()],
            deployments: vec![deploy_to_development(), deploy_to_production()],
        }],
        assistant: Some(claude()),
        stale_documents: vec![RepositoryPath::new("CI-CD.md")], // PM2, and workflows that are gone
        ..Repository::new("mr-mentor-backend")
    }
}

fn secrets() -> Vec<Secret> {
    let mut secrets = common_secrets();
    secrets.extend(in_both_environments([AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY]));
    secrets.push(Secret::of(&[DEVELOPMENT, PRODUCTION], AWS_REGION).or("ap-south-1"));
    secrets.push(Secret::of(&[DEVELOPMENT], GHCR_PAT).optional());
    secrets.push(Secret::of(&[PRODUCTION], GHCR_PULL_TOKEN));
    secrets
}

fn build() -> Build {
    Build {
        branches: vec![MAIN, DEVELOPMENT_BRANCH, STAGING_BRANCH],
        target: Some(StageName::new("prod")),
        cache: Some(layer_cache(false)),
        concurrency: Some(BuildConcurrency::newest_wins("docker-build")),
        ..Build::new(
            "Build and Push Docker Image",
            "build.yml",
            vec![Tag::Branch, Tag::BranchAndShortSha, Tag::LatestOn(MAIN)],
        )
    }
}

/// The running service reads what AWS Secrets Manager holds at the time of the deployment.
fn secrets_manager(secret_id: &'static str) -> AwsSecretsManager {
    let credentials = AwsCredentials::key(AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY);
    AwsSecretsManager { secret_id: AwsSecretName::new(secret_id), region: AWS_REGION, credentials }
}

fn deploy_to_development() -> Deployment {
    let rollout = Rollout::Compose(ComposeRollout {
        wait: Wait::For("15s".into()),
        recreate: Recreate::DownFirst,
        ..ComposeRollout::new("docker-compose.prod.yml", "/home/ubuntu/mr-mentor-backend")
    });
    let after = build().on(DEVELOPMENT_BRANCH);
    Deployment {
        workflow_dispatch: Dispatch::of(DispatchBranch::Input),
        image_tag: Tag::Branch,
        aws_secrets_manager: Some(secrets_manager("mr-mentor-backend/development")),
        registry_login: Some(mas_intern().or_github_token()),
        ..Deployment::new("Deploy to Development", "deploy-development.yml", DEVELOPMENT, after, rollout)
    }
}

fn deploy_to_production() -> Deployment {
    let rollout = Rollout::BlueGreen(Box::new(blue_green()));
    let after = build().on(MAIN);
    Deployment {
        workflow_dispatch: Dispatch::of(DispatchBranch::Fixed),
        image_tag: Tag::BranchAndShortSha,
        aws_secrets_manager: Some(secrets_manager("mr-mentor-backend/production")),
        env_file: Some(HostFile::new(".env.original")),
        registry_login: Some(RegistryLogin::new("mas-mr-mentor", GHCR_PULL_TOKEN)),
        ..Deployment::new("Deploy to Production Blue-Green", "deploy-production.yml", PRODUCTION, after, rollout)
    }
}

fn blue_green() -> BlueGreenRollout {
    // Not in the reference, to be confirmed on the host: nginx's file, the network.
    let ports = Colors::ports(3000, 3001);
    let nginx_file = "/etc/nginx/sites-available/mr-mentor-backend";
    BlueGreenRollout {
        scripts: Scripts::OnServer,
        smoke_test: UrlPath::new("/api/health"),
        network: Some(NetworkName::new("app-network")),
        login_by: LoginBy::Workflow,
        checks: Checks {
            before: vec![
                Check::HealthReport,
                Check::CurrentColor,
                Check::NginxActive,
                Check::postgres_ready("mr-mentor-postgres"),
                Check::redis_ping("mr-mentor-redis"),
            ],
            after: vec![
                Check::CurrentColor,
                Check::live_answer("/api/health", r#""success":true"#),
                Check::postgres_query("mr-mentor-postgres", "shubham", "mas", "SELECT COUNT(*) FROM users"),
                Check::redis_ping("mr-mentor-redis"),
                Check::NginxPort,
            ],
        },
        notification: Some(Notification::Slack {
            webhook: SecretName::new("SLACK_WEBHOOK_URL"),
            switch: Switch::CommentedOut,
        }),
        ..BlueGreenRollout::new("mr-mentor-backend", "/home/ubuntu/blue-green-deployment", ports, nginx_file)
    }
}
