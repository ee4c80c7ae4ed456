//! Frontend: deploy to development, and to production blue-green.

use crate::names::{APPLICATION, DEVELOPMENT_SERVER, PRODUCTION_SERVER};
use crate::reference::row::{Row, equal, holds, in_order, is, says, secrets, steps};
use crate::reference::world::{FRONTEND_DEPLOY_SCRIPT, FRONTEND_DEVELOPMENT, FRONTEND_PRODUCTION};

const DEPLOY_DEVELOPMENT: &str = "step[Deploy with docker compose].with.script";
const AFTER: &str = "step[Post-deployment verification].with.script";

pub fn rows() -> Vec<Row> {
    let mut rows = development();
    rows.extend(production());
    for file in [FRONTEND_DEVELOPMENT, FRONTEND_PRODUCTION] {
        for &name in APPLICATION {
            rows.push(holds(
                "per-key NextAuth/Google/NEXT_PUBLIC_* secrets",
                &format!("{file} writes {name}"),
                move |world| {
                    let listed = world.string(file, "step[Assemble .env].env.VARIABLES")?;
                    equal(listed.split(' ').any(|variable| variable == name), true)?;
                    let value = world.string(file, &format!("step[Assemble .env].env.{name}"))?;
                    equal(value, format!("${{{{ secrets.{name} }}}}").as_str())
                },
            ));
        }
    }
    rows
}

fn development() -> Vec<Row> {
    const FILE: &str = FRONTEND_DEVELOPMENT;
    vec![
        is(
            "workflow_run after the dev build succeeds; environment: development, timeout-minutes: 15",
            FILE,
            "on.workflow_run.workflows",
            "['Build (Development)']",
        ),
        is("environment: development, timeout-minutes: 15", FILE, "job.environment", "development"),
        is("environment: development, timeout-minutes: 15", FILE, "job.timeout-minutes", "15"),
        is(
            "scp docker-compose.prod.yml to /home/ubuntu/mr-mentor-frontend/",
            FILE,
            "step[Copy docker-compose.prod.yml to the server].with.source",
            "docker-compose.prod.yml",
        ),
        is(
            "scp docker-compose.prod.yml to /home/ubuntu/mr-mentor-frontend/",
            FILE,
            "step[Copy docker-compose.prod.yml to the server].with.target",
            "/home/ubuntu/mr-mentor-frontend",
        ),
        is(
            "SSH-write .env from secrets",
            FILE,
            "step[Copy .env to the server].with.target",
            "/home/ubuntu/mr-mentor-frontend",
        ),
        is(
            "TURN host/port/user/cred hardcoded to the dev EC2 15.206.142.123",
            FILE,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_HOST",
            "15.206.142.123",
        ),
        is(
            "TURN host/port/user/cred hardcoded to the dev EC2 15.206.142.123",
            FILE,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_USERNAME",
            "webrtcuser",
        ),
        is(
            "TURN host/port/user/cred hardcoded to the dev EC2 15.206.142.123",
            FILE,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_CREDENTIAL",
            "webrtccred",
        ),
        is(
            "TURN host/port/user/cred hardcoded to the dev EC2 15.206.142.123",
            FILE,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_PORT",
            "'3478'",
        ),
        is(
            "SSH deploy — login as MAS-intern with GHCR_PAT",
            FILE,
            "step[Deploy with docker compose].env.GHCR_USERNAME",
            "MAS-intern",
        ),
        is(
            "SSH deploy — login as MAS-intern with GHCR_PAT",
            FILE,
            "step[Write the registry token].env.REGISTRY_TOKEN",
            "${{ secrets.GHCR_PAT }}",
        ),
        is("docker network create app-network", FILE, "step[Deploy with docker compose].env.NETWORK", "app-network"),
        in_order(
            "docker network create app-network, docker compose down/pull/up -d, wait, ps + logs, prune",
            FILE,
            DEPLOY_DEVELOPMENT,
            &[
                "docker login",
                "docker network create \"$NETWORK\"",
                "docker compose -f \"$COMPOSE_FILE\" down\n",
                "docker compose -f \"$COMPOSE_FILE\" pull\n",
                "docker compose -f \"$COMPOSE_FILE\" up -d\n",
                "sleep",
                " ps\n",
                " logs --tail=50",
                "docker image prune",
            ],
        ),
        is(
            "docker compose down/pull/up -d",
            FILE,
            "step[Deploy with docker compose].env.COMPOSE_FILE",
            "docker-compose.prod.yml",
        ),
        steps(
            "Steps: scp docker-compose.prod.yml to /home/ubuntu/mr-mentor-frontend/; SSH-write .env from secrets",
            FILE,
            &[
                "Copy docker-compose.prod.yml to the server",
                "Assemble .env",
                "Copy .env to the server",
                "Deploy with docker compose",
            ],
        ),
        // The run's own token is checkout's default input, so that no expression names it.
        secrets(
            "Secrets: DEVELOPMENT_SERVER_*, GHCR_PAT, plus the per-key NextAuth/Google/NEXT_PUBLIC_* secrets, GITHUB_TOKEN",
            FILE,
            &[&DEVELOPMENT_SERVER, &["GHCR_PAT"], APPLICATION],
        ),
    ]
}

