//! Backend: deploy to development (deploy-development.yml).

use crate::names::{AWS, DEVELOPMENT_SERVER};
use crate::reference::row::{Row, equal, holds, in_order, is, never, run, says, secrets, steps};
use crate::reference::world::BACKEND_DEVELOPMENT as FILE;

const FETCH: &str = "step[Fetch .env from AWS Secrets Manager].run";
const SCRIPT: &str = "step[Deploy with docker compose].with.script";

pub fn rows() -> Vec<Row> {
    vec![
        is(
            "Triggers: workflow_run after Build and Push Docker Image completes on development",
            FILE,
            "on.workflow_run.workflows",
            "[Build and Push Docker Image]",
        ),
        is(
            "workflow_run after Build and Push Docker Image completes on development",
            FILE,
            "on.workflow_run.types",
            "[completed]",
        ),
        is(
            "workflow_run after Build and Push Docker Image completes on development",
            FILE,
            "on.workflow_run.branches",
            "[development]",
        ),
        says(
            "gated by github.event.workflow_run.conclusion == 'success'",
            FILE,
            "job.if",
            &[
                "(github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.head_branch == 'development')",
            ],
        ),
        says(
            "Also workflow_dispatch with a branch input",
            FILE,
            "job.if",
            &["github.event_name == 'workflow_dispatch' ||"],
        ),
        is("Also workflow_dispatch with a branch input", FILE, "on.workflow_dispatch.inputs.branch.type", "string"),
        is(
            "Also workflow_dispatch with a branch input",
            FILE,
            "on.workflow_dispatch.inputs.branch.default",
            "development",
        ),
        says(
            "Also workflow_dispatch with a branch input",
            FILE,
            "step[Resolve the branch and the image].env.BRANCH",
            &["|| inputs.branch"],
        ),
        is(
            "Environment: development. - Steps: - Checkout at the build's head_sha",
            FILE,
            "job.environment",
            "development",
        ),
        is(
            "Checkout at the build's head_sha",
            FILE,
            "step[actions/checkout].with.ref",
            "${{ github.event.workflow_run.head_sha || (inputs.branch && format('refs/heads/{0}', inputs.branch)) || github.ref }}",
        ),
        is(
            "Resolve the branch into steps.env.outputs.branch",
            FILE,
            "step[Resolve the branch and the image].id",
            "env",
        ),
        holds("Resolve the branch into steps.env.outputs.branch", "what the script sets for development", |world| {
            let values = [
                ("REPOSITORY", "MAS-Mr-Mentor/mr-mentor-backend"),
                ("BRANCH", "development"),
                ("COMMIT", "0123456789"),
            ];
            let outputs = run(world, FILE, "Resolve the branch and the image", &values)?;
            equal(outputs.get("branch").map(String::as_str), Some("development"))?;
            equal(outputs.get("repository").map(String::as_str), Some("mas-mr-mentor/mr-mentor-backend"))
        }),
        is(
            "scp docker-compose.prod.yml to /home/ubuntu/mr-mentor-backend/",
            FILE,
            "step[Copy docker-compose.prod.yml to the server].with.source",
            "docker-compose.prod.yml",
        ),
        is(
            "scp docker-compose.prod.yml to /home/ubuntu/mr-mentor-backend/",
            FILE,
            "step[Copy docker-compose.prod.yml to the server].with.target",
            "/home/ubuntu/mr-mentor-backend",
        ),
        says(
            "scp docker-compose.prod.yml to /home/ubuntu/mr-mentor-backend/",
            FILE,
            "step[Copy docker-compose.prod.yml to the server].uses",
            &["appleboy/scp-action@"],
        ),
        steps(
            "aws-actions/configure-aws-credentials@v4. - Fetch .env from AWS Secrets Manager secret",
            FILE,
            &["aws-actions/configure-aws-credentials", "Fetch .env from AWS Secrets Manager"],
        ),
        says(
            "aws-actions/configure-aws-credentials@v4",
            FILE,
            "",
            &["aws-actions/configure-aws-credentials@7474bc4690e29a8392af63c5b98e7449536d5c3a # v4."],
        ),
        is(
            "Fetch .env from AWS Secrets Manager secret mr-mentor-backend/development",
            FILE,
            "step[Fetch .env from AWS Secrets Manager].env.SECRET_ID",
            "mr-mentor-backend/development",
        ),
        says(
            "Fetch .env from AWS Secrets Manager secret mr-mentor-backend/development",
            FILE,
            FETCH,
            &["aws secretsmanager get-secret-value --secret-id \"$SECRET_ID\" --query SecretString --output text"],
        ),
        in_order(
            "validate it's a JSON object → convert to KEY=VALUE lines → write .env",
            FILE,
            FETCH,
            &["if ! jq -e 'type==\"object\"'", "exit 1", "object_to_lines >\"delivery/$ENV_FILE\""],
        ),
        says("convert to KEY=VALUE lines", FILE, FETCH, &["$key + \"=\\\"\" +"]),
        is("write .env", FILE, "step[Fetch .env from AWS Secrets Manager].env.ENV_FILE", ".env"),
        is("scp the .env to the server", FILE, "step[Copy .env to the server].with.source", "delivery/.env"),
        is(
            "scp the .env to the server",
            FILE,
            "step[Copy .env to the server].with.target",
            "/home/ubuntu/mr-mentor-backend",
        ),
        is("scp the .env to the server", FILE, "step[Copy .env to the server].with.strip_components", "1"),
        is(
            "SSH: set IMAGE_TAG=<branch>",
            FILE,
            "step[Deploy with docker compose].env.IMAGE_TAG",
            "${{ steps.env.outputs.image-tag }}",
        ),
        holds("SSH: set IMAGE_TAG=<branch>", "the tag is the branch, made safe as the build does", |world| {
            let resolve = |branch| {
                run(
                    world,
                    FILE,
                    "Resolve the branch and the image",
                    &[("REPOSITORY", "O/R"), ("BRANCH", branch), ("COMMIT", "0123456789")],
                )
            };
            equal(resolve("development")?.get("image-tag").map(String::as_str), Some("development"))?;
            equal(resolve("fix/Login")?.get("image-tag").map(String::as_str), Some("fix-Login"))
        }),
        says(
            "set IMAGE_TAG=<branch>, GHCR_REPOSITORY, GHCR_USERNAME/GHCR_TOKEN",
            FILE,
            "step[Deploy with docker compose].with.envs",
            &["IMAGE_TAG", "GHCR_REPOSITORY", "GHCR_USERNAME"],
        ),
        is(
            "set IMAGE_TAG=<branch>, GHCR_REPOSITORY, GHCR_USERNAME/GHCR_TOKEN",
            FILE,
            "step[Deploy with docker compose].env.GHCR_REPOSITORY",
            "${{ steps.env.outputs.repository }}",
        ),
        is(
            "set IMAGE_TAG=<branch>, GHCR_REPOSITORY, GHCR_USERNAME/GHCR_TOKEN",
            FILE,
            "step[Deploy with docker compose].env.TOKEN_VARIABLE",
            "GHCR_TOKEN",
        ),
        says(
            "set IMAGE_TAG=<branch>, GHCR_REPOSITORY, GHCR_USERNAME/GHCR_TOKEN",
            FILE,
            SCRIPT,
            &["token=$(<\"$TOKEN_FILE\")"],
        ),
        is(
            "prefers long-lived GHCR_PAT as user MAS-intern, falls back to github.actor + GITHUB_TOKEN",
            FILE,
            "step[Deploy with docker compose].env.GHCR_USERNAME",
            "${{ (secrets.GHCR_PAT != '' && 'MAS-intern') || github.actor }}",
        ),
        is(
            "prefers long-lived GHCR_PAT as user MAS-intern, falls back to github.actor + GITHUB_TOKEN",
            FILE,
            "step[Write the registry token].env.REGISTRY_TOKEN",
            "${{ secrets.GHCR_PAT || secrets.GITHUB_TOKEN }}",
        ),
        is(
            "prefers long-lived GHCR_PAT as user MAS-intern, falls back to github.actor + GITHUB_TOKEN",
            FILE,
            "job.permissions.packages",
            "read",
        ),
        in_order(
            "docker login, then docker compose -f docker-compose.prod.yml down && pull && up -d, wait 15s, print ps + last 50 log lines, docker image prune",
            FILE,
            SCRIPT,
            &[
                "docker login",
                "docker compose -f \"$COMPOSE_FILE\" down\n",
                "docker compose -f \"$COMPOSE_FILE\" pull\n",
                "docker compose -f \"$COMPOSE_FILE\" up -d\n",
                "sleep \"$WAIT_SECONDS\"",
                "docker compose -f \"$COMPOSE_FILE\" ps\n",
                "docker compose -f \"$COMPOSE_FILE\" logs --tail=50",
                "docker image prune -f",
            ],
        ),
        is(
            "docker compose -f docker-compose.prod.yml down",
            FILE,
            "step[Deploy with docker compose].env.COMPOSE_FILE",
            "docker-compose.prod.yml",
        ),
        is("wait 15s", FILE, "step[Deploy with docker compose].env.WAIT_SECONDS", "'15'"),
        never("down && pull && up -d", FILE, SCRIPT, &["|| true", "2>/dev/null"]),
        is(
            "scp docker-compose.prod.yml to /home/ubuntu/mr-mentor-backend/",
            FILE,
            "step[Deploy with docker compose].env.DIRECTORY",
            "/home/ubuntu/mr-mentor-backend",
        ),
        steps(
            "Checkout at the build's head_sha. - Resolve the branch into steps.env.outputs.branch",
            FILE,
            &[
                "actions/checkout",
                "Resolve the branch and the image",
                "Copy docker-compose.prod.yml to the server",
                "aws-actions/configure-aws-credentials",
                "Fetch .env from AWS Secrets Manager",
                "Copy .env to the server",
                "Deploy with docker compose",
            ],
        ),
        secrets(
            "DEVELOPMENT_SERVER_HOST, DEVELOPMENT_SERVER_USER, DEVELOPMENT_SSH_KEY, DEVELOPMENT_SSH_PORT (optional), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION (optional), GHCR_PAT, GITHUB_TOKEN",
            FILE,
            &[&DEVELOPMENT_SERVER, &AWS, &["GHCR_PAT", "GITHUB_TOKEN"]],
        ),
        is(
            "DEVELOPMENT_SSH_PORT (optional)",
            FILE,
            "step[Deploy with docker compose].with.port",
            "${{ secrets.DEVELOPMENT_SSH_PORT || '22' }}",
        ),
        is(
            "DEVELOPMENT_SERVER_HOST, DEVELOPMENT_SERVER_USER, DEVELOPMENT_SSH_KEY",
            FILE,
            "step[Deploy with docker compose].with.host",
            "${{ secrets.DEVELOPMENT_SERVER_HOST }}",
        ),
        is(
            "DEVELOPMENT_SERVER_HOST, DEVELOPMENT_SERVER_USER, DEVELOPMENT_SSH_KEY",
            FILE,
            "step[Deploy with docker compose].with.username",
            "${{ secrets.DEVELOPMENT_SERVER_USER }}",
        ),
        is(
            "DEVELOPMENT_SERVER_HOST, DEVELOPMENT_SERVER_USER, DEVELOPMENT_SSH_KEY",
            FILE,
            "step[Deploy with docker compose].with.key",
            "${{ secrets.DEVELOPMENT_SSH_KEY }}",
        ),
        is(
            "AWS_REGION (optional)",
            FILE,
            "step[aws-actions/configure-aws-credentials].with.aws-region",
            "${{ secrets.AWS_REGION || 'ap-south-1' }}",
        ),
        is(
            "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
            FILE,
            "step[aws-actions/configure-aws-credentials].with.aws-access-key-id",
            "${{ secrets.AWS_ACCESS_KEY_ID }}",
        ),
        is(
            "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY",
            FILE,
            "step[aws-actions/configure-aws-credentials].with.aws-secret-access-key",
            "${{ secrets.AWS_SECRET_ACCESS_KEY }}",
        ),
    ]
}
