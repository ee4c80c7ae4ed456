//! Background jobs, external integrations, status lifecycles.

use crate::reference::row::{Row, absent, equal, holds, in_order, is, never, says};
use crate::reference::world::*;

pub fn rows() -> Vec<Row> {
    let mut rows = background();
    rows.extend(integrations());
    rows.extend(lifecycles());
    rows
}

fn background() -> Vec<Row> {
    let mut rows = vec![
        says(
            "the frontend's persisted .next/cache are the async optimizations",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[actions/cache].with.path",
            &[".next/cache"],
        ),
        holds("CI/CD here has no application-level BullMQ jobs", "no workflow knows of them", |world| {
            equal(
                workflows()
                    .iter()
                    .any(|file| world.text(file).is_ok_and(|text| text.to_lowercase().contains("bullmq"))),
                false,
            )
        }),
        holds(
            "There are no webhooks wired into these pipelines beyond the (commented-out) Slack notification placeholder in the backend prod deploy",
            "no other file names one",
            |world| {
                let named: Vec<&str> = workflows()
                    .into_iter()
                    .filter(|file| world.text(file).is_ok_and(|text| text.to_lowercase().contains("webhook")))
                    .collect();
                equal(named, vec![BACKEND_PRODUCTION])
            },
        ),
    ];
    for file in DEPLOYMENTS {
        rows.push(says("A deploy never runs unless its build completed (and, for prod, on the right branch with conclusion == 'success')", file, "job.if", &["github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.head_branch =="]));
        rows.push(never(
            "This means a failed/cancelled build silently skips deployment",
            file,
            "job.if",
            &["'failure'", "'cancelled'", "always()"],
        ));
    }
    for file in BUILDS {
        rows.push(holds("concurrency groups (docker-build*, with cancel-in-progress: true)", file, move |world| {
            equal(world.string(file, "concurrency.group")?.starts_with("docker-build"), true)
        }));
        rows.push(is(
            "cancel an in-flight build when a newer push arrives, so only the latest commit's image is built",
            file,
            "concurrency.cancel-in-progress",
            "true",
        ));
        rows.push(is(
            "GHCR layer cache (type=gha)",
            file,
            "step[docker/build-push-action].with.cache-from",
            "type=gha",
        ));
    }
    for file in workflows() {
        rows.push(absent("No scheduled (cron) workflows exist in any of the three repos", file, "on.schedule"));
    }
    for (words, files, minutes) in [
        ("frontend builds 20 min", &FRONTEND_BUILDS, "20"),
        ("deploys 15 min", &[FRONTEND_DEVELOPMENT, FRONTEND_PRODUCTION], "15"),
        ("website builds 30 min", &WEBSITE_BUILDS, "30"),
    ] {
        rows.extend(files.map(|file| is(words, file, "job.timeout-minutes", minutes)));
    }
    rows
}

