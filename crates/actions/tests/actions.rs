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

/// Compares a type with the metadata of its action, and gives the action's name.
fn compare<A: Action>() -> &'static str {
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
    let version = fact["version"].as_str().unwrap();
    assert_eq!(version.split('.').next(), Some(A::MAJOR), "major of {}", A::NAME);
    A::NAME
}

#[test]
fn every_pinned_action_has_a_type_with_its_inputs_and_outputs() {
    let typed = BTreeSet::from([
        compare::<BuildPush>(),
        compare::<BuildkitCacheDance>(),
        compare::<Cache>(),
        compare::<Checkout>(),
        compare::<ClaudeCode>(),
        compare::<ConfigureAwsCredentials>(),
        compare::<Login>(),
        compare::<Metadata>(),
        compare::<Scp>(),
        compare::<SetupBuildx>(),
        compare::<SetupQemu>(),
        compare::<Ssh>(),
    ]);
    let facts = facts();
    assert_eq!(typed, facts.as_object().unwrap().keys().map(String::as_str).collect());
}
