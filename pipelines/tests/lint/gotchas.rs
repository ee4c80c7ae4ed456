//! The gotchas of the reference, in the first users' own description.

use super::{own, parsed, places};
use pipewright::lint::RULES;
use std::collections::BTreeMap;

/// Each gotcha with the rules that are it.
pub fn rules() -> BTreeMap<u8, Vec<&'static str>> {
    let mut rules: BTreeMap<u8, Vec<&str>> = BTreeMap::new();
    for rule in RULES {
        if let Some(gotcha) = rule.gotcha {
            rules.entry(gotcha).or_default().push(rule.code);
        }
    }
    rules
}

#[test]
fn all_eleven_are_found_each_at_its_line() {
    let rules = rules();
    assert_eq!(rules.keys().copied().collect::<Vec<u8>>(), (1..=11).collect::<Vec<u8>>());
    let answer = parsed(&own(&["--format", "json"]));
    let found = [places(&answer, "findings"), places(&answer, "ignored")].concat();
    for (gotcha, codes) in rules {
        for code in codes {
            let here: Vec<_> = found.iter().filter(|finding| finding["rule"] == code).collect();
            assert!(!here.is_empty(), "gotcha {gotcha}, {code}, is not found");
            for finding in here {
                let file = finding["file"].as_str().unwrap();
                assert!(file.starts_with("pipelines/") && finding["line"].as_u64() > Some(0), "{finding:#}");
            }
        }
    }
}

/// The lines of the description that a rule points at.
fn lines(rule: &str) -> Vec<String> {
    let answer = parsed(&own(&["--format", "json", "--rule", rule]));
    let findings = places(&answer, "findings").into_iter().map(|finding| {
        let file = std::fs::read_to_string(format!("{}/{}", crate::ROOT, finding["file"].as_str().unwrap())).unwrap();
        let line = usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
        file.lines().nth(line - 1).unwrap().trim().to_owned()
    });
    findings.collect()
}

#[test]
fn a_finding_in_rust_points_at_the_value_that_is_to_be_changed() {
    for (rule, value) in [
        ("S203", r#"literal("NEXT_PUBLIC_TURN_SERVER_CREDENTIAL","#),
        ("H401", r#"literal("NEXT_PUBLIC_TURN_SERVER_HOST","#),
        ("D105", "Check::postgres_"),
        ("D106", "..BlueGreenRollout::new("),
        ("D109", "..ComposeRollout::new("),
        ("D110", "..Deployment::new("),
    ] {
        let lines = lines(rule);
        assert!(!lines.is_empty() && lines.iter().all(|line| line.starts_with(value)), "{rule}: {lines:#?}");
    }
}
