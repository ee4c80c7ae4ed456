//! The typed actions hold to what the actions' own releases declare, and the lock to the releases.

use pipewright::actions::action::{
    Action, BuildPush, BuildkitCacheDance, Cache, Checkout, ClaudeCode, ConfigureAwsCredentials, Lock, Login, Metadata,
    Scp, SetupBuildx, SetupQemu, Ssh,
};
use serde_json::Value;
use std::collections::BTreeSet;

fn facts() -> Value {
    serde_json::from_str(include_str!("facts/actions.json")).unwrap()
}

fn lock() -> Lock {
    Lock::parse(include_str!("../actions.lock")).unwrap()
}

/// Compares a type with the metadata of its action.
fn compare<A: Action>() {
    let facts = facts();
    let fact = &facts[A::NAME];
    let inputs = fact["inputs"].as_object().unwrap_or_else(|| panic!("no facts about {}", A::NAME));
    let is = |input: &Value, key: &str| input.get(key) == Some(&Value::Bool(true));

    let current: BTreeSet<&str> =
        inputs.iter().filter(|(_, input)| !is(input, "deprecated")).map(|(name, _)| name.as_str()).collect();
    assert_eq!(A::INPUTS.iter().copied().collect::<BTreeSet<_>>(), current, "inputs of {}", A::NAME);

    for (name, input) in inputs {
        if is(input, "required") && input.get("default").is_none() {
            assert!(A::REQUIRED.contains(&name.as_str()), "{} requires `{name}`", A::NAME);
        }
    }

    let outputs: BTreeSet<&str> = fact["outputs"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(A::OUTPUTS.iter().copied().collect::<BTreeSet<_>>(), outputs, "outputs of {}", A::NAME);
    assert_eq!(fact["major"], A::MAJOR, "major of {}", A::NAME);
}

#[test]
fn every_type_knows_its_actions_inputs_and_outputs() {
    compare::<BuildPush>();
    compare::<BuildkitCacheDance>();
    compare::<Cache>();
    compare::<Checkout>();
    compare::<ClaudeCode>();
    compare::<ConfigureAwsCredentials>();
    compare::<Login>();
    compare::<Metadata>();
    compare::<Scp>();
    compare::<SetupBuildx>();
    compare::<SetupQemu>();
    compare::<Ssh>();
}

#[test]
fn the_lock_pins_every_action_to_the_release_in_the_facts() {
    let facts = facts();
    let lock = lock();
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
