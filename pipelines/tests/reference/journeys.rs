//! User journeys 1 to 5: an arrow of the reference's diagrams, a row.

use crate::reference::row::{Row, equal, holds, in_order, is, never, run, says, steps};
use crate::reference::world::*;
use std::collections::BTreeMap;

pub fn rows() -> Vec<Row> {
    let journeys = [push_to_development(), merge_to_main(), failed_deployment(), hotfix(), assistant()];
    journeys.into_iter().flatten().collect()
}

fn push_to_development() -> Vec<Row> {
    let mut rows = vec![
        is("Dev->>GH: git push to development", BACKEND_BUILD, "on.push.branches", "[main, development, staging]"),
        is("GH->>Build: trigger on push", WEBSITE_BUILD_DEVELOPMENT, "on.push.branches", "[development]"),
        steps(
            "Build->>Build: checkout then buildx then generate tags",
            BACKEND_BUILD,
            &["actions/checkout", "docker/setup-buildx-action", "Generate the image's tags"],
        ),
        in_order(
            "Build->>GHCR: docker build target prod and push branch and shortsha tags",
            BACKEND_BUILD,
            "step[Generate the image's tags].run",
            &["tags+=(\"$branch_tag\")", "tags+=(\"$branch_tag-$sha\")"],
        ),
        is("Build-->>GH: workflow_run completed success", BACKEND_DEVELOPMENT, "on.workflow_run.types", "[completed]"),
        is(
            "GH->>Deploy: trigger workflow_run on development",
            BACKEND_DEVELOPMENT,
            "on.workflow_run.branches",
            "[development]",
        ),
        says(
            "Note over Deploy: gated on conclusion success",
            BACKEND_DEVELOPMENT,
            "job.if",
            &["github.event.workflow_run.conclusion == 'success' &&"],
        ),
        steps(
            "Deploy->>Srv: scp docker-compose.prod.yml Deploy->>SM: get-secret-value mr-mentor-backend development",
            BACKEND_DEVELOPMENT,
            &["Copy docker-compose.prod.yml to the server", "Fetch .env from AWS Secrets Manager"],
        ),
        says(
            "SM-->>Deploy: JSON secret string",
            BACKEND_DEVELOPMENT,
            "step[Fetch .env from AWS Secrets Manager].run",
            &["--query SecretString --output text"],
        ),
        in_order(
            "Deploy->>Deploy: convert JSON to dotenv .env",
            BACKEND_DEVELOPMENT,
            "step[Fetch .env from AWS Secrets Manager].run",
            &["to_entries[]", "object_to_lines >\"delivery/$ENV_FILE\""],
        ),
        steps(
            "Deploy->>Srv: scp .env Deploy->>Srv: ssh docker login then compose down pull up",
            BACKEND_DEVELOPMENT,
            &["Copy .env to the server", "Deploy with docker compose"],
        ),
        in_order(
            "Deploy->>Srv: ssh docker login then compose down pull up",
            BACKEND_DEVELOPMENT,
            "step[Deploy with docker compose].with.script",
            &["docker login", " down\n", " pull\n", " up -d\n"],
        ),
        is(
            "Srv->>GHCR: docker pull image by tag",
            BACKEND_DEVELOPMENT,
            "step[Deploy with docker compose].env.IMAGE_TAG",
            "${{ steps.env.outputs.image-tag }}",
        ),
        in_order(
            "Srv-->>Deploy: containers running and logs tail",
            BACKEND_DEVELOPMENT,
            "step[Deploy with docker compose].with.script",
            &[" ps\n", " logs --tail=50\n"],
        ),
        says(
            "Deploy-->>Dev: deployment summary in Actions log",
            BACKEND_DEVELOPMENT,
            "step[Summary].run",
            &["tee -a \"$GITHUB_STEP_SUMMARY\""],
        ),
        steps(
            "Frontend and website variants are identical in shape, except the .env is assembled from per-key GitHub Secrets",
            FRONTEND_DEVELOPMENT,
            &[
                "actions/checkout",
                "Resolve the branch and the image",
                "Copy docker-compose.prod.yml to the server",
                "Assemble .env",
                "Copy .env to the server",
                "Deploy with docker compose",
                "Summary",
            ],
        ),
        steps(
            "Frontend and website variants are identical in shape",
            WEBSITE_DEVELOPMENT,
            &[
                "actions/checkout",
                "Resolve the branch and the image",
                "Copy docker-compose-prod.yml to the server",
                "Deploy with docker compose",
                "Summary",
            ],
        ),
        never("instead of fetched from Secrets Manager", FRONTEND_DEVELOPMENT, "", &["secretsmanager", "aws-actions"]),
    ];
    for file in DEPLOYMENTS {
        rows.push(is("deployment summary in Actions log", file, "step[Summary].if", "always()"));
        rows.push(in_order(
            "deployment summary in Actions log",
            file,
            "step[Summary].run",
            &["$ENVIRONMENT: $JOB_STATUS", "$IMAGE_URL", "$BRANCH", "$COMMIT"],
        ));
    }
    rows
}

