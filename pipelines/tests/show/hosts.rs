//! What stands on which server.

use crate::show::{Row, row, table, text};
use serde_json::Value;

/// What a deployment has of a kind on a server; `none` owns what is not from here.
fn owned(table: &[Value], host: &str, repository: Option<&str>, kind: &str) -> Vec<String> {
    let is_owned = |row: &&Value| row["owner"].get("repository").and_then(Value::as_str) == repository;
    let rows = table.iter().filter(|row| text(row, "host") == host && text(row, "kind") == kind).filter(is_owned);
    rows.map(|row| text(row, "name").to_owned()).collect()
}

pub(crate) fn rows() -> Vec<Row> {
    const BACKEND: Option<&str> = Some("mr-mentor-backend");
    const FRONTEND: Option<&str> = Some("mr-mentor-frontend");
    const WEBSITE: Option<&str> = Some("mas-website-live");
    let table = table("hosts");
    let has = |host, repository, kind| owned(&table, host, repository, kind);
    let named =
        |names: Vec<String>, end: &str| names.into_iter().filter(|name| name.ends_with(end)).collect::<Vec<_>>();
    vec![
        row("-blueon:3000,-greenon:3001", has("production", BACKEND, "port"), &["127.0.0.1:3000", "127.0.0.1:3001"]),
        row(
            "Two prod containers (-blueon:3000,-greenon:3001)",
            has("production", BACKEND, "container"),
            &["mr-mentor-backend-blue", "mr-mentor-backend-green"],
        ),
        row(
            "A file on the prod server recording which color is live",
            named(has("production", BACKEND, "file"), ".current_env"),
            &["/home/ubuntu/blue-green-deployment/.current_env"],
        ),
        row(
            "/home/ubuntu/blue-green-deployment/{deploy.sh, rollback.sh, health-check.sh}",
            named(has("production", BACKEND, "file"), ".sh"),
            &[
                "/home/ubuntu/blue-green-deployment/deploy.sh",
                "/home/ubuntu/blue-green-deployment/rollback.sh",
                "/home/ubuntu/blue-green-deployment/health-check.sh",
            ],
        ),
        row(
            "fetch.env.originalfrom SM secretmr-mentor-backend/production",
            named(has("production", BACKEND, "file"), ".env.original"),
            &["/home/ubuntu/blue-green-deployment/.env.original"],
        ),
        row(
            "pg_isreadyonmr-mentor-postgres,redis-cli pingonmr-mentor-redis",
            has("production", None, "container"),
            &["mr-mentor-postgres", "mr-mentor-redis"],
        ),
        row(
            "flatten them into/home/ubuntu/blue-green-frontend/",
            named(has("production", FRONTEND, "file"), ".sh"),
            &[
                "/home/ubuntu/blue-green-frontend/deploy.sh",
                "/home/ubuntu/blue-green-frontend/rollback.sh",
                "/home/ubuntu/blue-green-frontend/health-check.sh",
            ],
        ),
        row(
            "curlhttps://www.mrmentor.inandhttps://www.mrmentor.in/api/auth/session",
            has("production", FRONTEND, "address"),
            &["https://www.mrmentor.in", "https://www.mrmentor.in/api/auth/session"],
        ),
        row(
            "scpdocker-compose.prod.ymlto/home/ubuntu/mr-mentor-backend/",
            has("development", BACKEND, "file"),
            &[
                "/home/ubuntu/mr-mentor-backend/docker-compose.prod.yml",
                "/home/ubuntu/mr-mentor-backend/.env",
                "/home/ubuntu/mr-mentor-backend/.lock",
                "/home/ubuntu/mr-mentor-backend/.rollout.log",
            ],
        ),
        row("docker network create app-network", has("development", FRONTEND, "network"), &["app-network"]),
        row("docker network create mas-network", has("production", WEBSITE, "network"), &["mas-network"]),
        row(
            "scpdocker-compose-prod.ymlto/home/ubuntu/mas-website-live/",
            has("production", WEBSITE, "file"),
            &[
                "/home/ubuntu/mas-website-live/docker-compose-prod.yml",
                "/home/ubuntu/mas-website-live/.lock",
                "/home/ubuntu/mas-website-live/.rollout.log",
            ],
        ),
    ]
}
