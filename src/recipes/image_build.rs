//! The recipe that builds an image and pushes it.

use super::registry::Identity;
use super::secrets::Secrets;
use super::template::{TemplateError, render};
use crate::description::{
    Branch, Build, CacheKind, CacheMode, CacheMount, CacheScope, FilePattern, LayerCache, Platform, SecretName, Tag,
    Tagging, Variable, branch_as_tag,
};
use actions::action::{
    Action, BuildPush, BuildkitCacheDance, Cache, Checkout, Login, Metadata, SetupBuildx, SetupQemu,
};
use actions::expr::key::JobOutputs;
use actions::expr::{Expr, Text, function, github, runner};
use actions::trigger::{Filter, On, Push, WorkflowDispatch};
use actions::{Concurrency, EnvironmentReference, Job, Permission, Scope, Step, StepWithId, Steps, Workflow};
use indexmap::IndexMap;
use minijinja::context;
use std::collections::BTreeSet;

/// The workflow of a build, which keeps its cache under the name `scope`, if any.
///
/// # Errors
/// A template cannot be rendered.
pub fn workflow(build: &Build, scope: Option<&str>, secrets: Secrets<'_>) -> Result<Workflow, TemplateError> {
    let branches = Filter::named(build.branches.iter().map(Branch::as_str));
    let on = vec![On::from(Push { branches, ..Push::default() }), On::from(WorkflowDispatch::default())];
    let mut workflow = Workflow::new(build.workflow.as_str(), on);
    workflow.concurrency = build.concurrency.as_ref().map(|concurrency| {
        let group = concurrency.group.as_str();
        if !concurrency.cancel_in_progress {
            return Concurrency::one_at_a_time(group);
        }
        Concurrency::newest_wins(group).because(if build.branches.len() > 1 {
            "A newer push to any of these branches cancels a running build: only the newest commit is built."
        } else {
            "A newer push cancels a running build: only the newest commit is built."
        })
    });
    Ok(workflow.job("build-and-push", job(build, scope, secrets)?))
}

fn job(build: &Build, scope: Option<&str>, secrets: Secrets<'_>) -> Result<Job, TemplateError> {
    let image = image(build)?;
    let buildx = SetupBuildx::new().with_id("buildx", "Set up Docker Buildx");
    let mut steps: Vec<Step> = Vec::from_iter(check_secrets(build, secrets)?);
    steps.push(
        Checkout::new()
            .persist_credentials(false)
            .step("Check out the repository")
            .permission(Permission::read(Scope::Contents, "check out the repository")),
    );
    steps.extend(emulate(&build.platforms));
    steps.extend([buildx.clone().into(), image.step.clone(), log_in(build, secrets)]);
    for (index, folder) in build.cache_mounts.iter().enumerate() {
        steps.extend(carry(folder, index, (build, scope), buildx.outputs().name().value()));
    }
    if let Some(stage) = &build.test_target {
        steps.push(run_tests(build, stage.as_str(), scope, secrets));
    }
    let push = build_and_push(build, &image, scope, secrets);
    let digest = push.outputs().digest();
    steps.push(push.into());

    let mut work = Steps::new(steps);
    work.environment = build.environment.as_ref().map(|name| EnvironmentReference::new(name.as_str()));
    work.timeout_minutes = build.timeout_minutes.map(|minutes| u64::from(minutes.0));
    work.outputs = IndexMap::from_iter([
        ("image-tag".to_owned(), image.tag),
        ("image-digest".to_owned(), digest.into()),
        ("repository-name".to_owned(), image.repository),
    ]);
    Ok(Job::new(work))
}

/// The step that ends the build where a secret that the image cannot do without has no value.
fn check_secrets(build: &Build, secrets: Secrets<'_>) -> Result<Option<Step>, TemplateError> {
    let required: BTreeSet<&SecretName> = held(build).filter(|name| secrets.is_required(name)).collect();
    if required.is_empty() {
        return Ok(None);
    }
    let names: Vec<&str> = required.iter().map(|name| name.as_str()).collect();
    let step =
        Step::run("Check that every required secret has a value", render("image/required_secrets.sh", context! {})?)
            .env("REQUIRED_SECRETS", names.join(" "))
            .envs(required.iter().map(|name| (name.to_string(), Text::from(secrets.value(name).is_present()))));
    Ok(Some(step))
}

/// The secrets that a build bakes in or mounts.
fn held(build: &Build) -> impl Iterator<Item = &SecretName> {
    build.build_args.iter().filter_map(Variable::held_in).chain(build.build_secrets.iter().map(|mount| &mount.secret))
}

/// The step after which the runner can run the programs of the platforms that are not its own.
fn emulate(platforms: &[Platform]) -> Option<Step> {
    let foreign: BTreeSet<&str> = platforms.iter().filter_map(Platform::emulated).collect();
    (!foreign.is_empty()).then(|| {
        let architectures: Vec<&str> = foreign.into_iter().collect();
        SetupQemu::new()
            .platforms(architectures.join(","))
            .step("Set up QEMU")
            .comment("Emulates these platforms: a `RUN` in the Dockerfile executes their programs.")
    })
}

