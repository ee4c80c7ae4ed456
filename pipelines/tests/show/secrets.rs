//! Which workflow uses which secret, and where it ends.

use crate::names::{APPLICATION, AWS, BUILD_ARGUMENTS, DEVELOPMENT_SERVER, PRODUCTION_SERVER, WEBSITE_ARGUMENTS};
use crate::show::{Row, list, row, table, text};
use serde_json::Value;

const BACKEND: &str = "mr-mentor-backend";
const FRONTEND: &str = "mr-mentor-frontend";
const WEBSITE: &str = "mas-website-live";

/// The secrets that a workflow uses.
fn used(rows: &[Value], repository: &str, file: &str) -> Vec<String> {
    let of_repository = rows.iter().filter(|row| text(row, "repository") == repository);
    let used = of_repository.filter(|row| list(row, "uses").iter().any(|found| text(found, "file") == file));
    used.map(|row| text(row, "secret").to_owned()).collect()
}

/// Where a secret ends, each as `KIND of WORKFLOW: PLACE`.
fn endings(rows: &[Value], repository: &str, secret: &str) -> Vec<String> {
    let row = rows.iter().find(|row| text(row, "repository") == repository && text(row, "secret") == secret).unwrap();
    let place = |ending: &Value| match text(ending, "kind") {
        "image" => text(ending, "image").to_owned(),
        "file" => format!("{}:{}", text(ending, "host"), text(ending, "path")),
        "login" => format!("{} on {} as {}", text(ending, "registry"), text(ending, "host"), text(ending, "user")),
        "vault" => text(ending, "secret").to_owned(),
        _ => text(ending, "host").to_owned(),
    };
    let shown = |ending: &Value| format!("{} of {}: {}", text(ending, "kind"), text(ending, "workflow"), place(ending));
    list(row, "ends-in").iter().map(shown).collect()
}

/// What holds where a secret is missing.
fn when_missing(rows: &[Value], secret: &str) -> Vec<String> {
    rows.iter().filter(|row| text(row, "secret") == secret).map(|row| text(row, "when-missing").to_owned()).collect()
}

