//! Tags that name more than one thing.

use crate::lint::project::{codes, findings};
use pipewright::lint::Base;

/// What is found when the build has these branches and these tags.
fn found(branches: &str, tags: &str) -> Vec<String> {
    let text = Base::Build.text();
    let changed = text
        .replace("branches: [main]", &format!("branches: {branches}\n            tags: {tags}"))
        .replace("            concurrency: { group: build, cancel-in-progress: true }\n", "");
    assert_ne!(text, changed);
    codes(&findings(&changed)).into_iter().filter(|code| *code == "D116").map(str::to_owned).collect()
}

#[test]
fn two_branches_of_one_build_do_not_share_a_tag_that_moves() {
    assert_eq!(found("[main, trial]", "[branch-and-short-sha, { named: stable }]"), ["D116"]);
    let none: [&str; 0] = [];
    assert_eq!(found("[main, trial]", "[branch, { named-and-short-sha: web }, { latest-on: main }]"), none);
    assert_eq!(found("[main]", "[{ named: stable }]"), none);
}