fn log_in(build: &Build, secrets: Secrets<'_>) -> Step {
    let identity = Identity::of(build.registry_login.as_ref(), secrets);
    let step = Login::new(build.registry.as_str(), identity.user.clone(), identity.token.clone())
        .step(format!("Log in to {}", build.registry));
    identity.allowed(step, Permission::write(Scope::Packages, "push the image"))
}

/// The step that names the image, and what it says.
struct Image {
    step: Step,
    tags: Text,
    labels: Vec<Text>,
    tag: Text<JobOutputs>,
    repository: Text<JobOutputs>,
}

fn image(build: &Build) -> Result<Image, TemplateError> {
    match build.tagging {
        Tagging::Script => named_by_script(build, &build.tags),
        Tagging::MetadataAction => Ok(named_by_metadata_action(build, &build.tags)),
    }
}

/// The names that tags of one kind give.
fn names<'a>(tags: &'a [Tag], name: impl Fn(&'a Tag) -> Option<&'a str>) -> Option<String> {
    let names: Vec<&str> = tags.iter().filter_map(name).collect();
    (!names.is_empty()).then(|| names.join(" "))
}

fn named_by_script(build: &Build, tags: &[Tag]) -> Result<Image, TemplateError> {
    let named = names(tags, |tag| match tag {
        Tag::Named(name) => Some(name),
        _ => None,
    });
    let named_and_short_sha = names(tags, |tag| match tag {
        Tag::NamedAndShortSha(name) => Some(name),
        _ => None,
    });
    let latest_on = names(tags, |tag| match tag {
        Tag::LatestOn(branch) => Some(branch.as_str()),
        _ => None,
    });
    let branch_and_short_sha = tags.contains(&Tag::BranchAndShortSha);
    let script = render(
        "image/tags.sh",
        context! {
            branch => tags.contains(&Tag::Branch) || branch_and_short_sha,
            branch_alone => tags.contains(&Tag::Branch),
            branch_and_short_sha,
            short_sha => branch_and_short_sha || named_and_short_sha.is_some(),
            named => named.is_some(),
            named_and_short_sha => named_and_short_sha.is_some(),
            latest => latest_on.is_some(),
        },
    )?;
    let variables = [
        ("REGISTRY", Some(Text::from(build.registry.as_str()))),
        ("REPOSITORY", Some(github::repository().into())),
        ("BRANCH", Some(github::ref_name().into())),
        ("COMMIT", Some(github::sha().into())),
        ("NAMED_TAGS", named.map(Text::from)),
        ("NAMES_WITH_SHORT_SHA", named_and_short_sha.map(Text::from)),
        ("LATEST_BRANCH", latest_on.map(Text::from)),
    ];
    let step = Step::run("Generate the image's tags", script)
        .envs(variables.into_iter().filter_map(|(name, value)| Some((name, value?))))
        .with_id("image");
    let output = |name| Text::from(step.outputs().output(name));
    let address = Text::from(github::server_url()).then("/").then(github::repository());
    let labels = [
        Text::from("org.opencontainers.image.source=").then(address),
        Text::from("org.opencontainers.image.revision=").then(github::sha()),
        Text::from("org.opencontainers.image.version=").then(output("image-tag")),
    ];
    Ok(Image {
        tags: output("tags"),
        labels: labels.to_vec(),
        tag: step.outputs().output("image-tag").into(),
        repository: step.outputs().output("repository").into(),
        step: step.into(),
    })
}

fn named_by_metadata_action(build: &Build, tags: &[Tag]) -> Image {
    let repository = Text::from(build.registry.as_str()).then("/").then(github::repository());
    let rules = tags.iter().map(|tag| match tag {
        Tag::Branch => Text::from("type=ref,event=branch"),
        // The action reads the branch itself: handed over as text, a comma would end it. Three braces keep it from being escaped.
        Tag::BranchAndShortSha => Text::from("type=sha,prefix={{{branch}}}-,format=short"),
        Tag::Named(name) => format!("type=raw,value={name}").into(),
        Tag::NamedAndShortSha(name) => format!("type=sha,prefix={name}-,format=short").into(),
        Tag::LatestOn(branch) => {
            Text::from("type=raw,value=latest,enable=").then(github::ref_name().equals(branch.as_str()))
        }
    });
    let metadata = Metadata::new(repository.clone())
        .tags(rules)
        .flavor(["latest=false"])
        .with_id("meta", "Generate the image's tags and labels");
    Image {
        tags: metadata.outputs().tags().into(),
        labels: vec![metadata.outputs().labels().into()],
        tag: metadata.outputs().version().into(),
        repository: github::repository().into(),
        step: metadata.into(),
    }
}