fn merge_to_main() -> Vec<Row> {
    let mut rows = vec![
        is(
            "Dev->>GH: merge PR into main GH->>Build: trigger on push to main",
            FRONTEND_BUILD_PRODUCTION,
            "on.push.branches",
            "[main]",
        ),
        in_order(
            "Build->>GHCR: push image main-shortsha and latest",
            BACKEND_BUILD,
            "step[Generate the image's tags].run",
            &["tags+=(\"$branch_tag-$sha\")", "[[ $BRANCH == \"$LATEST_BRANCH\" ]]", "tags+=(latest)"],
        ),
        is(
            "Build->>GHCR: push image main-shortsha and latest",
            BACKEND_BUILD,
            "step[Generate the image's tags].env.LATEST_BRANCH",
            "main",
        ),
        is(
            "Build-->>GH: workflow_run success GH->>Deploy: trigger workflow_run head_branch main",
            BACKEND_PRODUCTION,
            "on.workflow_run.branches",
            "[main]",
        ),
        steps(
            "Deploy->>Srv: scp env and chmod blue-green scripts",
            BACKEND_PRODUCTION,
            &["Copy .env.original to the server", "Make the scripts executable"],
        ),
        steps(
            "Deploy->>Srv: pre-deploy health-check nginx postgres redis",
            BACKEND_PRODUCTION,
            &["Make the scripts executable", "Pre-deployment health check", "Deploy"],
        ),
        says(
            "Srv-->>Deploy: pre-checks passed",
            BACKEND_PRODUCTION,
            "step[Pre-deployment health check].with.script",
            &["echo 'All checks passed'", "exit 1"],
        ),
        steps(
            "Deploy->>Srv: post-deploy verify health api and db and redis",
            BACKEND_PRODUCTION,
            &["Deploy", "Post-deployment verification"],
        ),
        says(
            "Srv-->>Deploy: all verifications passed",
            BACKEND_PRODUCTION,
            "step[Post-deployment verification].with.script",
            &["echo 'All checks passed'", "exit 1"],
        ),
        steps(
            "Deploy-->>Dev: production deployment summary",
            BACKEND_PRODUCTION,
            &["Post-deployment verification", "Summary"],
        ),
        is("production deployment summary", BACKEND_PRODUCTION, "step[Summary].env.ENVIRONMENT", "production"),
    ];
    for file in DEPLOY_SCRIPTS {
        rows.extend([
            in_order("The deploy targets the standby color, proves it healthy, flips nginx, then keeps the previous color stopped for instant rollback", file, "", &["switch_to() {", "is_ready \"$1\" \"$2\"", "enter_phase flipping", "switch_nginx_to \"$1\"", "drain_nginx", "is_still_ready", "enter_phase committed", "put_file .current_env", "finish_switch() {", "stop_container \"$LIVE_ID\""]),
            in_order("Srv->>Srv: read current_env to pick target color", file, "", &["recorded=$(recorded_color)", "deploy() {", "inspect_host finish", "standby=$(other_than \"$LIVE\")"]),
            in_order("Srv->>GHCR: docker pull image url", file, "", &["deploy() {", "log_in \"$2\" \"$3\"", "pull_image \"$1\" || fail", "run_container \"$standby\" \"$1\"", "switch_to \"$standby\""]),
            says("Srv->>New: docker run standby on standby port", file, "", &["engine run --detach", "--publish \"127.0.0.1:$(port_of \"$1\"):$CONTAINER_PORT\""]),
            in_order("New-->>Srv: health status healthy", file, "", &["await_health() {", "'running healthy' | 'running none')", "return 0", "'running unhealthy')", "return 1"]),
            in_order("Srv->>New: curl smoke test returns 200", file, "", &["smoke_test() {", "http://127.0.0.1:$(port_of \"$1\")$SMOKE_PATH", "[[ $status != 200 ]]", "return 1"]),
            in_order("Srv->>Nginx: sed proxy_pass to standby port then reload", file, "", &["stage_nginx", "sed ", "proxy_pass", "nginx -t", "reload"]),
            says("Nginx-->>Srv: config valid and reloaded", file, "", &["as_root nginx -t"]),
            in_order("Srv->>Old: docker stop old kept for rollback Srv->>Srv: write target color to current_env", file, "", &["prepare_file .current_env \"$1\"", "put_file .current_env", "stop_container \"$LIVE_ID\""]),
        ]);
    }
    rows
}

