//! The reference's five journeys, as trees and as data.

use super::playing::{done, happening, json, only_run, run_of, secrets, step, steps, that_are, tree};
use serde_json::Value;

const DEPLOY_DEVELOPMENT: &str = "deploy-development.yml";
/// The examples, each with a repository that a push to main builds.
const EXAMPLES: [(&str, &str); 3] =
    [("examples/go-service", "greeter"), ("examples/rails-monolith", "monolith"), ("examples/static-sites", "docs")];
const DEPLOY_PRODUCTION: &str = "deploy-production.yml";

fn image(tag: &str) -> String {
    format!("ghcr.io/mas-mr-mentor/mr-mentor-backend:{tag}")
}

/// What the end of the only run sets in motion.
fn then(trace: &Value) -> &Value {
    &only_run(happening(trace))["then"]
}

#[test]
fn journey_1_a_push_to_development_is_deployed_to_development() {
    const EVENT: &str = "push --repository mr-mentor-backend --branch development";
    insta::assert_snapshot!("journey_1", tree(EVENT));
    let trace = json(EVENT);
    let build = only_run(happening(&trace));
    assert_eq!((&build["file"], &build["conclusion"]), (&"build.yml".into(), &"success".into()));
    assert_eq!(build["group"]["newest_wins"], true);
    assert_eq!(done(build, "push", "image"), [image("development"), image("development-<shortsha>")]);

    let deploy = only_run(then(&trace));
    assert_eq!((&deploy["file"], &deploy["conclusion"]), (&DEPLOY_DEVELOPMENT.into(), &"success".into()));
    assert_eq!(deploy["jobs"][0]["environment"], "development");
    assert_eq!(done(deploy, "check-out", "reference"), ["<sha>"], "the commit that was built");
    assert_eq!(done(deploy, "read", "secret"), ["mr-mentor-backend/development"]);
    assert_eq!(
        done(deploy, "copy", "files"),
        [r#"["docker-compose.prod.yml"]"#, r#"["delivery/.env"]"#, r#"["delivery/registry-token"]"#]
    );
    assert!(done(deploy, "copy", "host").iter().all(|host| host == "development"));
    assert_eq!(done(deploy, "log-in", "user"), ["MAS-intern"]);
    assert_eq!(done(deploy, "pull", "image"), [image("development")]);
    assert_eq!(that_are(deploy, "skipped"), Vec::<&str>::new());
    assert_eq!((&deploy["left"][0]["state"], &deploy["left"][0]["host"]), (&"serves".into(), &"development".into()));
    assert_eq!(deploy["then"]["runs"].as_array().unwrap().len(), 0, "the chain ends here");
}

#[test]
fn journey_1_with_one_secret_less_the_run_itself_logs_in() {
    let trace = json("push --repository mr-mentor-backend --branch development --without GHCR_PAT");
    let deploy = only_run(then(&trace));
    assert_eq!(done(deploy, "log-in", "user"), ["<actor>"]);
    assert!(secrets(deploy).contains(&("GHCR_PAT".to_owned(), "nobody: it is not set".to_owned())));
}

#[test]
fn journey_2_a_merge_to_main_is_deployed_blue_green() {
    const EVENT: &str = "push --repository mr-mentor-backend --branch main";
    insta::assert_snapshot!("journey_2", tree(EVENT));
    let trace = json(EVENT);
    let build = only_run(happening(&trace));
    assert_eq!(done(build, "push", "image"), [image("main"), image("main-<shortsha>"), image("latest")]);
    let deploy = only_run(then(&trace));
    assert_eq!(deploy["file"], DEPLOY_PRODUCTION);
    let names: Vec<&str> = steps(deploy).into_iter().map(|(name, _)| name).collect();
    let place = |name: &str| names.iter().position(|step| *step == name).unwrap();
    let order = ["Copy .env.original to the server", "Make the scripts executable", "Pre-deployment health check"];
    let order = [&order[..], &["Log in to ghcr.io on the server", "Deploy", "Post-deployment verification"]].concat();
    assert!(order.windows(2).all(|two| place(two[0]) < place(two[1])), "{names:?}");
    assert_eq!(done(deploy, "pull", "image"), [image("main-<shortsha>")]);
    assert_eq!(done(deploy, "log-in", "user"), ["mas-mr-mentor"]);
    let changes = done(deploy, "change", "what");
    let told =
        ["reads .current_env", "green is started", "healthy", "nginx", "blue is stopped", "written to .current_env"];
    assert_eq!(changes.len(), told.len());
    assert!(changes.iter().zip(told).all(|(change, told)| change.contains(told)), "{changes:#?}");
    let left: Vec<_> =
        deploy["left"].as_array().unwrap().iter().map(|left| (&left["container"], &left["state"])).collect();
    assert_eq!(
        left,
        [(&"mr-mentor-backend-green".into(), &"serves".into()), (&"mr-mentor-backend-blue".into(), &"stopped".into())]
    );
}

#[test]
fn journey_2_of_the_frontend_uses_scripts_of_the_repository_and_the_long_lived_token() {
    const EVENT: &str =
        "push --repository mr-mentor-frontend --branch main --commit 0123456789abcdef0123456789abcdef01234567";
    insta::assert_snapshot!("journey_2_frontend", tree(EVENT));
    let trace = json(EVENT);
    let build = only_run(happening(&trace));
    let frontend = |tag: &str| format!("ghcr.io/mas-mr-mentor/mr-mentor-frontend:{tag}");
    assert_eq!(done(build, "push", "image"), ["main", "main-0123456", "production", "latest"].map(frontend));
    assert!(done(build, "bake", "names")[0].contains("NEXTAUTH_SECRET"), "who pulls the image can read it");
    assert!(secrets(build).contains(&("NEXTAUTH_SECRET".to_owned(), "environment production".to_owned())));
    let deploy = only_run(then(&trace));
    assert!(
        done(deploy, "copy", "files")[1].contains("deploy/blue-green/rollback.sh"),
        "{:?}",
        done(deploy, "copy", "files")
    );
    assert_eq!(done(deploy, "pull", "image"), [frontend("main-0123456")]);
    assert_eq!(done(deploy, "log-in", "user"), ["MAS-intern"]);
}

#[test]
fn journey_3_a_deployment_that_fails_is_rolled_back() {
    const EVENT: &str = "push --repository mr-mentor-backend --branch main --fail Deploy";
    insta::assert_snapshot!("journey_3", tree(EVENT));
    let trace = json(EVENT);
    let deploy = only_run(then(&trace));
    assert_eq!(deploy["conclusion"], "failure");
    assert_eq!(that_are(deploy, "failure"), ["Deploy"]);
    assert_eq!(that_are(deploy, "skipped"), ["Notify of the success"]);
    let verification = step(deploy, "Post-deployment verification");
    assert_eq!(verification["conclusion"], "success", "it runs after a failure, too");
    let changes = done(deploy, "change", "what");
    assert!(changes.iter().any(|change| change.contains("last 50 lines")), "{changes:#?}");
    assert!(changes.last().unwrap().contains("rollback.sh"), "{changes:#?}");
    assert_eq!(deploy["left"][0]["container"], "mr-mentor-backend-blue");
    assert_eq!((&deploy["left"][0]["state"], &deploy["left"][1]["state"]), (&"serves".into(), &"removed".into()));
}

#[test]
fn journey_4_a_hotfix_by_hand_takes_the_commit_of_the_branch_and_an_image_that_is_there() {
    const EVENT: &str = "dispatch --repository mr-mentor-backend --workflow deploy-production.yml --branch main";
    insta::assert_snapshot!("journey_4", tree(EVENT));
    let trace = json(EVENT);
    let deploy = only_run(happening(&trace));
    assert_eq!((&deploy["file"], &deploy["conclusion"]), (&DEPLOY_PRODUCTION.into(), &"success".into()));
    assert_eq!(done(deploy, "check-out", "reference"), ["refs/heads/main"], "head_sha is empty");
    assert_eq!(done(deploy, "pull", "image"), [image("main-<shortsha>")]);
    let assumed = trace["assumed"].to_string();
    assert!(assumed.contains("main-<shortsha> is in the registry: nothing here has pushed it"), "{assumed}");
    // The branch that is entered names the image, whatever branch the button was pressed on.
    let entered = "dispatch --repository mr-mentor-backend --workflow 'Deploy to Development' --input branch=staging";
    assert_eq!(done(only_run(happening(&json(entered))), "pull", "image"), [image("staging")]);
    // It is checked out, too, and the commit in the summary is the checkout's.
    assert_eq!(done(only_run(happening(&json(entered))), "check-out", "reference"), ["refs/heads/staging"]);
    // Only main is deployed to production: on another branch the run ends before the server is touched.
    for (repository, file) in [
        ("mr-mentor-backend", DEPLOY_PRODUCTION),
        ("mr-mentor-frontend", DEPLOY_PRODUCTION),
        ("mas-website-live", DEPLOY_PRODUCTION),
    ] {
        let other = format!("dispatch --repository {repository} --workflow {file} --branch development");
        let trace = json(&other);
        let deploy = only_run(happening(&trace));
        assert_eq!(done(deploy, "refuse", "why"), ["only main is deployed here, not development"]);
        assert_eq!(that_are(deploy, "failure"), ["Resolve the branch and the image"]);
        assert_eq!(done(deploy, "copy", "host"), Vec::<String>::new(), "{repository}");
    }
}

#[test]
fn journey_5_a_mention_is_answered() {
    const EVENT: &str = "comment --repository mas-website-live --text '@claude, why?'";
    insta::assert_snapshot!("journey_5", tree(EVENT));
    for (event, text) in [
        ("comment --text '@Claude, why?'", true),
        ("comment --text 'why?'", false),
        ("comment --text '@claude' --on review", true),
        ("comment --text '@claude' --on review-comment", true),
        ("comment --title '@claude: broken' --on issue", true),
        ("comment --title Broken --text 'it is' --on issue", false),
    ] {
        let trace = json(&format!("{event} --repository mr-mentor-frontend"));
        let run = run_of(happening(&trace), "claude.yml");
        let expected = if text { "success" } else { "skipped" };
        assert_eq!(run["conclusion"], expected, "{event}");
        assert_eq!(done(run, "ask", "whom").len(), usize::from(text), "{event}");
        if text {
            assert_eq!(secrets(run), [("CLAUDE_CODE_OAUTH_TOKEN".to_owned(), "the repository".to_owned())]);
        }
    }
    // Without a repository each of them is asked.
    assert_eq!(json("comment --text '@claude'")["happenings"].as_array().unwrap().len(), 3);
}

#[test]
fn an_assistant_that_only_comments_is_given_the_runs_own_token() {
    let folder = tempfile::tempdir().unwrap();
    let payload = folder.path().join("comment.json");
    let comment = r#"{ "action": "created", "comment": { "body": "@claude why?", "author_association": "MEMBER" },
        "issue": { "number": 1 }, "repository": { "name": "greeter", "owner": { "name": "example-go", "login": "example-go" },
        "full_name": "example-go/greeter", "default_branch": "main" }, "sender": { "login": "ada" } }"#;
    std::fs::write(&payload, comment).unwrap();
    let file = payload.to_str().unwrap();
    let words = ["comment", "--spec", "examples/go-service", "--payload", file, "--format", "json"];
    let ran = super::playing::ran_in(std::path::Path::new(crate::ROOT), &words);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let trace: Value = serde_json::from_str(&ran.stdout).unwrap();
    let answer = only_run(happening(&trace));
    assert_eq!((&answer["file"], &answer["conclusion"]), (&"assistant.yml".into(), &"success".into()));
    let given: Vec<String> = secrets(answer).into_iter().map(|(name, _)| name).collect();
    assert_eq!(given, ["ASSISTANT_TOKEN", "GITHUB_TOKEN"]);
}

