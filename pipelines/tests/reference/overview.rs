//! Overview, key concepts and entities, architecture, promotion flow.

use crate::reference::row::{Row, absent, equal, holds, in_order, is, never, says, steps};
use crate::reference::world::*;

pub fn rows() -> Vec<Row> {
    let mut rows = vec![
        holds(
            "three deployable MAS / Mr. Mentor web services",
            "workflows stand in exactly three repositories",
            |world| {
                let paths = world.paths();
                let repositories = paths.iter().filter(|path| path.contains("/.github/workflows/"));
                let mut names: Vec<&str> = repositories.filter_map(|path| path.split('/').next()).collect();
                names.dedup();
                equal(names, vec!["mas-website-live", "mr-mentor-backend", "mr-mentor-frontend"])
            },
        ),
        holds(
            "every workflow (triggers, jobs, steps, target environment",
            "there are 14 workflows and 6 scripts",
            |world| {
                let paths = world.paths();
                let count = |end: &str| paths.iter().filter(|path| path.ends_with(end)).count();
                equal((count(".yml"), count(".sh")), (14, 6))
            },
        ),
        holds("There is no Kubernetes, no managed PaaS", "nothing but compose and docker deploys", |world| {
            for file in workflows() {
                let text = world.text(file)?.to_lowercase();
                if ["kubectl", "helm", "kubernetes", "heroku", "vercel"].iter().any(|word| text.contains(word)) {
                    return Err(format!("{file} knows another way to deploy"));
                }
            }
            Ok(())
        }),
        says(
            "Development server (dev EC2, 15.206.142.123) — single-container rolling deploys",
            BACKEND_DEVELOPMENT,
            "step[Deploy with docker compose].with.script",
            &["docker compose"],
        ),
        is(
            "zero-downtime blue-green deploys behind nginx",
            BACKEND_PRODUCTION,
            "step[Deploy].env.DIRECTORY",
            "/home/ubuntu/blue-green-deployment",
        ),
        says(
            "zero-downtime blue-green deploys behind nginx",
            BACKEND_DEPLOY_SCRIPT,
            "",
            &["as_root nginx -T", "readonly BLUE_PORT", "readonly GREEN_PORT"],
        ),
        is(
            "Push to development (auto deploy to dev)",
            BACKEND_BUILD,
            "on.push.branches",
            "[main, development, staging]",
        ),
        is("merge to main (auto deploy to prod)", BACKEND_PRODUCTION, "on.workflow_run.branches", "[main]"),
        says("perform rollback", BACKEND_ROLLBACK_SCRIPT, "", &["./rollback.sh"]),
        says(
            "Owns server-side scripts (deploy.sh, rollback.sh, health-check.sh)",
            BACKEND_HEALTH_SCRIPT,
            "",
            &["./health-check.sh"],
        ),
        says(
            "Mention @claude in issues/PR comments",
            BACKEND_CLAUDE,
            "job.if",
            &["contains(github.event.comment.body, '@claude')"],
        ),
        says(
            "a dedicated MAS-intern/mas-mr-mentor GHCR account owns the long-lived pull token",
            BACKEND_DEVELOPMENT,
            "step[Deploy with docker compose].env.GHCR_USERNAME",
            &["'MAS-intern'"],
        ),
        is(
            "a dedicated MAS-intern/mas-mr-mentor GHCR account owns the long-lived pull token",
            BACKEND_PRODUCTION,
            "step[Log in to ghcr.io on the server].env.REGISTRY_USERNAME",
            "mas-mr-mentor",
        ),
        holds(
            "older PM2 + ci-cd.yml/deploy.yml + Bun-over-SSH pipeline that no longer matches",
            "none of it is generated",
            |world| {
                let paths = world.paths();
                if let Some(path) =
                    paths.iter().find(|path| path.ends_with("/ci-cd.yml") || path.ends_with("/deploy.yml"))
                {
                    return Err(format!("there is {path}"));
                }
                for file in workflows() {
                    if ["pm2", " bun "].iter().any(|word| world.text(file).is_ok_and(|text| text.contains(word))) {
                        return Err(format!("{file} speaks of it"));
                    }
                }
                Ok(())
            },
        ),
        is("Holds the built Docker images", BACKEND_BUILD, "step[Log in to ghcr.io].with.registry", "ghcr.io"),
        says(
            "ghcr.io/<owner>/<repo>",
            BACKEND_BUILD,
            "step[Generate the image's tags].run",
            &["image=$REGISTRY/${REPOSITORY,,}"],
        ),
        is(
            "ghcr.io/<owner>/<repo>",
            BACKEND_BUILD,
            "step[Generate the image's tags].env.REPOSITORY",
            "${{ github.repository }}",
        ),
        is(
            "Image tag convention",
            FRONTEND_BUILD_PRODUCTION,
            "step[docker/build-push-action].with.tags",
            "${{ steps.image.outputs.tags }}",
        ),
        says(
            "(immutable, used by deploy)",
            BACKEND_PRODUCTION,
            "step[Resolve the branch and the image].run",
            &["image_tag=$branch_tag-$(short_sha \"$commit\")"],
        ),
        says(
            "(immutable, used by deploy)",
            FRONTEND_PRODUCTION,
            "step[Resolve the branch and the image].run",
            &["image_tag=$branch_tag-$(short_sha \"$commit\")"],
        ),
        is(
            "Frontend also adds floating :development / :production aliases",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[Generate the image's tags].env.NAMED_TAGS",
            "development",
        ),
        is(
            "Frontend also adds floating :development / :production aliases",
            FRONTEND_BUILD_PRODUCTION,
            "step[Generate the image's tags].env.NAMED_TAGS",
            "production",
        ),
        absent("plus :latest on main", FRONTEND_BUILD_DEVELOPMENT, "step[Generate the image's tags].env.LATEST_BRANCH"),
        says(
            "Backend runtime .env is fetched at deploy time from SM",
            BACKEND_DEVELOPMENT,
            "step[Fetch .env from AWS Secrets Manager].run",
            &["aws secretsmanager get-secret-value"],
        ),
        is(
            "SM secrets mr-mentor-backend/development and mr-mentor-backend/production",
            BACKEND_DEVELOPMENT,
            "step[Fetch .env from AWS Secrets Manager].env.SECRET_ID",
            "mr-mentor-backend/development",
        ),
        is(
            "SM secrets mr-mentor-backend/development and mr-mentor-backend/production",
            BACKEND_PRODUCTION,
            "step[Fetch .env.original from AWS Secrets Manager].env.SECRET_ID",
            "mr-mentor-backend/production",
        ),
        is(
            "Inline .env (frontends) | Frontend .env is assembled from per-key GitHub Secrets",
            FRONTEND_DEVELOPMENT,
            "step[Assemble .env].env.NEXTAUTH_SECRET",
            "${{ secrets.NEXTAUTH_SECRET }}",
        ),
        says(
            "Docker build-args (public NEXT_PUBLIC_* baked into the image)",
            FRONTEND_BUILD_DEVELOPMENT,
            "step[docker/build-push-action].with.build-args",
            &["NEXT_PUBLIC_BACKEND_URL\n"],
        ),
        is(
            "written to the server at deploy time",
            FRONTEND_DEVELOPMENT,
            "step[Copy .env to the server].with.source",
            "delivery/.env",
        ),
        says(
            "Two prod containers (-blue on :3000, -green on :3001)",
            BACKEND_DEPLOY_SCRIPT,
            "",
            &["readonly BLUE_PORT='3000'", "readonly GREEN_PORT='3001'", "--name \"$APP-$1\""],
        ),
        in_order(
            "Deploy targets the standby color, health-checks it, flips nginx, and keeps the old color stopped",
            BACKEND_DEPLOY_SCRIPT,
            "",
            &[
                "switch_to() {",
                "is_ready \"$1\" \"$2\" || fail",
                "switch_nginx_to \"$1\" || fail",
                "finish_switch \"$1\"",
                "stop_container \"$LIVE_ID\"",
            ],
        ),
        never(
            "keeps the old color stopped for instant rollback",
            BACKEND_DEPLOY_SCRIPT,
            "",
            &["docker rm --force \"$LIVE_ID\"", "container prune", "system prune"],
        ),
        says(
            ".current_env | A file on the prod server recording which color is live; deploy.sh reads/writes it",
            BACKEND_DEPLOY_SCRIPT,
            "",
            &["read_line \"$DIRECTORY/.current_env\"", "prepare_file .current_env \"$1\"", "put_file .current_env"],
        ),
        holds(
            "Backend: mr-mentor-backend/.github/workflows/{build.yml, deploy-development.yml, deploy-production.yml, claude.yml}",
            "these and no others",
            |world| {
                equal(
                    files_of(world, "mr-mentor-backend"),
                    vec!["build.yml", "claude.yml", "deploy-development.yml", "deploy-production.yml"],
                )
            },
        ),
        holds(
            "Frontend: mr-mentor-frontend/.github/workflows/{build-development.yml, build-production.yml, deploy-development.yml, deploy-production.yml, claude.yml}",
            "these and no others",
            |world| equal(files_of(world, "mr-mentor-frontend"), FIVE.to_vec()),
        ),
        holds(
            "mr-mentor-frontend/deploy/blue-green/{deploy.sh, rollback.sh, health-check.sh}",
            "these and no others",
            |world| {
                equal(
                    scripts_in(world, "mr-mentor-frontend/deploy/blue-green/"),
                    vec!["deploy.sh", "health-check.sh", "rollback.sh"],
                )
            },
        ),
        holds(
            "Website: mas-website-live/.github/workflows/{build-development.yml, build-production.yml, deploy-development.yml, deploy-production.yml, claude.yml}",
            "these and no others",
            |world| equal(files_of(world, "mas-website-live"), FIVE.to_vec()),
        ),
        holds(
            "Prod blue-green scripts for the backend live on the server only (/home/ubuntu/blue-green-deployment/{deploy.sh, rollback.sh, health-check.sh}), not in the repo",
            "these and no others, outside of the repository's folder",
            |world| {
                equal(
                    scripts_in(world, "hosts/production/blue-green-deployment/"),
                    vec!["deploy.sh", "health-check.sh", "rollback.sh"],
                )?;
                equal(scripts_in(world, "mr-mentor-backend/"), Vec::<&str>::new())
            },
        ),
        is("push to development / main / staging", BACKEND_BUILD, "on.push.branches", "[main, development, staging]"),
        is(
            "comment or issue mentions @claude",
            BACKEND_CLAUDE,
            "step[Run Claude Code].with.trigger_phrase",
            "'@claude'",
        ),
        is("docker build target prod", BACKEND_BUILD, "step[docker/build-push-action].with.target", "prod"),
        is(
            "workflow_run completed success on development",
            BACKEND_DEVELOPMENT,
            "on.workflow_run.branches",
            "[development]",
        ),
        is("workflow_run completed success on main", BACKEND_PRODUCTION, "on.workflow_run.branches", "[main]"),
        steps("fetch .env (backend only)", BACKEND_DEVELOPMENT, &["Fetch .env from AWS Secrets Manager"]),
        steps(
            "fetch .env.original (backend only)",
            BACKEND_PRODUCTION,
            &["Fetch .env.original from AWS Secrets Manager"],
        ),
        steps(
            "scp compose + .env, ssh docker compose up",
            BACKEND_DEVELOPMENT,
            &["Copy docker-compose.prod.yml to the server", "Copy .env to the server", "Deploy with docker compose"],
        ),
        steps(
            "scp scripts + .env, ssh deploy.sh",
            FRONTEND_PRODUCTION,
            &["Copy .env to the server", "Copy the blue-green scripts to the server", "Deploy"],
        ),
        says(
            "docker pull",
            BACKEND_DEVELOPMENT,
            "step[Deploy with docker compose].with.script",
            &["docker compose -f \"$COMPOSE_FILE\" pull"],
        ),
        says("docker pull", BACKEND_DEPLOY_SCRIPT, "", &["docker pull \"$1\""]),
        says("nginx reverse proxy", BACKEND_DEPLOY_SCRIPT, "", &["proxy_pass"]),
        is("B[\"Build and Push Docker Image workflow\"]", BACKEND_BUILD, "name", "Build and Push Docker Image"),
        is("DD[\"Deploy to Development workflow\"]", BACKEND_DEVELOPMENT, "name", "Deploy to Development"),
        is(
            "DP[\"Deploy to Production (Blue-Green) workflow\"]",
            BACKEND_PRODUCTION,
            "name",
            "Deploy to Production Blue-Green",
        ),
        is("CL[\"Claude Code workflow (claude.yml)\"]", BACKEND_CLAUDE, "name", "Claude Code"),
        steps(
            "SM[\"Secrets Manager (backend .env)\"]",
            BACKEND_DEVELOPMENT,
            &["aws-actions/configure-aws-credentials"],
        ),
        says(
            "NGINX --> BLUE NGINX -.->|\"after flip\"| GREEN",
            BACKEND_DEPLOY_SCRIPT,
            "",
            &["say \"switching nginx to $1\""],
        ),
        says("container blue :3000", BACKEND_DEPLOY_SCRIPT, "", &["readonly BLUE_PORT='3000'"]),
        says("container green :3001", BACKEND_DEPLOY_SCRIPT, "", &["readonly GREEN_PORT='3001'"]),
        is("reads code, may push commits / PR comments", BACKEND_CLAUDE, "job.permissions.contents", "write"),
        says(
            "build + auto deploy",
            FRONTEND_DEVELOPMENT,
            "job.if",
            &["github.event.workflow_run.conclusion == 'success'"],
        ),
        is("DEV environment", BACKEND_DEVELOPMENT, "job.environment", "development"),
        is("PROD environment (blue-green)", BACKEND_PRODUCTION, "job.environment", "production"),
        says("rollback.sh on failure", BACKEND_PRODUCTION, "step[Deploy].with.script", &["./rollback.sh"]),
        is(
            "Push to development → builds dev image → auto-deploys to the dev server",
            FRONTEND_DEVELOPMENT,
            "on.workflow_run",
            "{workflows: ['Build (Development)'], types: [completed], branches: [development]}",
        ),
        is(
            "Merge to main → builds prod image → auto blue-green deploys to prod",
            FRONTEND_PRODUCTION,
            "on.workflow_run",
            "{workflows: ['Build (Production)'], types: [completed], branches: [main]}",
        ),
        holds(
            "staging is accepted as a build branch in the backend build.yml only",
            "no other workflow names staging",
            |world| {
                let named: Vec<&str> = workflows()
                    .into_iter()
                    .filter(|file| world.text(file).is_ok_and(|text| text.contains("staging")))
                    .collect();
                equal(named, vec![BACKEND_BUILD])
            },
        ),
    ];
    for file in BUILDS.into_iter().chain(DEPLOYMENTS) {
        rows.push(holds("workflow_dispatch | Manual \"Run workflow\" button — every build and deploy workflow supports it for re-runs / hotfix deploys", file, move |world| {
            equal(world.find(file, "on")?.get("workflow_dispatch").is_some(), true)
        }));
    }
    for file in BUILDS {
        rows.push(says(
            "GitHub Actions builds a Docker image, pushes it to GitHub Container Registry (GHCR)",
            file,
            "",
            &["docker/build-push-action@", "push: true", "registry: ghcr.io"],
        ));
    }
    for file in DEPLOYMENTS {
        rows.push(holds("a separate \"deploy\" workflow chained via workflow_run SSHes into an EC2 server and rolls the new image out", file, move |world| {
            world.find(file, "on.workflow_run")?;
            if world.actions(file)?.contains(&"appleboy/ssh-action") { Ok(()) } else { Err("no step uses ssh".into()) }
        }));
        rows.push(holds(
            "Any workflow can be re-run manually via the Run workflow button (workflow_dispatch)",
            file,
            move |world| equal(world.find(file, "on")?.get("workflow_dispatch").is_some(), true),
        ));
        rows.push(holds(
            "docker/docker compose over SSH (appleboy/ssh-action + appleboy/scp-action)",
            file,
            move |world| {
                let actions = world.actions(file)?;
                equal(
                    (actions.contains(&"appleboy/ssh-action"), actions.contains(&"appleboy/scp-action")),
                    (true, true),
                )
            },
        ));
        rows.push(is("Deploy workflows do not trigger on push", file, "on.workflow_run.types", "[completed]"));
        rows.push(absent("workflow_run chaining | Deploy workflows do not trigger on push", file, "on.push"));
        rows.push(says(
            "they trigger when the matching build workflow completes successfully on the right branch",
            file,
            "job.if",
            &["github.event.workflow_run.conclusion == 'success' && github.event.workflow_run.head_branch == '"],
        ));
    }
    for (file, environment) in DEPLOYMENTS.into_iter().zip(["development", "production"].into_iter().cycle()) {
        rows.push(holds("development and production named environments (environment: key)", file, move |world| {
            equal(world.find(file, "job.environment")?.as_str(), Some(environment))
        }));
    }
    rows
}

const FIVE: [&str; 5] =
    ["build-development.yml", "build-production.yml", "claude.yml", "deploy-development.yml", "deploy-production.yml"];

fn files_of<'a>(world: &'a World, repository: &str) -> Vec<&'a str> {
    let folder = format!("{repository}/.github/workflows/");
    world.paths().into_iter().filter_map(|path| path.strip_prefix(&folder)).collect()
}

fn scripts_in<'a>(world: &'a World, folder: &str) -> Vec<&'a str> {
    let below = world.paths().into_iter().filter_map(|path| path.strip_prefix(folder));
    below.filter(|path| has_extension(path, "sh")).collect()
}