fn failed_deployment() -> Vec<Row> {
    let mut rows = Vec::new();
    for file in BLUE_GREEN_DEPLOYMENTS {
        rows.extend([
            in_order("Deploy->>Srv: ssh run deploy.sh with image url", file, "step[Deploy].with.script", &["follow deploy ./deploy.sh \"$IMAGE_URL\""]),
            in_order("Srv->>Srv: deploy.sh exits non zero Srv->>Srv: dump last 50 container log lines Srv->>Roll: run rollback.sh", file, "step[Deploy].with.script", &["echo \"deploy.sh exited with status $status\"", "target_log\n", "follow rollback ./rollback.sh"]),
            says("dump last 50 container log lines", file, "step[Deploy].with.script", &["docker logs --tail 50"]),
            holds("Srv-->>Deploy: step exits 1 job marked failed", file, move |world| {
                let script = world.string(file, "step[Deploy].with.script")?;
                let after = script.split("follow rollback ./rollback.sh").nth(1).ok_or("there is no rollback")?;
                equal(after.contains("exit 1") && !after.contains("exit 0"), true)
            }),
        ]);
    }
    for file in DEPLOY_SCRIPTS {
        rows.extend([
            in_order(
                "Srv->>New: docker run standby then wait for health",
                file,
                "",
                &["run_container \"$standby\" \"$1\" || fail", "switch_to \"$standby\" \"$id\""],
            ),
            says(
                "New-->>Srv: health status unhealthy or smoke test not 200",
                file,
                "",
                &[
                    "is_ready \"$1\" \"$2\" || fail \"$1 is not ready to serve\"",
                    "await_health \"$1\" \"$2\" && smoke_test \"$1\"",
                ],
            ),
            says(
                "Srv->>Srv: deploy.sh exits non zero",
                file,
                "",
                &["exit 3", "serves as before\"", "FAILED; $serves\"\n      exit 1"],
            ),
            in_order(
                "Note over Deploy: nginx still points at last known good color",
                file,
                "",
                &["undo() {", "if [[ $PHASE == flipping || $PHASE == serving ]]", "switch_nginx_back"],
            ),
        ]);
    }
    for file in ROLLBACK_SCRIPTS {
        rows.push(in_order(
            "Srv->>Roll: run rollback.sh",
            file,
            "",
            &["exec bash ./deploy.sh \"$1\"", "run_deploy --rollback"],
        ));
    }
    for file in DEPLOY_SCRIPTS {
        rows.extend([
            in_order(
                "Roll-->>Srv: previous color restarted nginx restored",
                file,
                "",
                &["switch_to_previous() {", "engine start \"$id\"", "switch_to \"$target\" \"$id\""],
            ),
            in_order(
                "Roll-->>Srv: previous color restarted nginx restored",
                file,
                "",
                &[
                    "keep_previous_version() {",
                    "restart_color \"$LIVE\" || restart_color \"$(other_than \"$LIVE\")\" || fail",
                ],
            ),
        ]);
    }
    rows
}

