//! What a stranger learns who reads nothing but `show`.

use crate::show::{list, show, text};
use serde_json::Value;

/// Who can read `NEXTAUTH_SECRET`, and who must be told when it changes?
#[test]
fn who_can_read_the_secret_and_who_must_be_told_when_it_changes() {
    let json = show(&["secrets", "NEXTAUTH_SECRET", "--format", "json"]);
    let rows: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(rows.len(), 1, "one repository uses it");
    let row = &rows[0];
    assert_eq!(row["repository"], "mr-mentor-frontend");
    assert_eq!(row["held-by"]["environments"], serde_json::json!(["development", "production"]));

    let uses: Vec<String> = list(row, "uses")
        .iter()
        .map(|used| format!("{}: {}: {}", text(used, "environment"), text(used, "workflow"), text(used, "step")))
        .collect();
    assert_eq!(
        uses,
        [
            "development: Build (Development): Check that every required secret has a value",
            "development: Build (Development): Build and push the image",
            "production: Build (Production): Check that every required secret has a value",
            "production: Build (Production): Build and push the image",
            "development: Deploy to Development: Assemble .env",
            "production: Deploy to Production Blue-Green: Assemble .env",
        ]
    );

    let ends: Vec<(&str, &str, &str)> = list(row, "ends-in")
        .iter()
        .map(|end| (text(end, "kind"), text(end, "environment"), text(end, "read-by")))
        .collect();
    let puller = "everybody who can pull the image";
    let owner = "the server's user, root, and everybody who may use docker there";
    assert_eq!(
        ends,
        [
            ("image", "development", puller),
            ("image", "production", puller),
            ("file", "development", owner),
            ("file", "production", owner),
        ]
    );
    let told: Vec<&str> = list(row, "ends-in").iter().map(|end| text(end, "when-changed")).collect();
    assert_eq!(
        told,
        [
            "run Build (Development) again, then deploy; older images keep the old value",
            "run Build (Production) again, then deploy; older images keep the old value",
            "run Deploy to Development again",
            "run Deploy to Production Blue-Green again",
        ]
    );
}

/// The same on a terminal: every word of the answer stands on the page.
#[test]
fn the_page_for_people_says_it_too() {
    let page = show(&["secrets", "NEXTAUTH_SECRET"]);
    let words = page.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.starts_with(
        "NEXTAUTH_SECRET mr-mentor-frontend, held by the environments development and production \
         Environment Workflow Steps that use it \
         development Build (Development) Check that every required secret has a value; Build and push the image \
         production Build (Production) Check that every required secret has a value; Build and push the image \
         development Deploy to Development Assemble .env \
         production Deploy to Production Blue-Green Assemble .env"
    ));
    for place in [
        "ghcr.io/mas-mr-mentor/mr-mentor-frontend,",
        "/home/ubuntu/mr-mentor-frontend/.env",
        "/home/ubuntu/blue-green-frontend/.env",
    ] {
        assert!(page.contains(place), "{place} is not in\n{page}");
    }
}

/// Which commit runs in production? A tag that never moves is pulled, and its name tells the commit.
#[test]
fn what_production_pulls_is_told_with_whether_it_moves() {
    let rows: Vec<Value> = serde_json::from_str(&show(&["images", "--format", "json"])).unwrap();
    let production =
        rows.iter().filter(|row| list(row, "pulled").iter().any(|pulled| text(pulled, "host") == "production"));
    let told: Vec<(&str, bool)> = production.map(|row| (text(row, "tag"), row["moves"] == true)).collect();
    assert_eq!(told, [("main-<sha>", false), ("main-<sha>", false), ("production", true)]);
}
