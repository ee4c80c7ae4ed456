//! The rows can fail: each line breaks the generated files in one way and names the row that must notice.

use crate::reference::rows;
use crate::reference::world::*;
use std::fmt::Write;

/// In `file`, what stands as `from` becomes `to`, and a row with these words must fail.
struct Mutation {
    file: &'static str,
    from: &'static str,
    to: &'static str,
    noticed_by: &'static str,
}

const fn mutation(file: &'static str, from: &'static str, to: &'static str, noticed_by: &'static str) -> Mutation {
    Mutation { file, from, to, noticed_by }
}

#[test]
fn every_mutation_is_noticed_by_the_row_it_names() {
    let committed = World::committed();
    let mut world = World::committed();
    let rows = rows();
    let mut unnoticed = String::new();
    for Mutation { file, from, to, noticed_by } in MUTATIONS {
        let named = || rows.iter().filter(|row| row.words == *noticed_by);
        assert!(named().next().is_some(), "no row has the words “{noticed_by}”");
        assert!(named().all(|row| row.prove(&committed).is_ok()), "“{noticed_by}” fails before anything is broken");
        assert!(world.replace(file, from, to), "{file} does not hold {from:?}");
        if named().all(|row| row.prove(&world).is_ok()) {
            writeln!(unnoticed, "{file}: {from:?} became {to:?}, and “{noticed_by}” still holds").unwrap();
        }
        world.restore(file, &committed);
    }
    assert!(unnoticed.is_empty(), "{unnoticed}");
    assert!(MUTATIONS.len() >= 60, "there are only {} mutations", MUTATIONS.len());
}

