//! What a help says, typed into the description that failed: the finding is gone, and nothing is refused.

use crate::lint::project::{codes, findings, on};
use pipewright::lint::Base;

/// The help of the only finding.
fn help(text: &str) -> String {
    let found = findings(text);
    assert_eq!(found.len(), 1, "{found:#?}");
    found[0]["fix"].as_str().unwrap().to_owned()
}

#[test]
fn a_secret_of_two_environments_that_a_job_without_one_uses_needs_another_one_there() {
    let held = "      - name: PULL_TOKEN\n        environments: [trial, live]\n";
    let shared = Base::TwoEnvironments.text().replace(held, "      - name: PULL_TOKEN\n");
    assert_eq!(help(&shared), "give each its own value: `environments: [trial, live]`");
    let build = "          - workflow: Build\n";
    let login = |token: &str| format!("{build}            registry-login: {{ username: x, password: {token} }}\n");
    let used_by_a_build = shared.replace(build, &login("PULL_TOKEN"));
    let told = help(&used_by_a_build);
    assert!(told.ends_with("; uses outside of these environments then need another secret"), "{told}");
    let half = Base::TwoEnvironments.text().replace(build, &login("PULL_TOKEN"));
    let refused = on(&half, &["lint"]).stderr;
    assert!(refused.contains("only `trial` and `live` hold it"), "{refused}");
    let whole = Base::TwoEnvironments.text().replace(build, &login("PUSH_TOKEN"));
    let whole = whole.replace(held, &format!("{held}      - name: PUSH_TOKEN\n"));
    assert_eq!(codes(&findings(&whole)), Vec::<&str>::new());
}

#[test]
fn a_credential_is_declared_and_named() {
    let key = "              API_KEY: { secret: API_KEY }\n";
    let literal = format!("{key}              DB_PASSWORD: opensesame\n");
    let told = help(&Base::Compose.text().replace(key, &literal));
    assert!(told.contains("declare it in `secrets`") && told.contains("`secret: DB_PASSWORD`"), "{told}");
    let named =
        Base::Compose.text().replace(key, &format!("{key}              DB_PASSWORD: {{ secret: DB_PASSWORD }}\n"));
    assert!(on(&named, &["lint"]).stderr.contains("used, but not declared"), "naming alone is not enough");
    let declared = named.replace("    secrets:\n", "    secrets:\n      - name: DB_PASSWORD\n");
    assert_eq!(codes(&findings(&declared)), Vec::<&str>::new());
}
