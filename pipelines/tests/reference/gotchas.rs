//! Edge cases, limits and gotchas: what is unwise is reproduced all the same.

use crate::reference::row::{Row, absent, equal, holds, in_order, is, never, says};
use crate::reference::world::*;

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        holds(
            "Stale in-repo docs. mr-mentor-backend/CI-CD.md and mr-mentor-frontend/CI-CD.md document a defunct PM2/Bun-over-SSH pipeline (ci-cd.yml, deploy.yml, SERVER_HOST/SSH_PRIVATE_KEY secrets",
            "no workflow uses the old names",
            |world| {
                for file in workflows() {
                    let secrets = world.secrets(file)?;
                    equal(secrets.contains("SERVER_HOST") || secrets.contains("SSH_PRIVATE_KEY"), false)?;
                }
                Ok(())
            },
        ),
        says(
            "Manually dispatching a deploy computes the tag as <branch>-<shortsha>/main-<shortsha> and pulls it",
            BACKEND_PRODUCTION,
            "step[Resolve the branch and the image].run",
            &["commit=$(git rev-parse HEAD)", "image_tag=$branch_tag-$(short_sha \"$commit\")"],
        ),
        in_order(
            "if no build ever pushed that tag, the pull fails",
            BACKEND_DEVELOPMENT,
            "step[Deploy with docker compose].with.script",
            &["set -Eeuo pipefail", "docker compose -f \"$COMPOSE_FILE\" pull\n"],
        ),
        says(
            "Frontend/website public env values are compiled into the image via build-args",
            WEBSITE_BUILD_DEVELOPMENT,
            "step[docker/build-push-action].with.build-args",
            &["NEXT_PUBLIC_BACKEND_URL"],
        ),
        absent("Changing them requires a rebuild, not just a redeploy", WEBSITE_DEVELOPMENT, "step[Assemble .env]"),
        says(
            "logging into the server's docker as the ephemeral github.actor/GITHUB_TOKEN leaves a credential that dies with the run",
            WEBSITE_DEVELOPMENT,
            "",
            &["# The run's own token expires with the run: the server cannot pull with it later."],
        ),
        says(
            "The backend dev deploy comment",
            BACKEND_DEVELOPMENT,
            "",
            &["# The long-lived token, so that the server can also pull after the run; if it is not set,"],
        ),
        says(
            "the long-lived GHCR_PAT (user MAS-intern) / GHCR_PULL_TOKEN (user mas-mr-mentor) is used so subsequent server-side pulls keep working",
            BACKEND_PRODUCTION,
            "",
            &["# A long-lived token: the server can also pull with it after the run."],
        ),
        is(
            "Frontend deploy workflows hardcode the dev (15.206.142.123) and prod (13.234.60.63) TURN server hosts",
            FRONTEND_DEVELOPMENT,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_HOST",
            "15.206.142.123",
        ),
        is(
            "Frontend deploy workflows hardcode the dev (15.206.142.123) and prod (13.234.60.63) TURN server hosts",
            FRONTEND_PRODUCTION,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_HOST",
            "13.234.60.63",
        ),
        in_order(
            "The post-deploy step runs SELECT COUNT(*) FROM users with hardcoded DB user shubham/db mas and container names mr-mentor-postgres/mr-mentor-redis",
            BACKEND_PRODUCTION,
            "step[Post-deployment verification].with.script",
            &[
                "postgres_query 'mr-mentor-postgres' 'shubham' 'mas' 'SELECT COUNT(*) FROM users'",
                "redis_ping 'mr-mentor-redis'",
            ],
        ),
        says("Backend build.yml accepts staging", BACKEND_BUILD, "", &["branches: [main, development, staging]"]),
    ];
    for file in DEPLOYMENTS {
        rows.push(holds(
            "there is no chained staging deploy workflow, so a :staging image just sits in GHCR",
            file,
            move |world| equal(world.text(file)?.contains("staging"), false),
        ));
        rows.push(says(
            "Deploy depends on build success, not on the commit",
            file,
            "job.if",
            &["workflow_run.conclusion == 'success'"],
        ));
    }
    for file in [FRONTEND_DEVELOPMENT, FRONTEND_PRODUCTION] {
        rows.push(is(
            "webrtcuser/webrtccred credentials directly in the workflow .env heredoc rather than in secrets",
            file,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_USERNAME",
            "webrtcuser",
        ));
        rows.push(is(
            "webrtcuser/webrtccred credentials directly in the workflow .env heredoc rather than in secrets",
            file,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_CREDENTIAL",
            "webrtccred",
        ));
        rows.push(holds("rather than in secrets", file, move |world| {
            equal(world.secrets(file)?.iter().any(|secret| secret.contains("TURN")), false)
        }));
    }
    for file in BLUE_GREEN_DEPLOYMENTS {
        rows.push(is(
            "Backend/frontend prod verification + summary run even on failure so logs are captured",
            file,
            "step[Post-deployment verification].if",
            "always()",
        ));
        rows.push(is(
            "Backend/frontend prod verification + summary run even on failure so logs are captured",
            file,
            "step[Summary].if",
            "always()",
        ));
        rows.push(absent(
            "the job's overall status still reflects the deploy step",
            file,
            "step[Deploy].continue-on-error",
        ));
    }
    for file in BUILDS {
        rows.push(holds("there is no separate test job in the active YAML", file, move |world| {
            equal(world.find(file, "jobs")?.as_mapping().map(serde_yaml::Mapping::len), Some(1))
        }));
        rows.push(never(
            "The current build workflows go straight from checkout to docker build",
            file,
            "",
            &["npm test", "npm run", "lint", "jest"],
        ));
    }
    for file in ASSISTANTS {
        rows.push(is("claude.yml grants contents: write, pull-requests: write, issues: write, id-token: write; it can push commits and comment", file, "job.permissions", "{contents: write, pull-requests: write, issues: write, id-token: write}"));
        rows.push(holds(
            "It is strictly gated on the literal @claude token in the comment/issue body or title",
            file,
            move |world| {
                let condition = world.string(file, "job.if")?;
                let alternatives: Vec<&str> = condition.split("||\n").map(str::trim).collect();
                equal(alternatives.len(), 4)?;
                equal(
                    alternatives
                        .iter()
                        .all(|part| part.starts_with("(github.event_name == '") && part.contains("'@claude')")),
                    true,
                )
            },
        ));
    }
    rows
}
