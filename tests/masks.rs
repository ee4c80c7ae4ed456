//! What a deployment fetches is hidden in the run's log before anything can print it: the generated step, run with an `aws`
//! that answers from a file, and its output read as GitHub's runner reads it.

use pipewright::compile::compile;
use pipewright::prelude::*;
use serde_json::json;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::Command;

/// The script of the step that fetches the file, for compose or for `docker run`.
fn script(rollout: Rollout) -> String {
    let live = EnvironmentName::new("live");
    let secrets = ["REGION", "KEY_ID", "ACCESS_KEY"].map(|name| Secret::of_repository(SecretName::new(name)));
    let build = Build { branches: vec![Branch::new("main")], ..Build::new("Build", "build.yml", vec![Tag::default()]) };
    let after = build.on(Branch::new("main"));
    let deployment = Deployment {
        aws_secrets_manager: Some(secrets_manager()),
        ..Deployment::new("Deploy", "deploy.yml", live.clone(), after, rollout)
    };
    let organization = Organization {
        name: "example".to_owned(),
        environments: vec![Environment::new(live, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"])],
        repositories: vec![Repository {
            secrets: secrets.to_vec(),
            services: vec![Service { builds: vec![build], deployments: vec![deployment] }],
            ..Repository::new("shop")
        }],
    };
    let lock = Lock::parse(include_str!("../actions.lock")).unwrap();
    let files = compile(&organization, &lock).unwrap().into_files();
    let (_, file) = files.iter().find(|(path, _)| path.as_str().ends_with("/deploy.yml")).unwrap();
    let workflow: serde_yaml::Value = serde_yaml::from_str(&file.contents).unwrap();
    let steps = workflow["jobs"]["deploy"]["steps"].as_sequence().unwrap();
    let fetches = |step: &&serde_yaml::Value| step["name"].as_str().is_some_and(|name| name.starts_with("Fetch .env"));
    steps.iter().find(fetches).unwrap()["run"].as_str().unwrap().to_owned()
}

fn compose() -> Rollout {
    Rollout::Compose(ComposeRollout::new("compose.yml", "/srv/shop"))
}

fn blue_green() -> Rollout {
    let ports = Colors::ports(3000, 3001);
    Rollout::BlueGreen(Box::new(BlueGreenRollout::new("shop", "/srv/shop", ports, "/etc/nginx/sites-available/shop")))
}

fn secrets_manager() -> AwsSecretsManager {
    AwsSecretsManager {
        secret_id: "shop/live".into(),
        region: SecretName::new("REGION"),
        credentials: AwsCredentials::key(SecretName::new("KEY_ID"), SecretName::new("ACCESS_KEY")),
    }
}

/// What a step printed: what GitHub hides from then on, and what it shows.
struct Printed {
    masks: Vec<String>,
    /// Each shown line, with the number of masks that came before it.
    shown: Vec<(String, usize)>,
}

impl Printed {
    /// A line of a log as GitHub shows it, later in the run.
    fn hidden(&self, line: &str) -> String {
        let mut masks: Vec<&String> = self.masks.iter().collect();
        masks.sort_by_key(|mask| std::cmp::Reverse(mask.len()));
        masks.iter().fold(line.to_owned(), |line, mask| line.replace(mask.as_str(), "***"))
    }
}

fn run(script: &str, secret: &str) -> Printed {
    assert!(Command::new("jq").arg("--version").output().is_ok(), "jq is not installed");
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("secret"), secret).unwrap();
    fs::write(path("aws"), "#!/bin/sh\ncat secret\n").unwrap();
    fs::set_permissions(path("aws"), fs::Permissions::from_mode(0o755)).unwrap();
    let programs = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.args(["-c", script]).current_dir(&folder).env("PATH", programs).env("ENV_FILE", ".env");
    command.env("GITHUB_ENV", path("github-env")).env("SECRET_ID", "shop/live");
    let output = command.output().unwrap();
    let mut printed = Printed { masks: Vec::new(), shown: Vec::new() };
    let text = [output.stdout, output.stderr].concat();
    for line in String::from_utf8(text).unwrap().lines() {
        match line.strip_prefix("::add-mask::") {
            Some(mask) => {
                printed.masks.push(mask.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%"));
            }
            None => printed.shown.push((line.to_owned(), printed.masks.len())),
        }
    }
    printed
}

#[test]
fn whatever_was_fetched_is_hidden_before_anything_else_is_printed() {
    let secret = json!({
        "DATABASE_URL": "postgres://shop:s3cr&t%25$x@db.example.com/shop",
        "TOKEN": "100% \"quoted\" \\ $HOME",
        "BLANKS": "  padded value ",
        "PIN": 123_456,
        "NESTED": { "inner": ["in a list"] },
    });
    for pretty in [secret.to_string(), serde_json::to_string_pretty(&secret).unwrap()] {
        for rollout in [compose(), blue_green()] {
            let printed = run(&script(rollout), &pretty);
            assert_eq!(printed.shown[0], ("Fetching shop/live from AWS Secrets Manager".to_owned(), 0));
            assert!(printed.shown[1].0.starts_with("Wrote 5 values to .env"), "{:?}", printed.shown);
            assert!(printed.shown[1].1 > 0, "nothing is hidden when {} is printed", printed.shown[1].0);
            for said in [
                "postgres://shop:s3cr&t%25$x@db.example.com/shop",
                "s3cr&t%25$x",
                "100% \"quoted\" \\ $HOME",
                "  padded value ",
                "padded value",
                "123456",
                "in a list",
                r#"{"inner":["in a list"]}"#,
            ] {
                let shown = printed.hidden(&format!("app-1  | cannot use {said}!"));
                assert_eq!(shown.replace(' ', ""), "app-1|cannotuse***!", "{said}");
            }
        }
    }
}

#[test]
fn the_form_in_the_environment_file_is_hidden_too() {
    let value = "a\"b$c\\d$e";
    let written = r#"a\"b\$c\\d\$e"#;
    let fetched = run(&script(compose()), &json!({ "KEY": value }).to_string());
    assert_eq!(fetched.hidden(written), "***");
}

#[test]
fn what_every_log_holds_stays_readable() {
    let secret =
        json!({ "NODE_ENV": "production", "HOST": "localhost", "PORT": 3000, "DEBUG": true, "NONE": null, "X": "a%b" });
    let printed = run(&script(blue_green()), &secret.to_string());
    let line = "production: a%b listens on localhost:3000, debug true, null";
    assert_eq!(printed.hidden(line), line);
}

#[test]
fn a_secret_of_several_lines_or_of_no_json_is_hidden_line_by_line() {
    let key = "-----BEGIN KEY-----\r\nMIIEvQIBADANBg\nkqhkiG9w0BAQ\n-----END KEY-----\n";
    for secret in [json!({ "KEY": key }).to_string(), format!("{key} {{")] {
        let printed = run(&script(compose()), &secret);
        assert!(
            printed.shown.iter().any(|(line, masks)| line.to_lowercase().contains("error") && *masks > 0),
            "{:?}",
            printed.shown
        );
        for line in key.lines() {
            assert_eq!(printed.hidden(line), "***", "{:?}", printed.masks);
        }
    }
}
