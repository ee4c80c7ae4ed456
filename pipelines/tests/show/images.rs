//! Which tags an image has, who pushes them and who pulls them.

use crate::show::{Row, list, row, table, text};
use serde_json::Value;

const BACKEND: &str = "ghcr.io/mas-mr-mentor/mr-mentor-backend";
const FRONTEND: &str = "ghcr.io/mas-mr-mentor/mr-mentor-frontend";
const WEBSITE: &str = "ghcr.io/mas-mr-mentor/mas-website-live";

/// The tags that a workflow pushes from a branch.
fn pushed(table: &[Value], image: &str, workflow: &str, branch: &str) -> Vec<String> {
    let by = |pushed: &Value| text(pushed, "workflow") == workflow && text(pushed, "branch") == branch;
    let tags = table.iter().filter(|row| text(row, "image") == image && list(row, "pushed").iter().any(by));
    tags.map(|row| text(row, "tag").to_owned()).collect()
}

/// Who pulls a tag, each as `WORKFLOW onto HOST`, after its build or by hand.
fn pulled(table: &[Value], image: &str, tag: &str) -> Vec<String> {
    let rows = table.iter().filter(|row| text(row, "image") == image && text(row, "tag") == tag);
    let shown = |pulled: &Value| {
        let start = if text(pulled, "start") == "hand" { " by hand" } else { "" };
        format!("{} onto {}{start}", text(pulled, "workflow"), text(pulled, "host"))
    };
    rows.flat_map(|row| list(row, "pulled")).map(shown).collect()
}

pub(crate) fn rows() -> Vec<Row> {
    const BUILD: &str = "Build and Push Docker Image";
    let table = table("images");
    let pushes = |image, workflow, branch| pushed(&table, image, workflow, branch);
    let pulls = |image, tag| pulled(&table, image, tag);
    let moving = table.iter().filter(|row| row["moves"] == true).map(|row| text(row, "tag").to_owned());
    vec![
        row(
            "ghcr.io/<repo-lowercase>:<branch> plus :<branch>-<shortsha> (immutable, used by deploy), plus :latest on main",
            pushes(BACKEND, BUILD, "main"),
            &["main", "main-<sha>", "latest"],
        ),
        row(
            "push to main, development, staging",
            pushes(BACKEND, BUILD, "development"),
            &["development", "development-<sha>"],
        ),
        row(
            "it just produces a:stagingimage in GHCR",
            pushes(BACKEND, BUILD, "staging"),
            &["staging", "staging-<sha>"],
        ),
        row(
            "Tags::<branch>,:<branch>-<shortsha>, floating:development",
            pushes(FRONTEND, "Build (Development)", "development"),
            &["development", "development-<sha>"],
        ),
        row(
            "tags:<branch>,:<branch>-<shortsha>, floating:production, plus:lateston main",
            pushes(FRONTEND, "Build (Production)", "main"),
            &["main", "main-<sha>", "production", "latest"],
        ),
        row(
            "Dev tagsdevelopment+development-<sha>",
            pushes(WEBSITE, "Build (Development)", "development"),
            &["development", "development-<sha>"],
        ),
        row(
            "prod tagsproduction+latest+production-<sha>",
            pushes(WEBSITE, "Build (Production)", "main"),
            &["production", "latest", "production-<sha>"],
        ),
        row("(immutable, used by deploy)", moving, &["main", "latest", "development", "staging", "production"]),
        row(
            "<head_branch>-<shortsha>",
            pulls(BACKEND, "main-<sha>"),
            &["Deploy to Production Blue-Green onto production"],
        ),
        row("SSH: setIMAGE_TAG=<branch>", pulls(BACKEND, "development"), &["Deploy to Development onto development"]),
        row(
            "there is no chainedstagingdeploy workflow",
            pulls(BACKEND, "staging"),
            &["Deploy to Development onto development by hand"],
        ),
        row("dev usesIMAGE_TAG=<branch>", pulls(WEBSITE, "development"), &["Deploy to Development onto development"]),
        row("prod usesIMAGE_TAG=production", pulls(WEBSITE, "production"), &["Deploy to Production onto production"]),
    ]
}
