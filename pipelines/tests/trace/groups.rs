//! Which runs wait for each other, and which are pushed out.

use super::playing::{happening, json, tree};

const PUSH: &str = "push --spec tests/trace/descriptions/three_services.yml --repository shop --branch main";

#[test]
fn deployments_of_three_services_to_one_environment_push_none_of_each_other_out() {
    let trace = json(PUSH);
    let builds = happening(&trace)["runs"].as_array().unwrap();
    let group = |build: &serde_json::Value| {
        let deployment = &build["then"]["runs"][0]["jobs"][0];
        assert_eq!((&deployment["environment"], &deployment["conclusion"]), (&"live".into(), &"success".into()));
        assert_eq!(deployment["group"]["newest_wins"], false);
        deployment["group"]["name"].as_str().unwrap().to_owned()
    };
    assert_eq!(builds.iter().map(group).collect::<Vec<_>>(), ["deploy-web", "deploy-worker", "deploy-admin"]);
    // Of one deployment's runs GitHub keeps one that waits.
    let told = tree(PUSH).replace("\n│     │  │  │  ", " ");
    assert!(told.contains("it waits for the one that is going"), "{told}");
    assert!(told.contains("is cancelled if a newer one comes to wait"), "{told}");
}