fn integrations() -> Vec<Row> {
    let mut rows = vec![
        is(
            "GHCR_PULL_TOKEN (backend prod, user mas-mr-mentor)",
            BACKEND_PRODUCTION,
            "step[Write the registry token].env",
            "{REGISTRY: ghcr.io, REGISTRY_USERNAME: mas-mr-mentor, REGISTRY_TOKEN: '${{ secrets.GHCR_PULL_TOKEN }}'}",
        ),
        is(
            "GHCR_PAT (backend+frontend server pulls, user MAS-intern)",
            FRONTEND_DEVELOPMENT,
            "step[Write the registry token].env",
            "{REGISTRY: ghcr.io, REGISTRY_USERNAME: MAS-intern, REGISTRY_TOKEN: '${{ secrets.GHCR_PAT }}'}",
        ),
        is(
            "GHCR_PAT (backend+frontend server pulls, user MAS-intern)",
            FRONTEND_PRODUCTION,
            "step[Write the registry token].env",
            "{REGISTRY: ghcr.io, REGISTRY_USERNAME: MAS-intern, REGISTRY_TOKEN: '${{ secrets.GHCR_PAT }}'}",
        ),
        is(
            "backend prefers the long-lived PAT precisely so the credential survives after the run",
            BACKEND_DEVELOPMENT,
            "step[Write the registry token].env",
            "{REGISTRY: ghcr.io, REGISTRY_USERNAME: \"${{ (secrets.GHCR_PAT != '' && 'MAS-intern') || github.actor }}\", REGISTRY_TOKEN: '${{ secrets.GHCR_PAT || secrets.GITHUB_TOKEN }}'}",
        ),
        holds("backend deploys only", "Secrets Manager is asked by the backend's deployments alone", |world| {
            let asked: Vec<&str> = workflows()
                .into_iter()
                .filter(|file| world.text(file).is_ok_and(|text| text.contains("secretsmanager")))
                .collect();
            equal(asked, vec![BACKEND_DEVELOPMENT, BACKEND_PRODUCTION])
        }),
        is(
            "AWS_REGION (default ap-south-1)",
            BACKEND_DEVELOPMENT,
            "step[aws-actions/configure-aws-credentials].with",
            "{aws-region: \"${{ secrets.AWS_REGION || 'ap-south-1' }}\", aws-access-key-id: '${{ secrets.AWS_ACCESS_KEY_ID }}', aws-secret-access-key: '${{ secrets.AWS_SECRET_ACCESS_KEY }}'}",
        ),
        is(
            "AWS_REGION (default ap-south-1)",
            BACKEND_PRODUCTION,
            "step[aws-actions/configure-aws-credentials].with",
            "{aws-region: \"${{ secrets.AWS_REGION || 'ap-south-1' }}\", aws-access-key-id: '${{ secrets.AWS_ACCESS_KEY_ID }}', aws-secret-access-key: '${{ secrets.AWS_SECRET_ACCESS_KEY }}'}",
        ),
        in_order(
            "The fetch step set -euo pipefail + jq -e 'type==\"object\"' aborts the deploy if the secret is missing or not a JSON object — no silent empty .env",
            BACKEND_DEVELOPMENT,
            "step[Fetch .env from AWS Secrets Manager].run",
            &[
                "set -Eeuo pipefail",
                "secret=$(aws secretsmanager",
                "jq -e 'type==\"object\"'",
                "exit 1",
                "jq -e 'length > 0'",
                "exit 1",
                "object_to_lines >",
            ],
        ),
        in_order(
            "The fetch step set -euo pipefail + jq -e 'type==\"object\"' aborts the deploy if the secret is missing or not a JSON object — no silent empty .env",
            BACKEND_PRODUCTION,
            "step[Fetch .env.original from AWS Secrets Manager].run",
            &[
                "set -Eeuo pipefail",
                "secret=$(aws secretsmanager",
                "jq -e 'type==\"object\"'",
                "exit 1",
                "jq -e 'length > 0'",
                "exit 1",
                "object_to_lines >",
            ],
        ),
        in_order(
            "Missing NEXTAUTH_SECRET surfaces as an HTTP 500 on /api/auth/session",
            FRONTEND_PRODUCTION,
            "step[Post-deployment verification].with.script",
            &["$status == 500", "return 1", "/api/auth/session", "'missing NEXTAUTH_SECRET'"],
        ),
        says(
            "NEXT_PUBLIC_SHOW_ENROLLMENT_STEP (website), NEXT_PUBLIC_IMAGE_ENV (website)",
            WEBSITE_BUILD_PRODUCTION,
            "step[docker/build-push-action].with.build-args",
            &["NEXT_PUBLIC_SHOW_ENROLLMENT_STEP", "NEXT_PUBLIC_IMAGE_ENV"],
        ),
        holds(
            "Backend runtime flags (e.g. ENABLE_SEEDING, USE_DIRECT_S3_UPLOAD) live in the Secrets-Manager-managed .env, not in the workflow YAML",
            "no workflow names them",
            |world| {
                equal(
                    workflows().iter().any(|file| {
                        world
                            .text(file)
                            .is_ok_and(|text| text.contains("ENABLE_SEEDING") || text.contains("USE_DIRECT_S3_UPLOAD"))
                    }),
                    false,
                )
            },
        ),
    ];
    for file in BUILDS {
        rows.push(is(
            "GITHUB_TOKEN (build push)",
            file,
            "step[docker/login-action].with.password",
            "${{ secrets.GITHUB_TOKEN }}",
        ));
    }
    for file in DEPLOYMENTS {
        let side = if file.ends_with("deploy-production.yml") { "PRODUCTION" } else { "DEVELOPMENT" };
        rows.push(holds("DEVELOPMENT_SERVER_HOST/USER, PRODUCTION_SERVER_HOST/USER, DEVELOPMENT_SSH_KEY, PRODUCTION_SSH_KEY, *_SSH_PORT (default 22)", &format!("{file}: every connection goes to the {side} server"), move |world| {
            for step in world.steps(file)?.iter().filter(|step| step.get("uses").and_then(|uses| uses.as_str()).is_some_and(|uses| uses.starts_with("appleboy/"))) {
                let input = |name| step.get("with").and_then(|with| with.get(name)).and_then(|value| value.as_str()).unwrap_or_default();
                equal(input("host"), format!("${{{{ secrets.{side}_SERVER_HOST }}}}").as_str())?;
                equal(input("username"), format!("${{{{ secrets.{side}_SERVER_USER }}}}").as_str())?;
                equal(input("key"), format!("${{{{ secrets.{side}_SSH_KEY }}}}").as_str())?;
                equal(input("port"), format!("${{{{ secrets.{side}_SSH_PORT || '22' }}}}").as_str())?;
            }
            Ok(())
        }));
        rows.push(holds("A bad key/host fails the SSH step and the deploy", file, move |world| {
            equal(world.steps(file)?.iter().any(|step| step.get("continue-on-error").is_some()), false)
        }));
        let deploy = if BLUE_GREEN_DEPLOYMENTS.contains(&file) {
            "step[Deploy].with.script"
        } else {
            "step[Deploy with docker compose].with.script"
        };
        let login =
            if file == BACKEND_PRODUCTION { "step[Log in to ghcr.io on the server].with.script" } else { deploy };
        rows.push(holds("Deploys re-login each run", file, move |world| {
            let script = world.string(file, login)?;
            equal(script.contains("docker login") || script.contains("export GHCR_USERNAME GHCR_TOKEN"), true)
        }));
    }
    for file in DEPLOY_SCRIPTS {
        rows.push(in_order(
            "deploy.sh runs nginx -t before reload; a bad config aborts the flip",
            file,
            "",
            &["switch_nginx_to() {", "nginx -t", "reload_nginx"],
        ));
        rows.push(says(
            "If the server's stored docker login is stale/mismatched, pulls 401",
            file,
            "",
            &["could not be pulled", "refused the login of"],
        ));
    }
    for file in ASSISTANTS {
        rows.push(is(
            "Anthropic / Claude Code | claude.yml | CLAUDE_CODE_OAUTH_TOKEN; model: claude-sonnet-4-6",
            file,
            "step[anthropics/claude-code-action].with.claude_args",
            "--model claude-sonnet-4-6",
        ));
        rows.push(says("Job only runs when @claude appears in the triggering text; otherwise the if: guard skips it", file, "job.if", &["github.event_name == 'issue_comment' && contains(github.event.comment.body, '@claude')", "github.event_name == 'pull_request_review_comment' && contains(github.event.comment.body, '@claude')", "github.event_name == 'pull_request_review' && contains(github.event.review.body, '@claude')", "github.event_name == 'issues' && (contains(github.event.issue.body, '@claude') || contains(github.event.issue.title, '@claude'))"]));
    }
    rows
}

