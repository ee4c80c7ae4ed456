//! The reference's two lifecycles: a transition, a row.

use super::playing::{happening, json, only_run, that_are, tree};
use serde_json::Value;

/// The colours of the production servers: what serves before, what happens, what serves then.
#[test]
fn the_live_colour_alternates_and_a_failure_leaves_it_as_it_was() {
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
            let expected = expected.map(|(colour, state)| (format!("{repository}-{colour}").into(), state.into()));
            assert_eq!(found, expected, "{event}");
        }
    }
    insta::assert_snapshot!(
        "colours",
        tree("dispatch --repository mr-mentor-backend --workflow deploy-production.yml --live green")
    );
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
fn a_verification_that_fails_fails_the_job_and_the_new_colour_serves_on() {
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