fn hotfix() -> Vec<Row> {
    let mut rows = Vec::new();
    for file in DEPLOYMENTS {
        rows.extend([
            holds(
                "Eng->>GH: click Run workflow and choose branch GH->>Deploy: workflow_dispatch event",
                file,
                move |world| equal(world.find(file, "on")?.get("workflow_dispatch").is_some(), true),
            ),
            holds("Note over Deploy: if condition allows dispatch without a build run", file, move |world| {
                equal(world.string(file, "job.if")?.starts_with("github.event_name == 'workflow_dispatch' ||"), true)
            }),
            holds(
                "Deploy->>Srv: same scp and ssh deploy steps as auto path",
                "no step asks what set it off",
                move |world| {
                    let conditions = world.steps(file)?.iter().filter_map(|step| step.get("if")?.as_str());
                    equal(conditions.filter(|condition| *condition != "always()").count(), 0)
                },
            ),
            is(
                "Srv-->>Deploy: deployed Deploy-->>Eng: summary",
                file,
                "step[Summary].env.JOB_STATUS",
                "${{ job.status }}",
            ),
            is(
                "github.event.workflow_run.head_sha is empty so checkout falls back to github.ref",
                file,
                "step[actions/checkout].with.ref",
                if file == BACKEND_DEVELOPMENT {
                    // Where a branch is entered, it is the one that is checked out.
                    "${{ github.event.workflow_run.head_sha || (inputs.branch && format('refs/heads/{0}', inputs.branch)) || github.ref }}"
                } else {
                    "${{ github.event.workflow_run.head_sha || github.ref }}"
                },
            ),
            is("Deploy-->>Eng: summary", file, "step[Summary].env.COMMIT", "${{ steps.env.outputs.commit }}"),
            holds("The image must already exist in GHCR for that SHA", file, move |world| {
                let resolve = |event, reference| {
                    let button = [("GITHUB_EVENT_NAME", event), ("GITHUB_REF", reference)];
                    let values = [("REPOSITORY", "O/R"), ("BRANCH", "main"), ("COMMIT", "fedcba9876543210")];
                    run(world, file, "Resolve the branch and the image", &[&values[..], &button].concat())
                };
                let commit = |outputs: BTreeMap<String, String>| outputs.get("commit").cloned().unwrap_or_default();
                equal(commit(resolve("workflow_dispatch", "refs/heads/main")?), "fedcba9876543210".to_owned())?;
                equal(commit(resolve("workflow_run", "refs/heads/trunk")?), "fedcba9876543210".to_owned())?;
                // Only one branch's images are deployed there, and images are built of branches.
                let tag = resolve("workflow_dispatch", "refs/tags/v1");
                let other = resolve("workflow_dispatch", "refs/heads/other");
                let (no_tag, no_other) = match file {
                    BACKEND_DEVELOPMENT => (false, false),
                    FRONTEND_DEVELOPMENT => (true, false),
                    _ => (true, true),
                };
                equal((tag.is_err(), other.is_err()), (no_tag, no_other))
            }),
        ]);
    }
    for file in BLUE_GREEN_DEPLOYMENTS {
        rows.push(is(
            "the prod image tag is computed as main-<shortsha>",
            file,
            "step[Resolve the branch and the image].env.BRANCH",
            "${{ github.event.workflow_run.head_branch || 'main' }}",
        ));
        rows.push(in_order(
            "Deploy->>Deploy: derive IMAGE_TAG from branch and shortsha",
            file,
            "step[Resolve the branch and the image].run",
            &[
                "branch_tag=$(branch_as_tag \"$BRANCH\")",
                "commit=$(git rev-parse HEAD)",
                "image_tag=$branch_tag-$(short_sha \"$commit\")",
            ],
        ));
    }
    for file in DEPLOY_SCRIPTS {
        rows.push(says(
            "The image must already exist in GHCR for that SHA",
            file,
            "",
            &["pull_image \"$1\" || fail \"$1 could not be pulled\"", "--pull never"],
        ));
    }
    rows
}

fn assistant() -> Vec<Row> {
    let mut rows = Vec::new();
    for file in ASSISTANTS {
        rows.extend([
            is("User->>GH: comment or open issue containing at claude", file, "on.issues.types", "[opened, assigned]"),
            is("GH->>CL: issue_comment or pull_request_review or issues event", file, "on", "{issue_comment: {types: [created]}, pull_request_review_comment: {types: [created]}, pull_request_review: {types: [submitted]}, issues: {types: [opened, assigned]}}"),
            says("Note over CL: if guard requires the at claude token in body or title", file, "job.if", &["contains(github.event.issue.body, '@claude') || contains(github.event.issue.title, '@claude')"]),
            is("CL->>CL: checkout fetch-depth 1", file, "step[actions/checkout].with.fetch-depth", "1"),
            is("CL->>Action: run with oauth token and model sonnet", file, "step[anthropics/claude-code-action].with.claude_code_oauth_token", "${{ secrets.CLAUDE_CODE_OAUTH_TOKEN }}"),
            is("CL->>Action: run with oauth token and model sonnet", file, "step[anthropics/claude-code-action].with.claude_args", "--model claude-sonnet-4-6"),
            is("Action->>GH: push commit or post PR or issue comment", file, "job.permissions", "{contents: write, id-token: write, issues: write, pull-requests: write}"),
        ]);
    }
    rows
}