fn production() -> Vec<Row> {
    const FILE: &str = FRONTEND_PRODUCTION;
    vec![
        is(
            "workflow_run after the prod build succeeds on main; environment: production",
            FILE,
            "on.workflow_run",
            "{workflows: ['Build (Production)'], types: [completed], branches: [main]}",
        ),
        is(
            "workflow_run after the prod build succeeds on main; environment: production",
            FILE,
            "job.environment",
            "production",
        ),
        is(
            "SSH-write .env into /home/ubuntu/blue-green-frontend/",
            FILE,
            "step[Copy .env to the server].with.target",
            "/home/ubuntu/blue-green-frontend",
        ),
        is("SSH-write .env into /home/ubuntu/blue-green-frontend/", FILE, "step[Assemble .env].env.ENV_FILE", ".env"),
        is(
            "TURN host hardcoded to the prod EC2 13.234.60.63",
            FILE,
            "step[Assemble .env].env.NEXT_PUBLIC_TURN_SERVER_HOST",
            "13.234.60.63",
        ),
        is(
            "scp deploy/blue-green/{deploy.sh,rollback.sh,health-check.sh} from the repo and flatten them into /home/ubuntu/blue-green-frontend/",
            FILE,
            "step[Copy the blue-green scripts to the server].with.source",
            "'deploy/blue-green/deploy.sh,deploy/blue-green/rollback.sh,deploy/blue-green/health-check.sh'",
        ),
        is(
            "flatten them into /home/ubuntu/blue-green-frontend/",
            FILE,
            "step[Copy the blue-green scripts to the server].with.strip_components",
            "2",
        ),
        is(
            "flatten them into /home/ubuntu/blue-green-frontend/",
            FILE,
            "step[Copy the blue-green scripts to the server].with.target",
            "/home/ubuntu/blue-green-frontend",
        ),
        says(
            "(frontend ships its blue-green scripts in-repo, unlike the backend)",
            FRONTEND_DEPLOY_SCRIPT,
            "",
            &["readonly APP='mr-mentor-frontend'", "readonly DIRECTORY='/home/ubuntu/blue-green-frontend'"],
        ),
        says(
            "Pre-deploy health check + nginx-active assertion",
            FILE,
            "step[Pre-deployment health check].with.script",
            &["verify 'health-check.sh can be run' health_report", "verify 'nginx is active' nginx_active"],
        ),
        says(
            "Run ./deploy.sh \"<image_url>\" with GHCR_USERNAME=MAS-intern + GHCR_TOKEN=GHCR_PAT",
            FILE,
            "step[Deploy].with.script",
            &["./deploy.sh \"$IMAGE_URL\"", "GHCR_USERNAME=${REGISTRY_USERNAME:?}", "export GHCR_USERNAME GHCR_TOKEN"],
        ),
        is("GHCR_USERNAME=MAS-intern + GHCR_TOKEN=GHCR_PAT", FILE, "step[Deploy].env.REGISTRY_USERNAME", "MAS-intern"),
        is(
            "GHCR_USERNAME=MAS-intern + GHCR_TOKEN=GHCR_PAT",
            FILE,
            "step[Write the registry token].env.REGISTRY_TOKEN",
            "${{ secrets.GHCR_PAT }}",
        ),
        is(
            "GHCR_USERNAME=MAS-intern + GHCR_TOKEN=GHCR_PAT",
            FILE,
            "step[Deploy].env.TOKEN_FILE",
            "/home/ubuntu/blue-green-frontend/.incoming/registry-token",
        ),
        in_order(
            "on failure run ./rollback.sh",
            FILE,
            "step[Deploy].with.script",
            &["follow deploy ./deploy.sh", "follow rollback ./rollback.sh", "exit 1"],
        ),
        is("Post-deploy verification (if: always())", FILE, "step[Post-deployment verification].if", "always()"),
        says(
            "health-check.sh, curl https://www.mrmentor.in and https://www.mrmentor.in/api/auth/session",
            FILE,
            AFTER,
            &[
                "verify 'health-check.sh' health_script",
                "address 'https://www.mrmentor.in' ",
                "address 'https://www.mrmentor.in/api/auth/session' ",
            ],
        ),
        in_order(
            "a 500 on the session endpoint is treated as a fatal \"missing NEXTAUTH_SECRET\" and dumps container logs",
            FILE,
            AFTER,
            &[
                "if [[ $status == 500 && -n $meaning ]]",
                "docker logs --tail 50",
                "return 1",
                "'missing NEXTAUTH_SECRET'",
            ],
        ),
        steps(
            "Distinctive steps: 1. SSH-write .env into",
            FILE,
            &[
                "Assemble .env",
                "Copy .env to the server",
                "Copy the blue-green scripts to the server",
                "Make the scripts executable",
                "Pre-deployment health check",
                "Deploy",
                "Post-deployment verification",
            ],
        ),
        secrets(
            "Secrets: PRODUCTION_SERVER_*, GHCR_PAT, the NextAuth/Google/NEXT_PUBLIC_* secrets, GITHUB_TOKEN",
            FILE,
            &[&PRODUCTION_SERVER, &["GHCR_PAT"], APPLICATION],
        ),
    ]
}
