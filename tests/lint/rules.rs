//! Every rule, run on its own example: it is raised, it alone, where the example says; and mended nothing is left.

use crate::lint::own;
use crate::lint::project::{codes, on};
use pipewright::actions::action::Lock;
use pipewright::lint::{Base, Example, Finds, RULES, Rule};
use serde_json::Value;
use std::collections::BTreeSet;

/// What shows in no workflow: it is about the description alone, or about a lock of which nothing is used.
const SHOW_NOWHERE: [&str; 5] = ["S204", "S212", "T305", "U601", "U602"];

/// The rules that look at a sound description.
fn looking() -> impl Iterator<Item = &'static Rule> {
    RULES.iter().copied().filter(|rule| matches!(rule.finds, Finds::Here(_)))
}

#[test]
fn what_is_refused_is_refused_in_the_words_of_its_rule() {
    for rule in RULES {
        let Finds::Refused(words) = rule.finds else { continue };
        match &rule.example {
            Example::Description { .. } => {
                for command in ["lint", "check", "generate"] {
                    let ran = on(&rule.example.failing(), &[command]);
                    assert_eq!((ran.status, ran.stdout.as_str()), (1, ""), "{}: {}", rule.code, ran.stderr);
                    assert!(ran.stderr.contains(words), "{}: {}", rule.code, ran.stderr);
                    assert_eq!(ran.stderr.matches("error: ").count(), 1, "{}: {}", rule.code, ran.stderr);
                }
            }
            Example::Lock { .. } => {
                let refused = Lock::parse(&rule.example.failing()).unwrap_err().to_string();
                assert!(refused.contains(words), "{}: {refused}", rule.code);
            }
            Example::Workflow { failing, .. } => {
                let lock = Lock::parse(include_str!("../../actions.lock")).unwrap();
                let refused = (failing.workflow)().render(&[], &lock).unwrap_err();
                assert_eq!(refused.len(), 1, "{}: {refused:?}", rule.code);
                assert!(refused[0].to_string().contains(words), "{}: {}", rule.code, refused[0]);
            }
        }
    }
}

#[test]
fn each_example_raises_its_rule_and_no_other() {
    for rule in looking() {
        let failing = rule.example.failing();
        let found = own::in_example(&rule.example, true);
        let codes: BTreeSet<&str> = codes(&found).into_iter().collect();
        assert_eq!(codes, BTreeSet::from([rule.code]), "{}: {found:#?}", rule.code);
        for finding in &found {
            let line = usize::try_from(finding["line"].as_u64().unwrap()).unwrap();
            assert!(failing.lines().nth(line - 1).is_some_and(|line| !line.trim().is_empty()), "{finding:#}");
            assert!(finding["fix"].as_str().is_some_and(|help| !help.is_empty()), "{finding:#}");
            if let Example::Workflow { failing, .. } = &rule.example {
                assert_eq!(finding["file"], failing.file, "{finding:#}");
            }
        }
    }
}

#[test]
fn what_is_mended_raises_nothing() {
    for base in Base::ALL {
        let found = crate::lint::project::findings(base.text());
        assert!(found.is_empty(), "{base:?}: {found:#?}");
    }
    for rule in RULES.iter().filter(|rule| !matches!(rule.example, Example::Description { .. })) {
        let found = own::in_example(&rule.example, false);
        assert!(found.is_empty(), "{}: {found:#?}", rule.code);
    }
}

#[test]
fn an_example_says_where_it_differs_and_what_shows_in_a_workflow_is_there() {
    for rule in RULES {
        match &rule.example {
            Example::Description { good, .. } | Example::Lock { good, .. } => {
                assert_eq!(rule.example.passing().matches(good).count(), 1, "{}", rule.code);
            }
            Example::Workflow { .. } => assert_ne!(rule.example.failing(), rule.example.passing(), "{}", rule.code),
        }
    }
    for rule in looking() {
        let found = own::in_example(&rule.example, true);
        let is_shown = |finding: &&Value| finding["generated"]["line"].as_u64().is_some_and(|line| line > 1);
        let expected = if SHOW_NOWHERE.contains(&rule.code) { 0 } else { found.len() };
        assert_eq!(found.iter().filter(is_shown).count(), expected, "{}: {found:#?}", rule.code);
    }
}

#[test]
fn codes_and_names_are_told_apart() {
    let codes: Vec<&str> = RULES.iter().map(|rule| rule.code).collect();
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!((names.len(), codes.iter().collect::<BTreeSet<_>>().len()), (codes.len(), codes.len()));
    for rule in RULES {
        assert!(rule.name.bytes().all(|next| next.is_ascii_lowercase() || next.is_ascii_digit() || next == b'-'));
        for text in [rule.summary, rule.why, rule.happens, rule.fix] {
            assert!(!text.trim().is_empty() && !text.contains("  "), "{}: {text}", rule.code);
        }
        assert!(rule.source.starts_with("https://"), "{}", rule.code);
    }
}