pub(crate) fn rows() -> Vec<Row> {
    let table = table("secrets");
    let uses = |repository, file| used(&table, repository, file);
    let ends = |repository, secret| endings(&table, repository, secret);
    let website = [&WEBSITE_ARGUMENTS[..], &["GITHUB_TOKEN"]].concat();
    let mut rows = vec![
        row("Secrets: GITHUB_TOKEN (auto-provided)", uses(BACKEND, "build.yml"), &["GITHUB_TOKEN"]),
        row(
            "DEVELOPMENT_SERVER_HOST, DEVELOPMENT_SERVER_USER, DEVELOPMENT_SSH_KEY, DEVELOPMENT_SSH_PORT (optional), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION (optional), GHCR_PAT, GITHUB_TOKEN",
            uses(BACKEND, "deploy-development.yml"),
            &[&DEVELOPMENT_SERVER[..], &AWS, &["GHCR_PAT", "GITHUB_TOKEN"]].concat(),
        ),
        row(
            "PRODUCTION_SERVER_HOST, PRODUCTION_SERVER_USER, PRODUCTION_SSH_KEY, PRODUCTION_SSH_PORT (optional), AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION (optional), GHCR_PULL_TOKEN",
            uses(BACKEND, "deploy-production.yml"),
            &[&PRODUCTION_SERVER[..], &AWS, &["GHCR_PULL_TOKEN"]].concat(),
        ),
        // The run's own token is checkout's default input there, so that no expression names it.
        row(
            "Secrets: DEVELOPMENT_SERVER_*, GHCR_PAT, plus the per-key NextAuth/Google/NEXT_PUBLIC_* secrets",
            uses(FRONTEND, "deploy-development.yml"),
            &[&DEVELOPMENT_SERVER[..], APPLICATION, &["GHCR_PAT"]].concat(),
        ),
        row(
            "Secrets: PRODUCTION_SERVER_*, GHCR_PAT, the NextAuth/Google/NEXT_PUBLIC_* secrets",
            uses(FRONTEND, "deploy-production.yml"),
            &[&PRODUCTION_SERVER[..], APPLICATION, &["GHCR_PAT"]].concat(),
        ),
        row(
            "The website deploy does not use a long-lived GHCR PAT or AWS Secrets Manager",
            uses(WEBSITE, "deploy-development.yml"),
            &[&DEVELOPMENT_SERVER[..], &["GITHUB_TOKEN"]].concat(),
        ),
        row(
            "DEVELOPMENT_SERVER_*/PRODUCTION_SERVER_*,GITHUB_TOKEN",
            uses(WEBSITE, "deploy-production.yml"),
            &[&PRODUCTION_SERVER[..], &["GITHUB_TOKEN"]].concat(),
        ),
        row("*_SSH_PORT (default 22)", when_missing(&table, "PRODUCTION_SSH_PORT"), &["`22` holds"]),
        row("AWS_REGION (default ap-south-1)", when_missing(&table, "AWS_REGION"), &["`ap-south-1` holds"]),
        row(
            "secrets mr-mentor-backend/development, mr-mentor-backend/production",
            ends(BACKEND, "AWS_SECRET_ACCESS_KEY"),
            &[
                "vault of Deploy to Development: mr-mentor-backend/development",
                "vault of Deploy to Production Blue-Green: mr-mentor-backend/production",
            ],
        ),
        row(
            "prefers long-livedGHCR_PATas userMAS-intern",
            ends(BACKEND, "GHCR_PAT"),
            &["login of Deploy to Development: ghcr.io on development as MAS-intern"],
        ),
        row(
            "GHCR_PULL_TOKEN (backend prod, user mas-mr-mentor)",
            ends(BACKEND, "GHCR_PULL_TOKEN"),
            &["login of Deploy to Production Blue-Green: ghcr.io on production as mas-mr-mentor"],
        ),
        row(
            "GHCR_PAT (backend+frontend server pulls, user MAS-intern)",
            ends(FRONTEND, "GHCR_PAT"),
            &[
                "login of Deploy to Development: ghcr.io on development as MAS-intern",
                "login of Deploy to Production Blue-Green: ghcr.io on production as MAS-intern",
            ],
        ),
        row(
            "leaves a credential that dies with the run",
            ends(WEBSITE, "GITHUB_TOKEN"),
            &[
                "login of Deploy to Development: ghcr.io on development as whoever started the run",
                "login of Deploy to Production: ghcr.io on production as whoever started the run",
            ],
        ),
        row(
            "AWS EC2 over SSH | all deploys | DEVELOPMENT_SERVER_HOST/USER, PRODUCTION_SERVER_HOST/USER, DEVELOPMENT_SSH_KEY, PRODUCTION_SSH_KEY",
            ends(WEBSITE, "PRODUCTION_SSH_KEY"),
            &["key of Deploy to Production: production"],
        ),
        row(
            "NEXT_PUBLIC_SHOW_ENROLLMENT_STEP (website)",
            ends(WEBSITE, "NEXT_PUBLIC_SHOW_ENROLLMENT_STEP"),
            &[
                "image of Build (Development): ghcr.io/mas-mr-mentor/mas-website-live",
                "image of Build (Production): ghcr.io/mas-mr-mentor/mas-website-live",
            ],
        ),
    ];
    for (file, with_token) in [("build-development.yml", "GITHUB_TOKEN"), ("build-production.yml", "GITHUB_TOKEN")] {
        let baked = [&BUILD_ARGUMENTS[..], &[with_token]].concat();
        rows.push(row("Secrets: GITHUB_TOKEN + all the build-arg secrets above", uses(FRONTEND, file), &baked));
        rows.push(row("and theNEXT_PUBLIC_*build-arg secrets", uses(WEBSITE, file), &website));
    }
    for repository in [BACKEND, FRONTEND, WEBSITE] {
        let found = uses(repository, "claude.yml");
        rows.push(row("| claude.yml | CLAUDE_CODE_OAUTH_TOKEN", found, &["CLAUDE_CODE_OAUTH_TOKEN"]));
    }
    rows
}