const MUTATIONS: &[Mutation] = &[
    // What starts a workflow, and whether its job runs.
    mutation(
        BACKEND_BUILD,
        "branches: [main, development, staging]",
        "branches: [main, development]",
        "push to development / main / staging",
    ),
    mutation(BACKEND_BUILD, "  workflow_dispatch:\n", "", "Triggers: push to main/development/staging, or manual"),
    mutation(
        BACKEND_BUILD,
        "name: Build and Push Docker Image",
        "name: Build",
        "B[\"Build and Push Docker Image workflow\"]",
    ),
    mutation(
        BACKEND_DEVELOPMENT,
        "workflows: [Build and Push Docker Image]",
        "workflows: [Build]",
        "Triggers: workflow_run after Build and Push Docker Image completes on development",
    ),
    mutation(
        BACKEND_DEVELOPMENT,
        "types: [completed]",
        "types: [requested]",
        "Build-->>GH: workflow_run completed success",
    ),
    mutation(
        BACKEND_DEVELOPMENT,
        "conclusion == 'success'",
        "conclusion != 'failure'",
        "gated by github.event.workflow_run.conclusion == 'success'",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "head_branch == 'main'",
        "head_branch != ''",
        "workflow_run after the build completes with head_branch == 'main' and conclusion == 'success'; or workflow_dispatch",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "github.event_name == 'workflow_dispatch' ||",
        "false ||",
        "Note over Deploy: if condition allows dispatch without a build run",
    ),
    mutation(
        FRONTEND_PRODUCTION,
        "branches: [main]",
        "branches: [development]",
        "workflow_run after the prod build succeeds on main; environment: production",
    ),
    mutation(
        WEBSITE_PRODUCTION,
        "  workflow_run:",
        "  push:\n  workflow_run:",
        "workflow_run chaining | Deploy workflows do not trigger on push",
    ),
    mutation(
        BACKEND_CLAUDE,
        "types: [opened, assigned]",
        "types: [opened]",
        "User->>GH: comment or open issue containing at claude",
    ),
    mutation(
        WEBSITE_CLAUDE,
        "contains(github.event.review.body, '@claude')",
        "true",
        "Job only runs when @claude appears in the triggering text; otherwise the if: guard skips it",
    ),
    mutation(
        FRONTEND_CLAUDE,
        "name: Claude Code",
        "name: Claude",
        "The three claude.yml files are byte-identical across repos",
    ),
    mutation(
        WEBSITE_BUILD_PRODUCTION,
        "on:\n",
        "on:\n  schedule:\n    - cron: 0 0 * * *\n",
        "No scheduled (cron) workflows exist in any of the three repos",
    ),
    mutation(
        BACKEND_BUILD,
        "jobs:\n",
        "jobs:\n  test:\n    runs-on: ubuntu-latest\n",
        "there is no separate test job in the active YAML",
    ),
    // Where it runs, with what, for how long.
    mutation(BACKEND_BUILD, "group: docker-build\n", "group: build\n", "group docker-build"),
    mutation(
        FRONTEND_BUILD_PRODUCTION,
        "group: docker-build-production",
        "group: docker-build",
        "The others' groups begin docker-build-",
    ),
    mutation(
        BACKEND_BUILD,
        "cancel-in-progress: true",
        "cancel-in-progress: false",
        "concurrency: docker-build with cancel-in-progress: true",
    ),
    mutation(
        WEBSITE_DEVELOPMENT,
        "cancel-in-progress: false",
        "cancel-in-progress: true",
        "a concurrency group each, not cancelling",
    ),
    mutation(
        WEBSITE_PRODUCTION,
        "group: deploy-production",
        "group: deploy",
        "a concurrency group each, not cancelling",
    ),
    mutation(
        FRONTEND_BUILD_DEVELOPMENT,
        "environment: development",
        "environment: production",
        "each declares the matching GitHub environment so it can read env-scoped secrets",
    ),
    mutation(FRONTEND_BUILD_DEVELOPMENT, "timeout-minutes: 20", "timeout-minutes: 30", "Both timeout-minutes: 20"),
    mutation(FRONTEND_PRODUCTION, "timeout-minutes: 15", "timeout-minutes: 20", "Deploys: 15 minutes"),
    mutation(WEBSITE_BUILD_DEVELOPMENT, "timeout-minutes: 30", "timeout-minutes: 300", "timeout-minutes: 30"),
    mutation(WEBSITE_BUILD_PRODUCTION, "platforms: linux/amd64", "platforms: linux/arm64", "platforms: linux/amd64"),
    mutation(BACKEND_BUILD, "permissions: {}", "permissions: write-all", "top level permissions: {}"),
    mutation(BACKEND_BUILD, "packages: write", "packages: read", "each job what its steps need"),
    mutation(BACKEND_CLAUDE, "id-token: write", "actions: write", "exactly the four write permissions"),
    mutation(BACKEND_CLAUDE, "fetch-depth: 1", "fetch-depth: 0", "CL->>CL: checkout fetch-depth 1"),
    mutation(
        BACKEND_CLAUDE,
        "claude-sonnet-4-6",
        "claude-opus-4",
        "CL->>Action: run with oauth token and model sonnet",
    ),
    mutation(
        FRONTEND_DEVELOPMENT,
        "persist-credentials: false",
        "persist-credentials: true",
        "persist-credentials: false where nothing pushes",
    ),
    // The commit, the tags, the image.
    mutation(
        BACKEND_PRODUCTION,
        "ref: ${{ github.event.workflow_run.head_sha || github.ref }}",
        "ref: ${{ github.sha }}",
        "Checkout at head_sha",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "COMMIT: ${{ steps.env.outputs.commit }}",
        "COMMIT: ${{ github.sha }}",
        "In a workflow_run, github.sha is the default branch's head: everything about the built commit comes from workflow_run.head_sha",
    ),
    mutation(
        BACKEND_BUILD,
        "${1:0:7}",
        "${1:0:8}",
        "Generate tags: :<branch-safe>, :<branch-safe>-<shortsha>, plus :latest on main",
    ),
    mutation(FRONTEND_PRODUCTION, "${1:0:7}", "${1:0:8}", "The short sha is the first 7 characters everywhere"),
    mutation(BACKEND_BUILD, "${REPOSITORY,,}", "$REPOSITORY", "Lowercase the repo name (GHCR requires lowercase)"),
    mutation(
        BACKEND_DEVELOPMENT,
        "s/[^A-Za-z0-9_.-]+/-/g",
        "s,/,-,g",
        "Branch-safe: / and whatever else a tag refuses becomes -, in the build and in the deploy by the same code",
    ),
    mutation(BACKEND_BUILD, "s/[^A-Za-z0-9_.-]+/-/g", "s/[^A-Za-z0-9_.-]/-/g", ":<branch-safe>"),
    mutation(BACKEND_BUILD, "{0,119}$", "*", ":<branch-safe>"),
    mutation(
        FRONTEND_PRODUCTION,
        "$GITHUB_REF != \"refs/heads/$BRANCH\"",
        "$GITHUB_REF != refs/heads/*",
        "The image must already exist in GHCR for that SHA",
    ),
    mutation(BACKEND_BUILD, "LATEST_BRANCH: main", "LATEST_BRANCH: development", "plus :latest on main"),
    mutation(FRONTEND_BUILD_DEVELOPMENT, "NAMED_TAGS: development", "NAMED_TAGS: dev", "floating :development"),
    mutation(
        BACKEND_PRODUCTION,
        "|| 'main' }}",
        "|| github.ref_name }}",
        "the prod image tag is computed as main-<shortsha>",
    ),
    mutation(
        BACKEND_DEVELOPMENT,
        "image_tag=$branch_tag\n",
        "image_tag=$branch_tag-$commit\n",
        "SSH: set IMAGE_TAG=<branch>",
    ),
    mutation(
        WEBSITE_BUILD_PRODUCTION,
        "type=raw,value=latest\n",
        "",
        "prod tags production + latest + production-<sha>",
    ),
    mutation(WEBSITE_BUILD_DEVELOPMENT, "format=short", "format=long", "Dev tags development + development-<sha>"),
    mutation(BACKEND_BUILD, "target: prod", "target: dev", "docker build target prod"),
    mutation(
        BACKEND_BUILD,
        "cache-to: type=gha,mode=max",
        "cache-to: type=inline",
        "uses GitHub Actions layer cache (cache-from/to: type=gha)",
    ),
    mutation(FRONTEND_BUILD_DEVELOPMENT, ",ignore-error=true", "", "Cache mode=max, ignore-error=true"),
    mutation(FRONTEND_BUILD_DEVELOPMENT, "/app/.next/cache", "/.next/cache", "mounts cache into /app/.next/cache"),
    mutation(
        FRONTEND_BUILD_PRODUCTION,
        "            NEXTAUTH_SECRET\n",
        "",
        "Both pass build-args so NEXT_PUBLIC_* values and NextAuth/Google config are baked into the image at build time",
    ),
    mutation(
        FRONTEND_BUILD_PRODUCTION,
        "NODE_ENV: production",
        "NODE_ENV: development",
        "(NEXT_PUBLIC_NODE_ENV=production is hardcoded)",
    ),
    mutation(
        BACKEND_BUILD,
        "image-digest: ${{ steps.push.outputs.digest }}",
        "image-digest: ${{ steps.push.outputs.imageid }}",
        "Outputs: image-tag, image-digest, repository-name",
    ),
    mutation(
        BACKEND_BUILD,
        "            org.opencontainers.image.revision=${{ github.sha }}\n",
        "",
        "stamps OCI labels",
    ),
    // Secrets and who is logged in.
    mutation(
        WEBSITE_BUILD_DEVELOPMENT,
        "secrets.NEXT_PUBLIC_IMAGE_ENV",
        "vars.NEXT_PUBLIC_IMAGE_ENV",
        "and the NEXT_PUBLIC_* build-arg secrets",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "secrets.GHCR_PULL_TOKEN",
        "secrets.GHCR_PAT",
        "GHCR_PULL_TOKEN (backend prod, user mas-mr-mentor)",
    ),
    mutation(
        BACKEND_DEVELOPMENT,
        "${{ secrets.GHCR_PAT || secrets.GITHUB_TOKEN }}",
        "${{ secrets.GITHUB_TOKEN }}",
        "prefers long-lived GHCR_PAT as user MAS-intern, falls back to github.actor + GITHUB_TOKEN",
    ),
    mutation(
        FRONTEND_PRODUCTION,
        "REGISTRY_USERNAME: MAS-intern",
        "REGISTRY_USERNAME: mas-mr-mentor",
        "GHCR_USERNAME=MAS-intern + GHCR_TOKEN=GHCR_PAT",
    ),
    mutation(BACKEND_PRODUCTION, "|| 'ap-south-1'", "|| 'us-east-1'", "AWS_REGION (default ap-south-1)"),
    mutation(
        WEBSITE_PRODUCTION,
        "|| '22'",
        "|| '2222'",
        "DEVELOPMENT_SERVER_HOST/USER, PRODUCTION_SERVER_HOST/USER, DEVELOPMENT_SSH_KEY, PRODUCTION_SSH_KEY, *_SSH_PORT (default 22)",
    ),
    mutation(
        FRONTEND_PRODUCTION,
        "secrets.PRODUCTION_SERVER_HOST",
        "secrets.DEVELOPMENT_SERVER_HOST",
        "DEVELOPMENT_SERVER_HOST/USER, PRODUCTION_SERVER_HOST/USER, DEVELOPMENT_SSH_KEY, PRODUCTION_SSH_KEY, *_SSH_PORT (default 22)",
    ),
    mutation(
        WEBSITE_DEVELOPMENT,
        "          GHCR_USERNAME: ${{ github.actor }}",
        "          GHCR_USERNAME: ${{ secrets.GITHUB_TOKEN }}",
        "never through envs (they would stand in the host's process list)",
    ),
    mutation(
        BACKEND_DEVELOPMENT,
        "umask 077",
        "umask 022",
        "Secrets go to a server as a file (mode 0600, by scp-action",
    ),
    mutation(WEBSITE_PRODUCTION, "rm -f -- \"$TOKEN_FILE\"\n", ":\n", "a login token in one that is removed after use"),
    mutation(
        FRONTEND_DEVELOPMENT,
        "NEXT_PUBLIC_TURN_SERVER_HOST: 15.206.142.123",
        "NEXT_PUBLIC_TURN_SERVER_HOST: 13.234.60.63",
        "TURN host/port/user/cred hardcoded to the dev EC2 15.206.142.123",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "SECRET_ID: mr-mentor-backend/production",
        "SECRET_ID: mr-mentor-backend/development",
        "SM secrets mr-mentor-backend/development and mr-mentor-backend/production",
    ),
    mutation(
        BACKEND_DEVELOPMENT,
        "'type==\"object\"'",
        "'type'",
        "validate it's a JSON object → convert to KEY=VALUE lines → write .env",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "$key + \"=\" + $value\n",
        "$key + \"=\\\"\" + $value + \"\\\"\"\n",
        "compose and docker run read the same file differently",
    ),
    // The deployment itself.
    mutation(WEBSITE_DEVELOPMENT, "set -Eeuo pipefail\n", "", "readable there, with set -Eeuo pipefail"),
    mutation(
        BACKEND_DEVELOPMENT,
        "\" down\n",
        "\" stop\n",
        "docker login, then docker compose -f docker-compose.prod.yml down && pull && up -d, wait 15s, print ps + last 50 log lines, docker image prune",
    ),
    mutation(BACKEND_DEVELOPMENT, "\" pull\n", "\" pull || true\n", "if no build ever pushed that tag, the pull fails"),
    mutation(BACKEND_DEVELOPMENT, "WAIT_SECONDS: \"15\"", "WAIT_SECONDS: \"1\"", "wait 15s"),
    mutation(
        WEBSITE_DEVELOPMENT,
        "docker-compose-prod.yml",
        "docker-compose.prod.yml",
        "scp docker-compose-prod.yml to /home/ubuntu/mas-website-live/",
    ),
    mutation(WEBSITE_PRODUCTION, "NETWORK: mas-network", "NETWORK: app-network", "single container on mas-network"),
    mutation(
        FRONTEND_PRODUCTION,
        "strip_components: 2",
        "strip_components: 0",
        "flatten them into /home/ubuntu/blue-green-frontend/",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "- name: Deploy\n",
        "- name: Deploy\n        continue-on-error: true\n",
        "the job's overall status still reflects the deploy step",
    ),
    mutation(
        BACKEND_PRODUCTION,
        "follow rollback ./rollback.sh || status=$?",
        "true",
        "on non-zero exit it dumps the target container logs and runs ./rollback.sh, then fails",
    ),
    mutation(BACKEND_PRODUCTION, "if: always()", "if: success()", "Post-deployment verification (if: always())"),
    mutation(
        BACKEND_PRODUCTION,
        "'shubham'",
        "'postgres'",
        "The post-deploy step runs SELECT COUNT(*) FROM users with hardcoded DB user shubham/db mas and container names mr-mentor-postgres/mr-mentor-redis",
    ),
    mutation(
        FRONTEND_PRODUCTION,
        "'missing NEXTAUTH_SECRET'",
        "''",
        "a 500 on the session endpoint is treated as a fatal \"missing NEXTAUTH_SECRET\" and dumps container logs",
    ),
    mutation(BACKEND_PRODUCTION, "# jq -n", "jq -n", "Slack webhook is present but commented out"),
    mutation(
        BACKEND_DEPLOY_SCRIPT,
        "GREEN_PORT='3001'",
        "GREEN_PORT='3000'",
        "Two prod containers (-blue on :3000, -green on :3001)",
    ),
    mutation(
        BACKEND_DEPLOY_SCRIPT,
        "'running healthy' | 'running none')",
        "running*healthy*)",
        "New-->>Srv: health status healthy",
    ),
    mutation(
        FRONTEND_DEPLOY_SCRIPT,
        "[[ $status != 200 ]]",
        "[[ $status == 000 ]]",
        "Srv->>New: curl smoke test returns 200",
    ),
    mutation(
        FRONTEND_DEPLOY_SCRIPT,
        "pull_image \"$1\" || fail",
        "pull_image \"$1\" || warn",
        "The image must already exist in GHCR for that SHA",
    ),
    mutation(
        BACKEND_DEPLOY_SCRIPT,
        "engine start \"$id\" || fail",
        "engine restart \"$id\" || fail",
        "Roll-->>Srv: previous color restarted nginx restored",
    ),
];