#[test]
fn a_push_to_staging_builds_an_image_and_deploys_nothing() {
    let trace = json("push --repository mr-mentor-backend --branch staging");
    let build = only_run(happening(&trace));
    assert_eq!(done(build, "push", "image"), [image("staging"), image("staging-<shortsha>")]);
    assert_eq!(then(&trace)["runs"], serde_json::json!([]));
}

#[test]
fn what_opens_a_server_is_of_its_environment_also_where_nobody_declares_it_twice() {
    let folder = std::path::Path::new(crate::ROOT);
    let words =
        ["push", "--spec", "examples/go-service", "--repository", "greeter", "--branch", "main", "--format", "json"];
    let ran = super::playing::ran_in(folder, &words);
    assert_eq!((ran.status, ran.stderr.as_str()), (0, ""));
    let trace: Value = serde_json::from_str(&ran.stdout).unwrap();
    let deploy = only_run(then(&trace));
    let secrets = secrets(deploy);
    assert!(secrets.contains(&("LIVE_KEY".to_owned(), "environment live".to_owned())), "{secrets:?}");
    assert!(secrets.iter().all(|(_, from)| !from.starts_with("nobody")), "{secrets:?}");
}

#[test]
fn every_line_of_a_tree_fits_a_terminal_and_no_word_is_cut() {
    let backend = "--repository mr-mentor-backend";
    let mut trees: Vec<String> = [
        format!("push {backend} --branch development"),
        format!("push {backend} --branch main"),
        "push --repository mr-mentor-frontend --branch main".to_owned(),
        format!("push {backend} --branch main --fail Deploy"),
        format!("dispatch {backend} --workflow deploy-production.yml --branch main"),
        "comment --repository mas-website-live --text 'why?'".to_owned(),
        format!("workflow-run {backend} --workflow build.yml --branch main --conclusion cancelled"),
    ]
    .iter()
    .map(|line| tree(line))
    .collect();
    for (example, repository) in EXAMPLES {
        let words = ["push", "--spec", example, "--repository", repository, "--branch", "main"];
        let ran = super::playing::ran_in(std::path::Path::new(crate::ROOT), &words);
        assert_eq!((ran.status, ran.stderr.as_str()), (0, ""), "{example}");
        trees.push(ran.stdout);
    }
    let wide = |line: &&str| {
        let words = line.trim_start_matches([' ', '│', '├', '└', '─', '-', '✓', '✗']);
        line.chars().count() > 80 && words.contains(' ')
    };
    for tree in trees {
        assert!(tree.lines().count() > 10, "{tree}");
        assert_eq!(tree.lines().find(wide), None, "{tree}");
    }
}
