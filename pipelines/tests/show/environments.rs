//! What is deployed where and after what, and which actions are in use.

use crate::show::{Row, list, row, table, text};
use serde_json::Value;

pub(crate) fn rows() -> Vec<Row> {
    let environments = table("environments");
    let of = |name: &str| environments.iter().find(|row| text(row, "environment") == name).unwrap();
    let roles = |name: &str| {
        list(of(name), "server")
            .iter()
            .map(|role| format!("{}: {}", text(role, "role"), text(role, "secret")))
            .collect()
    };
    let roles = |name: &str| -> Vec<String> { roles(name) };
    let deployed = |name: &str| {
        let shown = |deployed: &Value| {
            let [repository, after, branch, rollout] =
                ["repository", "after", "branch", "rollout"].map(|key| text(deployed, key));
            format!("{repository} after {after} on {branch}: {rollout}")
        };
        list(of(name), "deployments").iter().map(shown).collect::<Vec<_>>()
    };
    let actions = table("actions");
    let majors = actions.iter().map(|row| {
        let release = text(row, "release").split('.').next().unwrap_or_default();
        format!("{}@{release}", text(row, "action"))
    });
    let majors: Vec<String> = majors.collect();
    let pinned = |action: &str| majors.iter().filter(|pin| pin.starts_with(action)).cloned().collect::<Vec<_>>();
    vec![
        row(
            "DEVELOPMENT_SERVER_HOST, DEVELOPMENT_SERVER_USER, DEVELOPMENT_SSH_KEY, DEVELOPMENT_SSH_PORT",
            roles("development"),
            &[
                "host: DEVELOPMENT_SERVER_HOST",
                "user: DEVELOPMENT_SERVER_USER",
                "key: DEVELOPMENT_SSH_KEY",
                "port: DEVELOPMENT_SSH_PORT",
            ],
        ),
        row(
            "Development server (dev EC2,15.206.142.123) — single-container rolling deploys",
            deployed("development"),
            &[
                "mr-mentor-backend after Build and Push Docker Image on development: compose",
                "mr-mentor-frontend after Build (Development) on development: compose",
                "mas-website-live after Build (Development) on development: compose",
            ],
        ),
        row(
            "workflow_run of prod build on main (success)",
            deployed("production"),
            &[
                "mr-mentor-backend after Build and Push Docker Image on main: blue-green",
                "mr-mentor-frontend after Build (Production) on main: blue-green",
                "mas-website-live after Build (Production) on main: compose",
            ],
        ),
        row("actions/checkout@v4", pinned("actions/checkout"), &["actions/checkout@v4"]),
        row("docker/build-push-action@v5", pinned("docker/build-push"), &["docker/build-push-action@v5"]),
        row("docker/metadata-action@v5", pinned("docker/metadata"), &["docker/metadata-action@v5"]),
    ]
}

#[test]
fn every_use_of_an_action_is_counted() {
    let rows = table("actions");
    let uses = |action: &str| {
        let row = rows.iter().find(|row| text(row, "action") == action).unwrap();
        let counted = list(row, "workflows").iter().filter_map(|used| used["uses"].as_u64()).sum::<u64>();
        assert_eq!(row["uses"], counted, "{action}");
        (counted, list(row, "workflows").len())
    };
    let generated = |uses: &str| {
        let root = std::path::Path::new(crate::ROOT);
        let repositories = std::fs::read_dir(root.join("generated")).unwrap().map(|entry| entry.unwrap().path());
        let folders = repositories.chain([root.to_path_buf()]).map(|folder| folder.join(".github/workflows"));
        let files = folders.filter_map(|folder| std::fs::read_dir(folder).ok()).flatten();
        let texts = files.map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap());
        texts.map(|text| text.matches(&format!("uses: {uses}@")).count()).filter(|count| *count > 0).collect::<Vec<_>>()
    };
    for row in &rows {
        let action = text(row, "action");
        let counts = generated(action);
        assert_eq!(uses(action), (counts.iter().sum::<usize>() as u64, counts.len()), "{action}");
    }
}
