//! Another organisation, which shares nothing with the first: what the recipes know, they know of no organisation.

pub mod description;

use pipewright::actions::action::Lock;
use pipewright::compile::compile;
use pipewright::show::{environments, graph, hosts, images, secrets};
use serde_yaml::Value;
use std::collections::BTreeSet;

fn lock() -> Lock {
    Lock::parse(include_str!("../../actions.lock")).unwrap()
}

fn file(path: &str) -> String {
    let (organization, lock) = (description::organization(), lock());
    let compiled = compile(&organization, &lock).unwrap().into_files();
    let found = compiled.iter().find(|(name, _)| name.as_str() == path).map(|(_, file)| file.contents.clone());
    found.unwrap_or_else(|| panic!("no {path}"))
}

fn workflow(name: &str) -> Value {
    serde_yaml::from_str(&file(&format!("orders/.github/workflows/{name}"))).unwrap()
}

fn paths() -> Vec<String> {
    let (organization, lock) = (description::organization(), lock());
    let compiled = compile(&organization, &lock).unwrap().into_files();
    compiled.keys().map(|path| path.as_str().to_owned()).collect()
}

#[test]
fn it_becomes_two_workflows_and_nothing_else() {
    assert_eq!(paths(), ["orders/.github/workflows/image.yml", "orders/.github/workflows/release.yml"]);
}

#[test]
fn the_image_goes_to_its_own_registry() {
    let steps = &workflow("image.yml")["jobs"]["build-and-push"]["steps"];
    let login = steps.as_sequence().unwrap().iter().find(|step| step["with"]["registry"] == "registry.example.org");
    assert!(login.is_some(), "{steps:?}");
    assert!(!file("orders/.github/workflows/image.yml").contains("ghcr.io"));
}

#[test]
fn the_deployment_waits_for_the_build_by_its_name() {
    let build = workflow("image.yml");
    let release = workflow("release.yml");
    assert_eq!(release["on"]["workflow_run"]["workflows"][0], build["name"]);
    assert_eq!(release["on"]["workflow_run"]["branches"][0], "trunk");
    assert_eq!(release["jobs"]["deploy"]["environment"], "live");
}

#[test]
fn the_service_is_pulled_before_the_old_one_stops() {
    let text = file("orders/.github/workflows/release.yml");
    let pull = text.find("docker compose -f \"$COMPOSE_FILE\" pull").unwrap();
    let down = text.find("docker compose -f \"$COMPOSE_FILE\" down").unwrap();
    assert!(pull < down);
    assert!(text.contains("/srv/orders"));
}

#[test]
fn the_host_key_is_checked_where_a_fingerprint_is_declared() {
    let release = workflow("release.yml");
    let steps = release["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    let remote = steps.iter().filter(|step| step["uses"].as_str().is_some_and(|uses| uses.starts_with("appleboy/")));
    let fingerprints: Vec<&Value> = remote.map(|step| &step["with"]["fingerprint"]).collect();
    assert!(!fingerprints.is_empty());
    assert!(
        fingerprints.iter().all(|fingerprint| **fingerprint == "${{ secrets.LIVE_FINGERPRINT }}"),
        "{fingerprints:?}"
    );
}

#[test]
fn nothing_of_the_first_organisation_is_in_it() {
    let (organization, lock) = (description::organization(), lock());
    let compiled = compile(&organization, &lock).unwrap().into_files();
    for (path, file) in &compiled {
        let lower = file.contents.to_lowercase();
        for name in ["mentor", "mas-", "ubuntu/", "ghcr", "aws", "nextauth"] {
            assert!(!lower.contains(name), "{} holds {name}", path.as_str());
        }
    }
}

#[test]
fn it_can_be_seen_whole() {
    let organization = description::organization();
    let lock = lock();
    let compiled = compile(&organization, &lock).unwrap();

    let secrets = secrets::rows(&compiled);
    let ends: BTreeSet<String> = secrets
        .iter()
        .flat_map(|row| row.ends_in.iter().map(|ending| format!("{}: {}", row.secret, ending.place.shown())))
        .collect();
    let expected = [
        "DATABASE_URL: file /srv/orders/service.env on live",
        "DEPLOY_TOKEN: docker's login to registry.example.org as deployer on live",
        "LIVE_KEY: authorized_keys on live (its public half)",
    ];
    assert_eq!(ends.iter().map(String::as_str).collect::<Vec<_>>(), expected);
    assert!(secrets.iter().all(|row| !row.uses.is_empty()), "every secret is used");

    let images = images::rows(&compiled);
    let told: Vec<String> =
        images.iter().map(|row| format!("{}:{} {}", row.image, row.tag, row.pulled.len())).collect();
    assert_eq!(told, ["registry.example.org/example/orders:trunk-<sha> 1"]);

    let whole = [
        serde_json::to_string(&secrets),
        serde_json::to_string(&images),
        serde_json::to_string(&hosts::rows(&compiled)),
        serde_json::to_string(&environments::rows(&compiled)),
        Ok(graph::mermaid(&graph::graph(&compiled))),
        Ok(graph::dot(&graph::graph(&compiled))),
    ];
    for text in whole {
        let text = text.unwrap().to_lowercase();
        for name in ["mentor", "mas-", "ubuntu/", "ghcr", "aws", "nextauth"] {
            assert!(!text.contains(name), "{text} holds {name}");
        }
    }
}
