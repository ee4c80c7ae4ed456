//! Every recipe, in the smallest descriptions that use what it offers. The snapshots show a reviewer what changes.

use pipewright::compile::compile;
use pipewright::prelude::*;
use similar::TextDiff;
use std::collections::BTreeMap;

const MAIN: Branch = Branch::new("main");
const LIVE: EnvironmentName = EnvironmentName::new("live");

/// Compiles one service, and snapshots each of its files under the recipe's name: as a whole where no other recipe has that
/// file, else as what differs from that recipe's.
fn snapshot(recipe: &str, service: Service, assistant: Option<Assistant>) {
    snapshot_on(recipe, None, service, assistant);
}

/// The same on a server whose deployments take turns like this.
fn snapshot_on(recipe: &str, deploy_lock: Option<DeployLock>, service: Service, assistant: Option<Assistant>) {
    let mut base = match recipe {
        "compose" => BTreeMap::new(),
        "in_turn" => compiled(None, blue_green(), None),
        _ => compiled(None, compose(), Some(assistant_with_a_phrase())),
    };
    match recipe {
        "blue_green" => drop(base.remove("deploy.yml")),
        "assistant" => drop(base.remove("assistant.yml")),
        _ => {}
    }
    for (file, text) in compiled(deploy_lock, service, assistant) {
        let shown = match base.get(&file) {
            None => text,
            Some(other) if *other == text => continue,
            Some(other) => TextDiff::from_lines(other, &text).unified_diff().context_radius(2).to_string(),
        };
        insta::assert_snapshot!(format!("{recipe}__{file}"), shown);
    }
}

/// The files of one service and an assistant, by their names.
fn compiled(
    deploy_lock: Option<DeployLock>,
    service: Service,
    assistant: Option<Assistant>,
) -> BTreeMap<String, String> {
    let mut live = Environment::new(LIVE, ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "LIVE_PORT"]);
    live.server.deploy_lock = deploy_lock;
    let names = ["LIVE_HOST", "LIVE_USER", "LIVE_KEY", "PULL_TOKEN", "API_KEY", "SLACK_WEBHOOK"];
    let mut secrets: Vec<Secret> = names.map(|name| Secret::of(&[LIVE], SecretName::new(name))).to_vec();
    secrets.push(Secret::of(&[LIVE], SecretName::new("LIVE_PORT")).or("22"));
    secrets.push(Secret::of(&[LIVE], SecretName::new("FLAG")).optional());
    secrets.push(Secret::of_repository(SecretName::new("ASSISTANT_TOKEN")));
    let repository = Repository {
        name: RepositoryName::new("shop"),
        described_in: "shop.rs".to_owned(),
        secrets,
        services: vec![service],
        assistant,
        stale_documents: Vec::new(),
        ignore: Vec::new(),
    };
    let organization =
        Organization { name: "example".to_owned(), environments: vec![live], repositories: vec![repository] };
    let lock = Lock::parse(include_str!("../actions.lock")).unwrap();
    let compiled = compile(&organization, &lock).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let name = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    compiled.into_files().into_iter().map(|(path, file)| (name(path.as_str()), file.contents)).collect()
}

fn build(tags: Vec<Tag>) -> Build {
    Build { branches: vec![MAIN], ..Build::new("Build", "build.yml", tags) }
}

fn deployment(rollout: Rollout, image: Tag, tags: Vec<Tag>) -> Service {
    let build = build(tags);
    let deploy = Deployment {
        workflow: WorkflowName::new("Deploy"),
        file: FileName::new("deploy.yml"),
        environment: LIVE,
        after: build.on(MAIN),
        workflow_dispatch: Dispatch::of(DispatchBranch::Selected),
        image_tag: image,
        env: vec![secret("API_KEY"), public("FLAG"), literal("MODE", "it's \"live\"")],
        aws_secrets_manager: None,
        env_file: None,
        registry_login: Some(RegistryLogin::new("puller", SecretName::new("PULL_TOKEN"))),
        rollout,
        timeout_minutes: None,
        verify_image: false,
        ignore: Vec::new(),
    };
    Service { builds: vec![build], deployments: vec![deploy] }
}

#[test]
fn image_build_with_every_tag_of_the_script() {
    let tags = vec![
        Tag::Branch,
        Tag::BranchAndShortSha,
        Tag::named("stable"),
        Tag::named("edge"),
        Tag::named_and_short_sha("stable"),
        Tag::LatestOn(MAIN),
    ];
    let service = Service { builds: vec![build(tags)], deployments: vec![] };
    snapshot("script_tags", service, None);
}

#[test]
fn image_build_with_every_tag_of_the_metadata_action() {
    let tags = vec![
        Tag::Branch,
        Tag::BranchAndShortSha,
        Tag::named("stable"),
        Tag::named_and_short_sha("stable"),
        Tag::LatestOn(MAIN),
    ];
    let build = Build {
        tagging: Tagging::MetadataAction,
        platforms: vec!["linux/amd64".into(), "linux/arm64".into()],
        ..build(tags)
    };
    snapshot("metadata_tags", Service { builds: vec![build], deployments: vec![] }, None);
}

fn compose() -> Service {
    let rollout = ComposeRollout {
        network: Some(NetworkName::new("shop")),
        ..ComposeRollout::new("deploy/compose.yml", "/srv/shop")
    };
    deployment(Rollout::Compose(rollout), Tag::Branch, vec![Tag::Branch])
}

#[test]
fn compose_rollout_that_pulls_first() {
    snapshot("compose", compose(), None);
}

