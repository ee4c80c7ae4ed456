//! `show catalogue`.

use super::project::TestProject;

#[test]
fn the_catalogue_has_a_row_for_every_workflow_in_every_format() {
    let project = TestProject::empty();
    let human = project.run("show catalogue");
    assert_eq!((human.status, human.stdout.lines().count()), (0, 15));
    let document = project.run("show catalogue --format markdown");
    assert_eq!(document.stdout.lines().count(), 16);
    assert!(document.stdout.starts_with("| Workflow | File | Trigger | Jobs | Environment |\n| --- |"));

    let json = project.run("show catalogue --format json");
    let rows: Vec<serde_json::Value> = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(rows.len(), 14);
    assert_eq!(rows[0]["workflow"], "Build and Push Docker Image (mr-mentor-backend)");
    assert_eq!(rows[0]["trigger"], "push to main, development, staging; workflow_dispatch");
    assert_eq!(rows[0]["environment"], serde_json::Value::Null);
    let environments: Vec<_> = rows.iter().filter(|row| row["environment"] == "production").collect();
    assert_eq!(environments.len(), 5);
    assert!(project.files().is_empty(), "showing writes nothing");
}
