//! The typed actions hold to what the actions' own releases declare.

use actions::action::{
    Action, BuildPush, BuildkitCacheDance, Cache, Checkout, ClaudeCode, ConfigureAwsCredentials, Login, Metadata, Scp,
    SetupBuildx, SetupQemu, Ssh,
};
use serde_json::Value;
use std::collections::BTreeSet;

fn facts() -> Value {
    serde_json::from_str(include_str!("facts/actions.json")).unwrap()
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
