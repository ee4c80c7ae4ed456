//! Breakages of workflows, of the scripts in their steps, and of the description.

use super::{Mutation, in_compiler, in_reference, in_rehearsal};

const ASSISTANT: &str = "src/recipes/assistant.rs";
const BLUE_GREEN: &str = "src/recipes/blue_green.rs";
const COMPOSE: &str = "templates/compose/rollout.sh";
const DEPLOYMENT: &str = "src/recipes/deployment.rs";
const FOLLOW: &str = "templates/blue-green/follow_deploy.sh";
const LINES: &str = "templates/env_file/lines.sh";
const ORIGIN: &str = "src/recipes/origin.rs";
const PREVIOUS: &str = "templates/compose/previous.sh";
const PROJECT: &str = "templates/compose/project.sh";
const READINESS: &str = "templates/compose/readiness.sh";
const SERVER: &str = "src/recipes/server.rs";
const TAGS: &str = "templates/image/tags.sh";

pub const MUTATIONS: &[Mutation] = &[
    // What starts a deployment.
    in_rehearsal(
        "failed-build-deployed",
        (ORIGIN, ".equals(\"success\")", ".equals(\"success\").or(workflow_run::conclusion().equals(\"failure\"))"),
        "chaining/outcomes",
        "not [(\"Build (Development)\", Failure), (\"Deploy to Development\", Skipped)]",
    ),
    in_reference(
        "gate-without-branch",
        (ORIGIN, "\n                .and(workflow_run::head_branch().equals(branch.as_str()))),", "),"),
        "workflow_run after the build completes with head_branch == 'main' and conclusion == 'success'; or workflow_dispatch",
        "",
    ),
    in_rehearsal(
        "button-disconnected",
        (ORIGIN, "github::event_name().equals(\"workflow_dispatch\")", "github::event_name().equals(\"push\")"),
        "journeys/hotfix",
        "Skipped",
    ),
    in_reference(
        "commit-of-default-branch",
        (DEPLOYMENT, ".env(\"COMMIT\", context.output(\"commit\"))", ".env(\"COMMIT\", github::sha())"),
        "In a workflow_run, github.sha is the default branch's head: everything about the built commit comes from workflow_run.head_sha",
        "",
    ),
    in_reference(
        "checkout-of-default-branch",
        (ORIGIN, "reference: workflow_run::head_sha().or_else(reference)", "reference"),
        "Checkout at head_sha",
        "",
    ),
    in_rehearsal(
        "waits-for-nobody",
        (
            "crates/actions/src/trigger/workflow_run.rs",
            "workflows: vec![workflow.name.clone()]",
            "workflows: vec![workflow.name.to_lowercase()]",
        ),
        "journeys/website",
        "not [(\"Build (Development)\", Success), (\"Deploy to Development\", Success)]",
    ),
    in_compiler(
        "waits-for-another-branch",
        (
            "pipelines/website.rs",
            "let after = build_for_production().on(MAIN);",
            "let after = build_for_production().on(DEVELOPMENT_BRANCH);",
        ),
        "development",
    ),
    in_reference(
        "deployments-side-by-side",
        (DEPLOYMENT, "Concurrency::one_at_a_time(deployment.group())", "Concurrency::newest_wins(deployment.group())"),
        "a concurrency group each, not cancelling",
        "",
    ),
    in_rehearsal(
        "staging-not-built",
        (
            "pipelines/backend.rs",
            "branches: vec![MAIN, DEVELOPMENT_BRANCH, STAGING_BRANCH]",
            "branches: vec![MAIN, DEVELOPMENT_BRANCH]",
        ),
        "chaining/outcomes",
        "[], not",
    ),
    // The image.
    in_rehearsal(
        "tag-of-8-characters",
        ("templates/image/reference.sh", "${1:0:7}", "${1:0:8}"),
        "builds/tags",
        "has the tags",
    ),
    in_rehearsal(
        "latest-on-development",
        (TAGS, "if [[ $BRANCH == \"$LATEST_BRANCH\" ]]; then", "if true; then"),
        "builds/tags",
        "latest",
    ),
    in_rehearsal(
        "registry-path-in-capitals",
        (TAGS, "image=$REGISTRY/${REPOSITORY,,}", "image=$REGISTRY/$REPOSITORY"),
        "chaining/outcomes",
        "Failure",
    ),
    in_rehearsal(
        "sha-in-full-length",
        ("src/recipes/image_build.rs", "type=sha,prefix={name}-,format=short", "type=sha,prefix={name}-,format=long"),
        "journeys/website",
        "are not among",
    ),
    in_rehearsal(
        "another-target",
        ("pipelines/backend.rs", "target: Some(StageName::new(\"prod\"))", "target: Some(StageName::new(\"dev\"))"),
        "chaining/outcomes",
        "Failure",
    ),
    in_reference(
        "older-build-goes-on",
        (
            "src/recipes/image_build.rs",
            "Concurrency::newest_wins(group).because",
            "Concurrency::one_at_a_time(group).because",
        ),
        "concurrency: docker-build with cancel-in-progress: true",
        "",
    ),
    // The compose rollout.
    in_rehearsal(
        "down-after-up",
        (
            COMPOSE,
            "  docker compose -f \"$COMPOSE_FILE\" up -d\n",
            "  docker compose -f \"$COMPOSE_FILE\" up -d\n  docker compose -f \"$COMPOSE_FILE\" down\n",
        ),
        "journeys/website",
        "(\"Deploy to Development\", Failure)",
    ),
    in_rehearsal(
        "network-not-created",
        (COMPOSE, "    docker network create \"$NETWORK\"\n", "    :\n"),
        "journeys/website",
        "(\"Deploy to Development\", Failure)",
    ),
    in_rehearsal(
        "token-file-left",
        (COMPOSE, "  rm -f -- \"$TOKEN_FILE\"\n", "  :\n"),
        "journeys/development",
        "the token is left",
    ),
    in_rehearsal(
        "running-not-confirmed",
        (
            READINESS,
            "  if ((${#FAILED[@]} + ${#UNSTABLE[@]} > 0)); then\n    printf '::error::%s; its log",
            "  if false; then\n    printf '::error::%s; its log",
        ),
        "compose/never-starts",
        "Success: ",
    ),
    in_rehearsal(
        "compose-file-not-looked-at",
        (PROJECT, "  names=$(list_names)\n  name=", "  names=''\n  name="),
        "compose/refusals",
        "does not say",
    ),
    in_rehearsal(
        "previous-image-not-started",
        (PREVIOUS, "      if restore_previous; then\n", "      if true; then\n"),
        "examples/go-service",
        "serves, not hello-two",
    ),
    in_rehearsal(
        "previous-image-not-kept",
        (PREVIOUS, "  docker tag \"${PREVIOUS_IMAGES[$1]}\"", "  : \"${PREVIOUS_IMAGES[$1]}\""),
        "examples/go-service",
        "serves, not hello-two",
    ),
    // Compose on a host that others share.
    in_rehearsal(
        "project-of-the-last-part",
        ("src/recipes/compose_project.rs", "!rivals.iter().any(is_shared)", "!rivals.iter().any(is_shared) || true"),
        "shared-host/one-name",
        "app-web-1",
    ),
    in_rehearsal(
        "foreign-project-removed",
        (
            PROJECT,
            "      if [[ $project == \"$COMPOSE_PROJECT_NAME\" ]]; then\n        refuse",
            "      if false; then\n        refuse",
        ),
        "shared-host/one-name",
        "Success",
    ),
    in_rehearsal(
        "former-project-left",
        (PROJECT, "    docker stop \"$id\" >/dev/null\n", "    continue\n"),
        "shared-host/renamed",
        "unchanged",
    ),
    in_rehearsal(
        "folder-not-locked",
        (COMPOSE, "await_lock 9 \"$DIRECTORY/.lock\" ", "false && await_lock 9 \"$DIRECTORY/.lock\" "),
        "shared-host/overlap",
        "had not said waiting",
    ),
    in_rehearsal(
        "images-not-held",
        ("templates/compose/images.sh", "  for image; do\n", "  for image in; do\n"),
        "shared-host/pruned",
        "does not say",
    ),
    in_rehearsal(
        "replica-kept-twice",
        (PREVIOUS, "      services+=\"  '$service'", "      services+=\"  '$service': {}\"$'\\n'\"  '$service'"),
        "shared-host/replicas",
        "does not say",
    ),
    in_rehearsal(
        "done-taken-for-failed",
        (READINESS, "      exited:0:) continue ;;\n", ""),
        "shared-host/one-shot",
        "Failure",
    ),
    in_rehearsal(
        "starts-not-compared",
        (READINESS, "      echo \"${line%%|*}\"\n", "      :\n"),
        "shared-host/slow-crash",
        "Success",
    ),
    // Environment files.
    in_rehearsal(
        "line-break-in-a-value",
        (LINES, "any(. == 10 or . == 13 or . == 0)", "any(. == 0)"),
        "environment-files/backend-development",
        "TWO_LINES",
    ),
    in_rehearsal(
        "several-values-of-json",
        ("templates/env_file/from_secrets_manager.sh", "jq -e --slurp 'length == 1'", "jq -e --slurp true"),
        "environment-files/backend-development",
        "forbidden-to-be-shown",
    ),
    in_rehearsal(
        "not-quoted-for-compose",
        (
            LINES,
            "$key + \"=\\\"\" + ($value | gsub(\"(?<special>[\\\\\\\\\\\"$])\"; \"\\\\\" + .special)) + \"\\\"\"",
            "$key + \"=\" + $value",
        ),
        "journeys/development",
        "NAME did not arrive",
    ),
    in_reference(
        "secret-of-any-type",
        ("templates/env_file/from_secrets_manager.sh", "jq -e 'type==\"object\"'", "jq -e true"),
        "validate it's a JSON object → convert to KEY=VALUE lines → write .env",
        "",
    ),
    in_rehearsal(
        "password-as-argument",
        ("templates/registry/login.sh", "--password-stdin <\"$TOKEN_FILE\"", "--password \"$(<\"$TOKEN_FILE\")\""),
        "journeys/hotfix",
        "secrets got out",
    ),
    in_reference(
        "token-through-envs",
        (
            BLUE_GREEN,
            "(\"TOKEN_FILE\", context.destination.token_file().into()),",
            "(\"TOKEN_FILE\", context.identity.token.clone().into()),",
        ),
        "never through envs (they would stand in the host's process list)",
        "",
    ),
    in_rehearsal(
        "file-not-flattened",
        (
            SERVER,
            "&format!(\"{DELIVERY}/{file}\"), self.directory.as_str(), 1, true)",
            "&format!(\"{DELIVERY}/{file}\"), self.directory.as_str(), 0, true)",
        ),
        "journeys/development",
        "(\"Deploy to Development\", Failure)",
    ),
    // The blue-green rollout's workflow.
    in_rehearsal(
        "verification-after-success-only",
        ("src/recipes/verification.rs", "        .condition(function::always())\n", ""),
        "journeys/backend",
        "(\"Deploy\", Failure), (\"Summary\", Success)]",
    ),
    in_rehearsal(
        "status-of-deploy-lost",
        (FOLLOW, "  return \"${status:-137}\"", "  return 0"),
        "journeys/backend",
        "(\"Deploy to Production Blue-Green\", Success)], not",
    ),
    // The way to a server.
    in_rehearsal(
        "files-to-the-usual-port",
        (
            SERVER,
            "            target,\n        )\n        .port(self.secrets.value(&self.server.port));",
            "            target,\n        );",
        ),
        "examples/go-service",
        "port 22: Connection refused",
    ),
    in_rehearsal(
        "any-host-believed",
        (
            SERVER,
            "            action = action.fingerprint(self.secrets.value(fingerprint));\n        }\n        let names",
            "            drop(fingerprint.clone());\n        }\n        let names",
        ),
        "examples/rails-monolith",
        "(\"Prepare a private folder on the server\", Success)",
    ),
    // What an example asks for before anything is touched.
    in_rehearsal(
        "missing-image-believed",
        ("templates/image/registry_check.sh", "  exit 1\n", ""),
        "examples/go-service",
        "(\"Look for the image in the registry\", Success)",
    ),
    in_rehearsal(
        "tests-not-run",
        (
            "src/recipes/image_build.rs",
            "        steps.push(run_tests(build, stage.as_str(), scope, secrets));",
            "        drop(run_tests(build, stage.as_str(), scope, secrets));",
        ),
        "examples/go-service",
        "(\"Build and push the image\", Failure)",
    ),
    in_rehearsal(
        "turn-not-waited-for",
        ("templates/server/lock.sh", "if ! flock --nonblock \"$1\"; then", "if false; then"),
        "examples/rails-monolith",
        "did not wait for the deploy lock",
    ),
    // What `trace` predicts of the very runs of the rehearsal.
    in_rehearsal(
        "failure-forgotten-by-trace",
        (
            "src/trace/job.rs",
            "Conclusion::Failure if !step.forgives() => going.status = JobStatus::Failure,",
            "Conclusion::Failure if !step.forgives() => going.status = JobStatus::Success,",
        ),
        "examples/go-service",
        "build.yml ended with failure, predicted: success",
    ),
    in_rehearsal(
        "branches-forgotten-by-trace",
        (
            "src/trace/reason.rs",
            "activity(\"completed\", types).or_else(|| branch(of, &run.branches))",
            "activity(\"completed\", types).or_else(|| branch(of, &Filter::Any))",
        ),
        "examples/go-service",
        "started at workflow-run, predicted:",
    ),
    // The assistant.
    in_rehearsal(
        "no-token-for-who-only-comments",
        (ASSISTANT, ".github_token(run_token())", ""),
        "examples/go-service",
        "marker-assistant-token",
    ),
    in_rehearsal(
        "guard-dropped-for-reviews",
        (ASSISTANT, "\"review\", mentioned(review_body())", "\"review\", function::always()"),
        "assistant/mentions",
        "Success",
    ),
    in_rehearsal(
        "guard-reads-another-field",
        (ASSISTANT, "mentioned(issue_body()).or(mentioned(issue_title()))", "mentioned(issue_body())"),
        "assistant/mentions",
        "Skipped",
    ),
    in_rehearsal(
        "another-model",
        ("pipelines/shared.rs", "claude-sonnet-4-6", "claude-haiku-3"),
        "assistant/mentions",
        "claude-haiku-3",
    ),
];
