//! `actions.lock` pins what the actions' own releases declare.

use pipewright::actions::action::Lock;
use serde_json::Value;

#[test]
fn the_lock_pins_every_action_to_the_release_in_the_facts() {
    let facts: Value = serde_json::from_str(include_str!("../crates/actions/tests/facts/actions.json")).unwrap();
    let lock = Lock::parse(include_str!("../actions.lock")).unwrap();
    let each = lock.iter().map(|(name, pin)| {
        let runs = pin.runs.map(|runs| runs.to_string()).unwrap_or_default();
        [name.to_owned(), pin.release.clone(), pin.commit.clone(), runs]
    });
    let locked: Vec<[String; 4]> = each.collect();
    let mut expected: Vec<[String; 4]> = facts
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, fact)| {
            let text = |key: &str| fact[key].as_str().unwrap().to_owned();
            [name.clone(), text("version"), text("commit"), text("runs")]
        })
        .collect();
    expected.sort();
    assert_eq!(locked, expected);
}