fn lifecycles() -> Vec<Row> {
    let mut rows = Vec::new();
    for file in DEPLOY_SCRIPTS {
        rows.extend([
            in_order(
                "Blue --> DeployingGreen: deploy.sh starts (blue active)",
                file,
                "",
                &[
                    "other_than() {",
                    "[[ $1 == blue ]]; then echo green; else echo blue",
                    "standby=$(other_than \"$LIVE\")",
                ],
            ),
            in_order(
                "DeployingGreen --> Green: green healthy then nginx flipped then current_env=green",
                file,
                "",
                &["is_ready \"$1\" \"$2\" || fail", "switch_nginx_to \"$1\" || fail", "put_file .current_env"],
            ),
            in_order(
                "Green --> DeployingBlue: next deploy (green active)",
                file,
                "",
                &["recorded_color() {", "$color == blue || $color == green"],
            ),
            in_order(
                "DeployingBlue --> Blue: blue healthy then nginx flipped then current_env=blue",
                file,
                "",
                &["is_ready \"$1\" \"$2\" || fail", "switch_nginx_to \"$1\" || fail", "put_file .current_env"],
            ),
        ]);
    }
    for file in BLUE_GREEN_DEPLOYMENTS {
        rows.push(says(
            "DeployingGreen --> Blue: green unhealthy then rollback.sh",
            file,
            "step[Deploy].with.script",
            &["follow rollback ./rollback.sh"],
        ));
        rows.push(says(
            "DeployingBlue --> Green: blue unhealthy then rollback.sh",
            file,
            "step[Deploy].with.script",
            &["follow rollback ./rollback.sh"],
        ));
        rows.push(in_order(
            "prod deploy.sh failure also triggers rollback.sh on server",
            file,
            "step[Deploy].with.script",
            &["./deploy.sh", "./rollback.sh"],
        ));
    }
    for file in workflows() {
        rows.push(holds("Running --> Success: all steps pass", file, move |world| {
            equal(world.steps(file)?.iter().any(|step| step.get("continue-on-error").is_some()), false)
        }));
        rows.push(is("Queued --> Running: runner picks up job", file, "job.runs-on", "ubuntu-latest"));
        rows.push(holds(
            "Running --> Failed: a step exits non zero",
            "every script stops at the first error",
            move |world| {
                for step in world.steps(file)? {
                    let script =
                        step.get("run").or_else(|| step.get("with")?.get("script")).and_then(|script| script.as_str());
                    if script.is_some_and(|script| !script.contains("set -Eeuo pipefail\n")) {
                        return Err(format!("{:?} does not", step.get("name")));
                    }
                }
                Ok(())
            },
        ));
    }
    for file in FRONTEND_BUILDS.into_iter().chain(WEBSITE_BUILDS).chain([BACKEND_BUILD]) {
        rows.push(is(
            "Running --> Cancelled: concurrency cancel or timeout",
            file,
            "concurrency.cancel-in-progress",
            "true",
        ));
    }
    rows
}