#[test]
fn compose_rollout_that_proves_itself_and_goes_back() {
    let rollout = ComposeRollout {
        wait: Wait::healthy("60s"),
        smoke_tests: vec![SmokeTest::new("https://shop.example.com/up", "30s")],
        on_failure: OnFailure::Rollback,
        prune: Prune::None,
        ..ComposeRollout::new("compose.yml", "/srv/shop")
    };
    let tags = vec![Tag::BranchAndShortSha];
    snapshot("careful", deployment(Rollout::Compose(rollout), Tag::BranchAndShortSha, tags), None);
}

#[test]
fn compose_rollout_that_stops_first_and_goes_back_after_a_while() {
    let rollout = ComposeRollout {
        recreate: Recreate::DownFirst,
        on_failure: OnFailure::Rollback,
        prune: Prune::All,
        ..ComposeRollout::new("compose.yml", "/srv/shop")
    };
    let tags = vec![Tag::BranchAndShortSha];
    let service = deployment(Rollout::Compose(rollout), Tag::BranchAndShortSha, tags);
    snapshot_on("goes_back", Some(DeployLock::new("/srv/deploy.lock")), service, None);
}

fn blue_green() -> Service {
    let rollout = BlueGreenRollout {
        notification: Some(Notification::Slack { webhook: SecretName::new("SLACK_WEBHOOK"), switch: Switch::On }),
        container_options: vec!["--memory".into(), "1g".into()],
        checks: Checks { before: vec![Check::NginxActive], after: vec![Check::NginxPort, Check::HealthScript] },
        ..BlueGreenRollout::new("shop", "/srv/shop", Colors::ports(8000, 8001), "/etc/nginx/sites-available/shop")
    };
    let tags = vec![Tag::BranchAndShortSha];
    deployment(Rollout::BlueGreen(Box::new(rollout)), Tag::BranchAndShortSha, tags)
}

#[test]
fn blue_green_rollout_with_a_notification() {
    snapshot("blue_green", blue_green(), None);
}

#[test]
fn blue_green_rollout_that_takes_turns() {
    let ports = Colors::ports(8000, 8001);
    let rollout = BlueGreenRollout::new("shop", "/srv/shop", ports, "/etc/nginx/sites-available/shop");
    let tags = vec![Tag::BranchAndShortSha];
    let service = deployment(Rollout::BlueGreen(Box::new(rollout)), Tag::BranchAndShortSha, tags);
    snapshot_on("in_turn", Some(DeployLock::new("/srv/deploy.lock")), service, None);
}

fn assistant_with_a_phrase() -> Assistant {
    Assistant {
        described_in: "shop.rs".to_owned(),
        trigger_phrase: "@helper".into(),
        ..Assistant::new("Assistant", "assistant.yml", SecretName::new("ASSISTANT_TOKEN"), "some-model")
    }
}

#[test]
fn assistant_with_its_own_mention() {
    let service = Service { builds: vec![build(vec![Tag::Branch])], deployments: vec![] };
    snapshot("assistant", service, Some(assistant_with_a_phrase()));
}

#[test]
fn assistant_that_comments_and_pushes_nothing() {
    let token = SecretName::new("ASSISTANT_TOKEN");
    let assistant = Assistant {
        allowed: Audience::Members,
        access: RepositoryAccess::Comment,
        timeout_minutes: Some(Minutes(30)),
        ..Assistant::new("Assistant", "assistant.yml", token, "some-model")
    };
    let service = Service { builds: vec![build(vec![Tag::Branch])], deployments: vec![] };
    snapshot("commenting", service, Some(assistant));
}

#[test]
fn a_build_with_tests_and_a_deployment_that_looks_for_its_image() {
    let rollout = Rollout::Compose(ComposeRollout::new("compose.yml", "/srv/shop"));
    let tags = vec![Tag::BranchAndShortSha];
    let mut service = deployment(rollout, Tag::BranchAndShortSha, tags);
    service.builds[0].test_target = Some("test".into());
    service.deployments[0].verify_image = true;
    let token = SecretName::new("ASSISTANT_TOKEN");
    let assistant =
        Assistant { allowed: Audience::Members, ..Assistant::new("Assistant", "assistant.yml", token, "some-model") };
    snapshot("proved", service, Some(assistant));
}

#[test]
fn image_build_with_mounted_secrets() {
    let build = Build {
        environment: Some(LIVE),
        build_args: vec![public("FLAG")],
        build_secrets: [("npm", "PULL_TOKEN"), ("npm-mirror", "PULL_TOKEN"), ("api", "API_KEY")]
            .map(|(id, secret)| BuildSecret::new(id, secret))
            .to_vec(),
        test_target: Some("test".into()),
        ..build(vec![Tag::BranchAndShortSha])
    };
    snapshot("mounts", Service { builds: vec![build], deployments: vec![] }, None);
}

#[test]
fn environment_file_that_a_role_in_aws_reads() {
    let rollout = Rollout::Compose(ComposeRollout::new("compose.yml", "/srv/shop"));
    let mut service = deployment(rollout, Tag::BranchAndShortSha, vec![Tag::BranchAndShortSha]);
    service.deployments[0].env = Vec::new();
    service.deployments[0].aws_secrets_manager = Some(AwsSecretsManager {
        secret_id: "shop/live".into(),
        region: SecretName::new("API_KEY"),
        credentials: AwsCredentials::role("arn:aws:iam::123456789012:role/deploy-shop"),
    });
    snapshot("role", service, None);
}
