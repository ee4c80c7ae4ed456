//! The gotchas of the reference, in the first users' own description.

use crate::project::{own, parsed};
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
    let found: Vec<_> =
        answer["findings"].as_array().unwrap().iter().chain(answer["accepted"].as_array().unwrap()).collect();
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
