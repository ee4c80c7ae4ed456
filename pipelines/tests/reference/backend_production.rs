//! Backend: deploy to production blue-green (deploy-production.yml).

use crate::names::{AWS, PRODUCTION_SERVER};
use crate::reference::row::{Row, absent, equal, holds, in_order, is, run, says, secrets, steps};
use crate::reference::world::BACKEND_PRODUCTION as FILE;

const RESOLVE: &str = "Resolve the branch and the image";
const BEFORE: &str = "step[Pre-deployment health check].with.script";
const DEPLOY: &str = "step[Deploy].with.script";
const AFTER: &str = "step[Post-deployment verification].with.script";

pub fn rows() -> Vec<Row> {
    vec![
        is(
            "Triggers: workflow_run after the build completes with head_branch == 'main' and conclusion == 'success'; or workflow_dispatch",
            FILE,
            "on.workflow_run",
            "{workflows: [Build and Push Docker Image], types: [completed], branches: [main]}",
        ),
        says(
            "workflow_run after the build completes with head_branch == 'main' and conclusion == 'success'; or workflow_dispatch",
            FILE,
            "job.if",
            &[
                "github.event_name == 'workflow_dispatch' ||",
                "(github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.head_branch == 'main')",
            ],
        ),
        is("Environment: production. - Steps: - Checkout at head_sha", FILE, "job.environment", "production"),
        is(
            "Checkout at head_sha",
            FILE,
            "step[actions/checkout].with.ref",
            "${{ github.event.workflow_run.head_sha || github.ref }}",
        ),
        holds(
            "Compute IMAGE_TAG=main-<shortsha> (for dispatch) or <head_branch>-<shortsha>, build image_url",
            "what the script sets",
            |world| {
                let values =
                    [("REPOSITORY", "MAS-Mr-Mentor/mr-mentor-backend"), ("BRANCH", "main"), ("COMMIT", "89abcdef0123")];
                let outputs = run(world, FILE, RESOLVE, &values)?;
                equal(outputs.get("image-tag").map(String::as_str), Some("main-89abcde"))?;
                equal(
                    outputs.get("image-url").map(String::as_str),
                    Some("ghcr.io/mas-mr-mentor/mr-mentor-backend:main-89abcde"),
                )
            },
        ),
        is(
            "Compute IMAGE_TAG=main-<shortsha> (for dispatch) or <head_branch>-<shortsha>",
            FILE,
            "step[Resolve the branch and the image].env.BRANCH",
            "${{ github.event.workflow_run.head_branch || 'main' }}",
        ),
        says(
            "Compute IMAGE_TAG=main-<shortsha> (for dispatch) or <head_branch>-<shortsha>",
            FILE,
            "step[Resolve the branch and the image].run",
            &["commit=$(git rev-parse HEAD)", "image_tag=$branch_tag-$(short_sha \"$commit\")"],
        ),
        steps(
            "Configure AWS creds; fetch .env.original from SM secret mr-mentor-backend/production; scp it to /home/ubuntu/blue-green-deployment/",
            FILE,
            &[
                "aws-actions/configure-aws-credentials",
                "Fetch .env.original from AWS Secrets Manager",
                "Copy .env.original to the server",
            ],
        ),
        is(
            "fetch .env.original from SM secret mr-mentor-backend/production",
            FILE,
            "step[Fetch .env.original from AWS Secrets Manager].env",
            "{SECRET_ID: mr-mentor-backend/production, ENV_FILE: .env.original}",
        ),
        is(
            "scp it to /home/ubuntu/blue-green-deployment/",
            FILE,
            "step[Copy .env.original to the server].with.source",
            "delivery/.env.original",
        ),
        is(
            "scp it to /home/ubuntu/blue-green-deployment/",
            FILE,
            "step[Copy .env.original to the server].with.target",
            "/home/ubuntu/blue-green-deployment",
        ),
        says(
            "SSH: chmod +x deploy.sh rollback.sh health-check.sh",
            FILE,
            "step[Make the scripts executable].with.script",
            &["chmod +x deploy.sh rollback.sh health-check.sh"],
        ),
        is(
            "SSH: chmod +x deploy.sh rollback.sh health-check.sh",
            FILE,
            "step[Make the scripts executable].env.DIRECTORY",
            "/home/ubuntu/blue-green-deployment",
        ),
        says(
            "Pre-deployment health check — runs health-check.sh",
            FILE,
            BEFORE,
            &["(cd -- \"$DIRECTORY\" && ./health-check.sh)", "verify 'health-check.sh can be run' health_report"],
        ),
        says(
            "reads .current_env, asserts nginx active",
            FILE,
            BEFORE,
            &["cat -- \"$DIRECTORY/.current_env\"", "verify 'the recorded color' current_color"],
        ),
        says(
            "asserts nginx active",
            FILE,
            BEFORE,
            &["systemctl is-active nginx", "verify 'nginx is active' nginx_active"],
        ),
        says(
            "pg_isready on mr-mentor-postgres",
            FILE,
            BEFORE,
            &["docker exec \"$1\" pg_isready", "postgres_ready 'mr-mentor-postgres'"],
        ),
        says(
            "redis-cli ping on mr-mentor-redis",
            FILE,
            BEFORE,
            &["answer=$(docker exec \"$1\" redis-cli ping)", "redis_ping 'mr-mentor-redis'"],
        ),
        in_order(
            "runs health-check.sh, reads .current_env, asserts nginx active, pg_isready on mr-mentor-postgres, redis-cli ping on mr-mentor-redis",
            FILE,
            BEFORE,
            &[
                "verify 'health-check.sh can be run'",
                "verify 'the recorded color'",
                "verify 'nginx is active'",
                "verify 'PostgreSQL in",
                "verify 'Redis in",
                "conclude",
            ],
        ),
        in_order(
            "GHCR login on the prod server as mas-mr-mentor using GHCR_PULL_TOKEN",
            FILE,
            "step[Log in to ghcr.io on the server].with.script",
            &["docker login \"$REGISTRY\" --username \"$REGISTRY_USERNAME\" --password-stdin <\"$TOKEN_FILE\""],
        ),
        is(
            "GHCR login on the prod server as mas-mr-mentor using GHCR_PULL_TOKEN",
            FILE,
            "step[Log in to ghcr.io on the server].env.REGISTRY_USERNAME",
            "mas-mr-mentor",
        ),
        is(
            "GHCR login on the prod server as mas-mr-mentor using GHCR_PULL_TOKEN",
            FILE,
            "step[Write the registry token].env.REGISTRY_TOKEN",
            "${{ secrets.GHCR_PULL_TOKEN }}",
        ),
        says("Deploy — ./deploy.sh \"<image_url>\"", FILE, DEPLOY, &["./deploy.sh \"$IMAGE_URL\""]),
        is(
            "Deploy — ./deploy.sh \"<image_url>\"",
            FILE,
            "step[Deploy].env.IMAGE_URL",
            "${{ steps.env.outputs.image-url }}",
        ),
        is(
            "Deploy — ./deploy.sh \"<image_url>\"",
            FILE,
            "step[Deploy].env.DIRECTORY",
            "/home/ubuntu/blue-green-deployment",
        ),
        in_order(
            "on non-zero exit it dumps the target container logs and runs ./rollback.sh, then fails",
            FILE,
            DEPLOY,
            &[
                "follow deploy ./deploy.sh \"$IMAGE_URL\" || status=$?",
                "target_log\n",
                "follow rollback ./rollback.sh",
                "exit 1",
            ],
        ),
        says("dumps the target container logs", FILE, DEPLOY, &["docker logs --tail 50 \"$container\""]),
        is("Post-deployment verification (if: always())", FILE, "step[Post-deployment verification].if", "always()"),
        says(
            "reads .current_env, inspects the active container's published port",
            FILE,
            AFTER,
            &[
                "color=$(cat -- \"$DIRECTORY/.current_env\")",
                "docker inspect --format '{{range $port, $bindings := .NetworkSettings.Ports}}",
            ],
        ),
        says(
            "curls /api/health and asserts \"success\":true",
            FILE,
            AFTER,
            &["curl -fsS", "live_answer '/api/health' '\"success\":true'"],
        ),
        says(
            "runs a SELECT COUNT(*) FROM users",
            FILE,
            AFTER,
            &["'SELECT COUNT(*) FROM users'", "psql --username \"$2\" --dbname \"$3\""],
        ),
        says(
            "redis-cli ping, and checks the nginx proxy_pass port matches the active port",
            FILE,
            AFTER,
            &[
                "redis_ping 'mr-mentor-redis'",
                "verify 'nginx passes requests to the live container' nginx_port",
                "((named > 0 && others == 0))",
            ],
        ),
        in_order(
            "curls /api/health and asserts \"success\":true, runs a SELECT COUNT(*) FROM users, redis-cli ping, and checks the nginx proxy_pass port",
            FILE,
            AFTER,
            &[
                "verify 'the recorded color'",
                "verify 'the live container answers /api/health",
                "verify 'PostgreSQL in",
                "verify 'Redis in",
                "verify 'nginx passes",
                "conclude",
            ],
        ),
        steps(
            "Summary + success notification (Slack webhook is present but commented out)",
            FILE,
            &["Summary", "Notify of the success"],
        ),
        is("Summary + success notification", FILE, "step[Summary].if", "always()"),
        absent("Summary + success notification", FILE, "step[Notify of the success].if"),
        says(
            "Slack webhook is present but commented out",
            FILE,
            "step[Notify of the success].run",
            &["# jq -n", "#     --config <(printf 'url = \"%s\"\\n' \"$SLACK_WEBHOOK_URL\")"],
        ),
        holds("Slack webhook is present but commented out", "no line that runs speaks of it", |world| {
            let script = world.string(FILE, "step[Notify of the success].run")?;
            let live: Vec<&str> = script.lines().filter(|line| !line.trim_start().starts_with('#')).collect();
            equal(live.iter().any(|line| line.contains("SLACK") || line.contains("curl")), false)
        }),
        steps(
            "Compute IMAGE_TAG=main-<shortsha>",
            FILE,
            &[
                "actions/checkout",
                RESOLVE,
                "aws-actions/configure-aws-credentials",
                "Fetch .env.original from AWS Secrets Manager",
                "Copy .env.original to the server",
                "Make the scripts executable",
                "Pre-deployment health check",
                "Log in to ghcr.io on the server",
                "Deploy",
                "Post-deployment verification",
                "Summary",
                "Notify of the success",
            ],
        ),
        secrets(
            "Secrets: PRODUCTION_SERVER_HOST, PRODUCTION_SERVER_USER, PRODUCTION_SSH_KEY, PRODUCTION_SSH_PORT (optional), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION (optional), GHCR_PULL_TOKEN",
            FILE,
            &[&PRODUCTION_SERVER, &AWS, &["GHCR_PULL_TOKEN"]],
        ),
        is(
            "PRODUCTION_SSH_PORT (optional)",
            FILE,
            "step[Deploy].with.port",
            "${{ secrets.PRODUCTION_SSH_PORT || '22' }}",
        ),
        is(
            "PRODUCTION_SERVER_HOST, PRODUCTION_SERVER_USER, PRODUCTION_SSH_KEY",
            FILE,
            "step[Deploy].with.host",
            "${{ secrets.PRODUCTION_SERVER_HOST }}",
        ),
        is(
            "PRODUCTION_SERVER_HOST, PRODUCTION_SERVER_USER, PRODUCTION_SSH_KEY",
            FILE,
            "step[Deploy].with.username",
            "${{ secrets.PRODUCTION_SERVER_USER }}",
        ),
        is(
            "PRODUCTION_SERVER_HOST, PRODUCTION_SERVER_USER, PRODUCTION_SSH_KEY",
            FILE,
            "step[Deploy].with.key",
            "${{ secrets.PRODUCTION_SSH_KEY }}",
        ),
        is(
            "AWS_REGION (optional), GHCR_PULL_TOKEN",
            FILE,
            "step[aws-actions/configure-aws-credentials].with.aws-region",
            "${{ secrets.AWS_REGION || 'ap-south-1' }}",
        ),
    ]
}
