//! The reference's two lifecycles: a transition, a row.

use super::playing::{happening, json, only_run, ran_in, step, that_are, tree};
use pipewright::lint::Base;
use serde_json::{Value, json as value};

/// The colors of the production servers: what serves before, what happens, what serves then.
#[test]
fn the_live_color_alternates_and_a_failure_leaves_it_as_it_was() {
    for repository in ["mr-mentor-backend", "mr-mentor-frontend"] {
        for (live, end, serves, other) in [
            ("blue", "", "green", ("blue", "stopped")),
            ("blue", "--fail Deploy", "blue", ("green", "removed")),
            ("green", "", "blue", ("green", "stopped")),
            ("green", "--fail Deploy", "green", ("blue", "removed")),
        ] {
            let event = format!("push --repository {repository} --branch main --live {live} {end}");
            let trace = json(&event);
            let left = only_run(&only_run(happening(&trace))["then"])["left"].as_array().unwrap().clone();
            let found: Vec<(Value, Value)> =
                left.iter().map(|left| (left["container"].clone(), left["state"].clone())).collect();
            let expected = [(serves, "serves"), other];
            let expected = expected.map(|(color, state)| (format!("{repository}-{color}").into(), state.into()));
            assert_eq!(found, expected, "{event}");
        }
    }
    insta::assert_snapshot!(
        "colors",
        tree("dispatch --repository mr-mentor-backend --workflow deploy-production.yml --live green")
    );
}

/// A server whose deployments take turns: one waits before it changes anything, however it ends; where they take none, nobody does.
#[test]
fn a_deployment_waits_for_its_turn_before_it_changes_anything() {
    const TURNS: &str = "      deploy-lock: /srv/deploy.lock\n";
    let folder = tempfile::tempdir().unwrap();
    let text = Base::TwoServices.text();
    assert!(text.contains(TURNS));
    std::fs::write(folder.path().join("turns.yml"), text).unwrap();
    std::fs::write(folder.path().join("none.yml"), text.replace(TURNS, "")).unwrap();
    let shop = ["push", "--repository", "shop", "--branch", "main", "--spec"];
    let said = |words: &[&str]| {
        let ran = ran_in(folder.path(), &[&shop, words].concat());
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{words:?}");
        ran.stdout
    };
    for end in [&[][..], &["--fail", "Deploy"], &["--cancel", "Deploy"]] {
        let trace: Value = serde_json::from_str(&said(&[&["turns.yml", "--format", "json"], end].concat())).unwrap();
        let deploy = step(only_run(&only_run(happening(&trace))["then"]), "Deploy");
        let turn = value!({ "does": "take-turn", "host": "live", "lock": "/srv/deploy.lock", "within": 300 });
        let on_the_server =
            |effect: &&Value| ["take-turn", "pull", "change"].iter().any(|does| effect["does"] == *does);
        let effects: Vec<&Value> = deploy["effects"].as_array().unwrap().iter().filter(on_the_server).collect();
        assert!(effects.len() > 2 && *effects[0] == turn, "{end:?}: {effects:#?}");
        assert!(effects[1..].iter().all(|effect| effect["does"] != "take-turn"), "{end:?}: {effects:#?}");
    }
    let told = said(&["turns.yml"]).split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
    assert!(told.contains("waits for its turn on live, at most 300s, with the lock /srv/deploy.lock"), "{told}");
    assert!(said(&["turns.yml", "--format", "mermaid"]).contains("the turn is waited for, at most 300s"));
    assert!(!said(&["none.yml"]).contains("its turn"));
}

/// The status of a deployment's run.
#[test]
fn a_run_succeeds_fails_or_is_cancelled_and_what_asks_for_always_runs_in_any_case() {
    for (end, conclusion, skipped) in [
        ("", "success", vec![]),
        (
            "--fail 'Pre-deployment health check'",
            "failure",
            vec![
                "Write the registry token",
                "Copy the registry token to the server",
                "Log in to ghcr.io on the server",
                "Deploy",
                "Notify of the success",
            ],
        ),
        (
            "--cancel 'Pre-deployment health check'",
            "cancelled",
            vec![
                "Write the registry token",
                "Copy the registry token to the server",
                "Log in to ghcr.io on the server",
                "Deploy",
                "Notify of the success",
            ],
        ),
        ("--cancel Deploy", "cancelled", vec!["Notify of the success"]),
        ("--fail 'Post-deployment verification'", "failure", vec!["Notify of the success"]),
    ] {
        let event = format!("dispatch --repository mr-mentor-backend --workflow deploy-production.yml {end}");
        let trace = json(&event);
        let run = only_run(happening(&trace));
        assert_eq!((&run["conclusion"], that_are(run, "skipped")), (&conclusion.into(), skipped), "{event}");
    }
    insta::assert_snapshot!(
        "status",
        tree("dispatch --repository mr-mentor-backend --workflow deploy-production.yml --cancel Deploy")
    );
}

#[test]
fn a_verification_that_fails_fails_the_job_and_the_new_color_serves_on() {
    let trace = json("push --repository mr-mentor-backend --branch main --fail 'Post-deployment verification'");
    let deploy = only_run(&only_run(happening(&trace))["then"]);
    assert_eq!(deploy["conclusion"], "failure");
    assert_eq!(
        (&deploy["left"][0]["container"], &deploy["left"][0]["state"]),
        (&"mr-mentor-backend-green".into(), &"serves".into())
    );
}

#[test]
fn what_fails_before_the_rollout_leaves_everything_as_it_was() {
    let trace =
        json("push --repository mas-website-live --branch main --fail 'Copy docker-compose-prod.yml to the server'");
    let deploy = only_run(&only_run(happening(&trace))["then"]);
    assert_eq!(deploy["left"][0]["state"], "serves");
    assert!(deploy["left"][0]["note"].as_str().unwrap().contains("never began"));
    // With compose the old container stops first, and nothing brings it back.
    let trace = json("push --repository mas-website-live --branch main --fail 'Deploy with docker compose'");
    let deploy = only_run(&only_run(happening(&trace))["then"]);
    assert!(deploy["left"][0]["note"].as_str().unwrap().contains("no rollback"));
}

#[test]
fn a_build_that_fails_or_is_cancelled_silently_skips_the_deployment() {
    for (end, conclusion) in
        [("--fail 'Build and push the image'", "failure"), ("--cancel 'Build and push the image'", "cancelled")]
    {
        let trace = json(&format!("push --repository mr-mentor-backend --branch main {end}"));
        let build = only_run(happening(&trace));
        let deploy = only_run(&build["then"]);
        assert_eq!((&build["conclusion"], &deploy["conclusion"]), (&conclusion.into(), &"skipped".into()));
        assert_eq!(deploy["jobs"][0]["steps"], serde_json::json!([]));
        assert!(deploy.get("left").is_none());
    }
}
