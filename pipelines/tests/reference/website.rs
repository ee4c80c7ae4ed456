//! Website: builds and deploys.

use crate::names::{DEVELOPMENT_SERVER, PRODUCTION_SERVER, WEBSITE_ARGUMENTS};
use crate::reference::row::{Row, absent, equal, holds, in_order, is, lines, never, run, secrets};
use crate::reference::world::*;

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        lines(
            "Dev tags development + development-<sha>",
            WEBSITE_BUILD_DEVELOPMENT,
            "step[docker/metadata-action].with.tags",
            &["type=raw,value=development", "type=sha,prefix=development-,format=short"],
        ),
        lines(
            "prod tags production + latest + production-<sha>",
            WEBSITE_BUILD_PRODUCTION,
            "step[docker/metadata-action].with.tags",
            &["type=raw,value=production", "type=raw,value=latest", "type=sha,prefix=production-,format=short"],
        ),
        holds("dev uses IMAGE_TAG=<branch>, prod uses IMAGE_TAG=production", "development", |world| {
            equal(tag(world, WEBSITE_DEVELOPMENT, "development")?.as_deref(), Some("development"))
        }),
        holds("dev uses IMAGE_TAG=<branch>, prod uses IMAGE_TAG=production", "production", |world| {
            equal(tag(world, WEBSITE_PRODUCTION, "main")?.as_deref(), Some("production"))
        }),
        secrets(
            "DEVELOPMENT_SERVER_*/PRODUCTION_SERVER_*, GITHUB_TOKEN",
            WEBSITE_DEVELOPMENT,
            &[&DEVELOPMENT_SERVER, &["GITHUB_TOKEN"]],
        ),
        secrets(
            "DEVELOPMENT_SERVER_*/PRODUCTION_SERVER_*, GITHUB_TOKEN",
            WEBSITE_PRODUCTION,
            &[&PRODUCTION_SERVER, &["GITHUB_TOKEN"]],
        ),
    ];
    for file in WEBSITE_BUILDS {
        rows.extend([
            holds("Builds: use docker/metadata-action@v5 for tagging", file, move |world| {
                equal(world.text(file)?.contains("docker/metadata-action@c299e40c65443455700f0fdfc63efafe5b349051 # v5."), true)
            }),
            is("Builds: use docker/metadata-action@v5 for tagging", file, "step[docker/build-push-action].with.tags", "${{ steps.meta.outputs.tags }}"),
            is("Builds: use docker/metadata-action@v5 for tagging", file, "step[docker/build-push-action].with.labels", "${{ steps.meta.outputs.labels }}"),
            is("Builds: use docker/metadata-action@v5 for tagging", file, "step[docker/metadata-action].with.images", "ghcr.io/${{ github.repository }}"),
            is("Builds: use docker/metadata-action@v5 for tagging", file, "step[docker/metadata-action].with.flavor", "latest=false"),
            is("platforms: linux/amd64", file, "step[docker/build-push-action].with.platforms", "linux/amd64"),
            lines("Build-args baked in: NEXT_PUBLIC_GOOGLE_CLIENT_ID, NEXT_PUBLIC_BACKEND_URL, NEXT_PUBLIC_NODEJS_SERVER, NEXT_PUBLIC_CLOUDFRONT_URL, NEXT_PUBLIC_IMAGE_ENV, NEXT_PUBLIC_MR_MENTOR_FRONTEND_URL, NEXT_PUBLIC_SHOW_ENROLLMENT_STEP", file, "step[docker/build-push-action].with.build-args", &WEBSITE_ARGUMENTS),
            is("timeout-minutes: 30", file, "job.timeout-minutes", "30"),
            secrets("and the NEXT_PUBLIC_* build-arg secrets", file, &[&["GITHUB_TOKEN"], &WEBSITE_ARGUMENTS]),
        ]);
    }
    for file in WEBSITE_DEPLOYMENTS {
        rows.extend([
            absent("Simpler than the frontend (no blue-green; single container on mas-network)", file, "step[Deploy]"),
            is("single container on mas-network", file, "step[Deploy with docker compose].env.NETWORK", "mas-network"),
            is("scp docker-compose-prod.yml to /home/ubuntu/mas-website-live/", file, "step[Copy docker-compose-prod.yml to the server].with.source", "docker-compose-prod.yml"),
            is("scp docker-compose-prod.yml to /home/ubuntu/mas-website-live/", file, "step[Copy docker-compose-prod.yml to the server].with.target", "/home/ubuntu/mas-website-live"),
            is("scp docker-compose-prod.yml to /home/ubuntu/mas-website-live/", file, "step[Deploy with docker compose].env.COMPOSE_FILE", "docker-compose-prod.yml"),
            is("SSH login as github.actor with GITHUB_TOKEN", file, "step[Deploy with docker compose].env.GHCR_USERNAME", "${{ github.actor }}"),
            is("SSH login as github.actor with GITHUB_TOKEN", file, "step[Write the registry token].env.REGISTRY_TOKEN", "${{ secrets.GITHUB_TOKEN }}"),
            is("SSH login as github.actor with GITHUB_TOKEN", file, "job.permissions.packages", "read"),
            in_order("docker network create mas-network, docker compose down/pull/up -d (dev uses IMAGE_TAG=<branch>, prod uses IMAGE_TAG=production), wait, ps + logs, prune", file, "step[Deploy with docker compose].with.script", &["docker login", "docker network create \"$NETWORK\"", "docker compose -f \"$COMPOSE_FILE\" down\n", "docker compose -f \"$COMPOSE_FILE\" pull\n", "docker compose -f \"$COMPOSE_FILE\" up -d\n", "sleep", " ps\n", " logs --tail=50", "docker image prune"]),
            never("The website deploy does not use a long-lived GHCR PAT or AWS Secrets Manager", file, "", &["GHCR_PAT", "aws", "secretsmanager"]),
            absent("The website deploy does not use a long-lived GHCR PAT or AWS Secrets Manager", file, "step[aws-actions/configure-aws-credentials]"),
        ]);
    }
    rows
}

/// The tag that a deployment resolves for a branch.
fn tag(world: &World, file: &str, branch: &str) -> Result<Option<String>, String> {
    let values = [("REPOSITORY", "MAS-Mr-Mentor/mas-website-live"), ("BRANCH", branch), ("COMMIT", "0123456789abcdef")];
    Ok(run(world, file, "Resolve the branch and the image", &values)?.remove("image-tag"))
}
