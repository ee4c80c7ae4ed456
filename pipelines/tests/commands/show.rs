//! `show`, as a person meets it.

use super::project::TestProject;

#[test]
fn the_catalogue_has_a_row_for_every_workflow_in_every_format() {
    let project = TestProject::empty();
    let human = project.run("show catalogue");
    assert_eq!((human.status, human.stdout.lines().filter(|line| line.starts_with("Workflow ")).count()), (0, 14));
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

#[test]
fn an_unknown_secret_is_told_with_the_nearest() {
    let ran = TestProject::empty().run("show secrets NEXTAUTH_SECRE");
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr, "error: there is no secret `NEXTAUTH_SECRE`; did you mean `NEXTAUTH_SECRET`?\n");
}

#[test]
fn a_description_that_is_refused_is_not_shown() {
    let project = TestProject::empty();
    project.write("delivery.yml", "name: example\nrepositories:\n  - name: bad name\n");
    for table in ["catalogue", "secrets", "graph", "environments", "images", "hosts", "actions"] {
        let ran = project.run(&format!("show {table} --spec delivery.yml"));
        assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{table}");
        assert!(ran.stderr.contains("`bad name`"), "{table}: {}", ran.stderr);
    }
}