/// Restores a folder that the Dockerfile mounts as a cache, and carries it into the build and out of it again.
fn carry(
    folder: &CacheMount,
    index: usize,
    (build, scope): (&Build, Option<&str>),
    builder: Expr<String>,
) -> [Step; 2] {
    // A key takes no comma.
    let prefix = build.branches.first().and_then(|branch| branch_as_tag(branch.as_str()));
    let prefix = prefix.as_deref().unwrap_or("build");
    let scope = scope.map(|scope| format!("{scope}-")).unwrap_or_default();
    let id = if index == 0 { "cache".to_owned() } else { format!("cache-{index}") };
    let os = || {
        Text::from(runner::os())
            .then(format!("-{}-{prefix}-{scope}", folder.source.as_str().trim_start_matches('.').replace('/', "-")))
    };
    let locked = os().then(function::hash_files(folder.key_files.iter().map(FilePattern::as_str))).then("-");
    let restore = Cache::new(folder.source.as_str(), locked.clone().then(github::sha()))
        .restore_keys([locked, os()])
        .with_id(&id, format!("Restore {}", folder.source));
    let hit = restore.outputs().cache_hit();
    let map = serde_json::json!({ folder.source.as_str(): folder.target.as_str() }).to_string();
    let inject = BuildkitCacheDance::new(map)
        .builder(builder)
        .skip_extraction(hit)
        .step(format!("Carry {} into the build", folder.source))
        .comment("Copies the folders from the runner into the builder and back: the builder cannot read the runner's folders.");
    let restore = restore.map(|step| {
        step.remark("uses", "zizmor: ignore[cache-poisoning] only pushes to the branch itself write this cache")
    });
    [restore.into(), inject]
}

/// Where the layers are kept: in GitHub's cache, under the cache's own name, or under one where another build has its own there.
fn layers(LayerCache { kind: CacheKind::Gha, scope: own, .. }: &LayerCache, scope: Option<&str>) -> String {
    let scope = own.as_ref().map(CacheScope::as_str).or(scope);
    scope.map_or_else(|| "type=gha".to_owned(), |scope| format!("type=gha,scope={scope}"))
}

/// Builds the stage that runs the tests, of the same Dockerfile with the same arguments and secrets as the image; of it only
/// layers are kept.
fn run_tests(build: &Build, stage: &str, scope: Option<&str>, secrets: Secrets<'_>) -> Step {
    let mut action = BuildPush::new().context("./").file("./Dockerfile").push(false).target(stage);
    action = give(action, build);
    if let Some(cache) = &build.cache {
        action = action.cache_from([layers(cache, scope)]);
    }
    action.step("Run the tests").comment("If they fail, no image is pushed.").envs(given(build, secrets))
}

/// Hands over the arguments and the secrets that the Dockerfile asks for: by name alone. The action reads its lists as CSV,
/// in which a value with a line break, a quote or a blank at its end becomes another one.
fn give(mut action: BuildPush, build: &Build) -> BuildPush {
    if !build.build_args.is_empty() {
        action = action.build_args(build.build_args.iter().map(Variable::name));
    }
    if !build.build_secrets.is_empty() {
        action = action.secret_envs(build.build_secrets.iter().map(|mount| format!("{}={}", mount.id, mount.secret)));
    }
    action
}

/// Their values, for the environment of the step.
fn given(build: &Build, secrets: Secrets<'_>) -> Vec<(String, Text)> {
    let arguments = build.build_args.iter().map(|each| (each.name().to_owned(), secrets.variable(each)));
    let mounted =
        build.build_secrets.iter().map(|mount| (mount.secret.to_string(), secrets.value(&mount.secret).into()));
    arguments.chain(mounted).collect()
}

type Pushed = StepWithId<<BuildPush as Action>::Outputs>;

fn build_and_push(build: &Build, image: &Image, scope: Option<&str>, secrets: Secrets<'_>) -> Pushed {
    let mut action = BuildPush::new().context("./").file("./Dockerfile").push(true);
    if let Some(target) = &build.target {
        action = action.target(target.as_str());
    }
    if !build.platforms.is_empty() {
        action = action.platforms(build.platforms.iter().map(Platform::as_str));
    }
    action = action.tags([image.tags.clone()]).labels(image.labels.clone());
    action = give(action, build);
    if let Some(cache) = &build.cache {
        let mode = match cache.mode {
            CacheMode::Min => "min",
            CacheMode::Max => "max",
        };
        let ignore_error = if cache.ignore_error { ",ignore-error=true" } else { "" };
        let layers = layers(cache, scope);
        let kept = format!("{layers},mode={mode}{ignore_error}");
        action = action.cache_from([layers]).cache_to([kept]);
    }
    let by_name = "A build argument without a value is read from the environment: no value is on a command line.";
    let mounts = "A build secret is available only to a `RUN` that mounts it, and is in no layer.";
    let reasons =
        [(!build.build_args.is_empty()).then_some(by_name), (!build.build_secrets.is_empty()).then_some(mounts)];
    let reasons: Vec<&str> = reasons.into_iter().flatten().collect();
    action.with_id("push", "Build and push the image").map(|step| {
        let step = step.envs(given(build, secrets));
        if reasons.is_empty() { step } else { step.comment(reasons.join("\n")) }
    })
}
