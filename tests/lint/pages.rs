//! `explain`, and the same pages as documents.

use crate::lint::project::run;
use pipewright::lint::{RULES, pages};
use std::path::Path;

#[test]
fn explain_tells_a_rule_by_its_code_and_by_its_name() {
    let here = Path::new(".");
    let by_code = run(here, &["explain", "D101"]);
    let by_name = run(here, &["explain", "branch-never-deployed"]);
    assert_eq!((by_code.status, &by_code.stdout), (0, &by_name.stdout));
    assert!(by_code.stdout.starts_with("D101 branch-never-deployed\n"), "{}", by_code.stdout);
    for title in ["Why it matters", "What goes wrong", "How to fix it", "A description that raises it", "Source"] {
        assert!(by_code.stdout.contains(&format!("\n{title}\n")), "{title}: {}", by_code.stdout);
    }
    let prose = by_code.stdout.lines().filter(|line| !line.starts_with("    ") && !line.contains("://"));
    assert_eq!(prose.filter(|line| line.chars().count() > 80).count(), 0, "{}", by_code.stdout);
}

#[test]
fn explain_all_has_every_page() {
    let all = run(Path::new("."), &["explain", "--all"]);
    assert_eq!(all.status, 0);
    for rule in RULES {
        assert!(all.stdout.contains(&format!("{} {}\n", rule.code, rule.name)), "{}", rule.code);
    }
}

#[test]
fn an_unknown_code_is_answered_with_the_nearest() {
    let ran = run(Path::new("."), &["explain", "D1O1"]);
    assert_eq!((ran.status, ran.stdout.as_str()), (2, ""));
    assert_eq!(ran.stderr.lines().count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("there is no rule `D1O1`; did you mean `D1"), "{}", ran.stderr);
}

/// `RULES=write cargo test --test all lint::pages` writes them.
#[test]
fn the_documents_hold_the_same_pages() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let write = std::env::var_os("RULES").is_some_and(|value| value == "write");
    for (name, text) in pages() {
        if write {
            std::fs::write(folder.join(&name), &text).unwrap();
        }
        let committed = std::fs::read_to_string(folder.join(&name)).unwrap();
        assert!(committed == text, "docs/rules/{name} is stale; run `RULES=write cargo test --test all lint::pages`");
    }
    let files = std::fs::read_dir(folder).unwrap().count();
    assert_eq!(files, RULES.len() + 1, "a page a rule, and their list");
}
