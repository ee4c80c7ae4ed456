//! What a build hands to docker: values as they stand in the description, and none that is missing.

use pipewright::compile::compile;
use pipewright::prelude::*;
use serde_yaml::Value;
use std::collections::BTreeMap;
use std::process::Command;

/// Values that a list of the action would turn into others: it reads CSV, trims its items and leaves out the empty ones.
const AWKWARD: [&str; 11] = [
    "two\nlines",
    "a\r\nb",
    " blanks around ",
    "a,b",
    "\"quoted\"",
    "say \"hi\"",
    "it's #1 & $HOME = 5",
    "# no comment",
    "",
    "\u{fc}\u{1f600}",
    "+5",
];

fn organization(secrets: Vec<Secret>, builds: Vec<Build>) -> Organization {
    let services = builds.into_iter().map(|build| Service { builds: vec![build], deployments: Vec::new() });
    Organization {
        name: "example".to_owned(),
        environments: Vec::new(),
        repositories: vec![Repository { secrets, services: services.collect(), ..Repository::new("shop") }],
    }
}

/// The steps of each workflow, by its file.
fn steps(organization: &Organization) -> BTreeMap<String, Vec<Value>> {
    let lock = Lock::parse(include_str!("../actions.lock")).unwrap();
    let files = compile(organization, &lock).unwrap().into_files();
    let each = files.iter().map(|(path, file)| {
        let workflow: Value = serde_yaml::from_str(&file.contents).unwrap();
        let steps = workflow["jobs"]["build-and-push"]["steps"].as_sequence().unwrap().clone();
        (path.as_str().rsplit('/').next().unwrap().to_owned(), steps)
    });
    each.collect()
}

fn uses(step: &Value, action: &str) -> bool {
    step["uses"].as_str().is_some_and(|uses| uses.starts_with(action))
}

fn build(workflow: &'static str, file: &'static str) -> Build {
    Build { branches: vec![Branch::new("main")], ..Build::new(workflow, file, vec![Tag::default()]) }
}

#[test]
fn an_argument_arrives_byte_for_byte_in_the_tests_and_in_the_image() {
    const NAMES: [&str; AWKWARD.len()] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K"];
    let build_args = NAMES.iter().zip(AWKWARD).map(|(name, value)| literal(name, value)).collect();
    let build = Build { build_args, test_target: Some("test".into()), ..build("Build", "build.yml") };
    let steps = steps(&organization(Vec::new(), vec![build]));
    let builds: Vec<&Value> = steps["build.yml"].iter().filter(|step| uses(step, "docker/build-push-action")).collect();
    assert_eq!(builds.len(), 2);
    for step in builds {
        assert_eq!(
            step["with"]["build-args"].as_str().map(|list| list.trim_end().replace('\n', " ")),
            Some(NAMES.join(" "))
        );
        for (name, value) in NAMES.iter().zip(AWKWARD) {
            assert_eq!(step["env"][name].as_str(), Some(value), "{value:?}");
        }
    }
}

/// What the first step does with these values of the secrets.
fn run_first_step(steps: &[Value], held: &[&str]) -> (bool, String) {
    let step = &steps[0];
    let mut command = Command::new("bash");
    command.args(["-c", step["run"].as_str().unwrap()]).env_clear();
    for (name, value) in step["env"].as_mapping().unwrap() {
        let (name, value) = (name.as_str().unwrap(), value.as_str().unwrap());
        let value = match value.strip_prefix("${{ secrets.").and_then(|rest| rest.strip_suffix(" != '' }}")) {
            Some(secret) => held.contains(&secret).to_string(),
            None => value.to_owned(),
        };
        command.env(name, value);
    }
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

#[test]
fn a_build_ends_at_once_where_a_required_secret_has_no_value() {
    let secret_of = |name| Secret::of_repository(SecretName::new(name));
    let secrets = vec![
        secret_of("API_URL"),
        secret_of("NPM_TOKEN"),
        secret_of("THEME").optional(),
        secret_of("REGION").or("eu"),
        secret_of("UNUSED"),
    ];
    let build = Build {
        build_args: vec![public("API_URL"), secret("THEME"), public("REGION"), literal("EMPTY", "")],
        build_secrets: vec![BuildSecret::new("npm", "NPM_TOKEN")],
        ..build("Build", "build.yml")
    };
    let steps = steps(&organization(secrets, vec![build]));
    let steps = &steps["build.yml"];
    assert_eq!(run_first_step(steps, &["API_URL", "NPM_TOKEN"]), (true, String::new()));
    assert_eq!(
        run_first_step(steps, &["NPM_TOKEN"]),
        (
            false,
            "::error::the secret API_URL has no value; set it and run the workflow again. Nothing was built\n"
                .to_owned()
        )
    );
    let (success, said) = run_first_step(steps, &["THEME", "REGION"]);
    assert!(!success && said.contains("API_URL has no value") && said.contains("NPM_TOKEN has no value"), "{said}");
}

#[test]
fn a_build_without_secrets_asks_for_none() {
    let steps = steps(&organization(Vec::new(), vec![build("Build", "build.yml")]));
    assert!(uses(&steps["build.yml"][0], "actions/checkout"));
}

/// The cache of each build, as its last step reads and writes it.
fn caches(builds: Vec<Build>) -> Vec<String> {
    let steps = steps(&organization(Vec::new(), builds));
    let each = steps.values().map(|steps| {
        let with = &steps.last().unwrap()["with"];
        let key = |name: &str| with[name].as_str().unwrap_or_default().to_owned();
        let folder = steps.iter().find(|step| uses(step, "actions/cache@"));
        let folder = folder.and_then(|step| step["with"]["key"].as_str()).unwrap_or_default();
        format!("{} {} {folder}", key("cache-from"), key("cache-to"))
    });
    each.collect()
}

fn keeping(workflow: &'static str, file: &'static str, branch: &'static str) -> Build {
    let folder = CacheMount {
        source: RepositoryPath::new("cache"),
        target: ImagePath::new("/cache"),
        key_files: vec![FilePattern::new("lock")],
    };
    let layers = LayerCache::gha(CacheMode::Max);
    let tags = vec![Tag::named_and_short_sha(file.trim_end_matches(".yml"))];
    Build {
        branches: vec![Branch::new(branch)],
        cache: Some(layers),
        cache_mounts: vec![folder],
        ..Build::new(workflow, file, tags)
    }
}

#[test]
fn builds_of_one_push_keep_their_caches_apart() {
    let own = |name: &str, branch: &str| {
        format!(
            "type=gha,scope={name} type=gha,scope={name},mode=max ${{{{ runner.os }}}}-cache-{branch}-{name}-\
             ${{{{ hashFiles('lock') }}}}-${{{{ github.sha }}}}"
        )
    };
    let both = caches(vec![keeping("Web", "web.yml", "main"), keeping("Worker", "worker.yml", "main")]);
    assert_eq!(both, [own("web", "main"), own("worker", "main")]);
    // A branch of its own is a cache of its own.
    let apart = caches(vec![keeping("Web", "web.yml", "main"), keeping("Worker", "worker.yml", "release")]);
    assert!(
        apart.iter().all(|cache| cache.starts_with("type=gha type=gha,mode=max ") && !cache.contains("web-")),
        "{apart:?}"
    );
    let beside = caches(vec![
        keeping("Web", "web.yml", "main"),
        Build { tags: vec![Tag::Branch], ..build("Build", "build.yml") },
    ]);
    assert!(beside[1].starts_with("type=gha type=gha,mode=max "), "{beside:?}");
}
