//! Validates names.

use super::{differs_in_case, literals, missing, repeated, secret_instead_of, two_of};
use crate::description::{
    Assistant, AwsCredentials, BlueGreenRollout, Build, BuildSecret, CacheMount, Check, Checks, ContainerOption,
    DeployLock, Deployment, Duration, Environment, FileName, Ignore, Organization, Platform, Port, RegistryLogin,
    Repository, Reviewer, Rollout, Rule, Scripts, SmokeTest, Tag, Timeouts, Variable, Wait, WorkflowName, rule,
};
use crate::diagnostic::{Diagnostic, Place};

/// The names that are none, and those that stand twice.
pub(super) fn problems(organization: &Organization) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let environments = &organization.environments;
    let environment = |index: usize| Place::environment(index, &environments[index]);
    alike(
        "environment",
        environments,
        |environment| environment.name.as_str(),
        |index| environment(index).key("name"),
        &mut found,
    );
    for (index, each) in environments.iter().enumerate() {
        in_environment(each, &environment(index), &mut found);
    }
    let repositories = &organization.repositories;
    let place = |index: usize| Place::repository(index, &repositories[index]);
    alike(
        "repository",
        repositories,
        |repository| repository.name.as_str(),
        |index| place(index).key("name"),
        &mut found,
    );
    for (index, repository) in repositories.iter().enumerate() {
        in_repository(repository, &place(index), &mut found);
    }
    found
}

/// Things whose names are the same to GitHub, which does not tell capitals from small letters.
fn alike<T>(
    what: &'static str,
    items: &[T],
    name: impl Fn(&T) -> &str,
    place: impl Fn(usize) -> Place,
    found: &mut Vec<Diagnostic>,
) {
    found.extend(repeated(items, |item| name(item).to_lowercase()).into_iter().map(|(first, second)| {
        let (other, name) = (name(&items[first]).to_owned(), name(&items[second]).to_owned());
        let (first, second) = (place(first), place(second));
        if name == other {
            two_of(what, &name, &first, &second, "merge the two, or rename one")
        } else {
            differs_in_case(what, (&name, &second), (&other, &first))
        }
    }));
}

fn ask(rule: &Rule, name: &str, place: &Place, found: &mut Vec<Diagnostic>) {
    if rule.holds(name) {
        return;
    }
    if let Some(problem) = literals::instead_of_text(rule, name, place) {
        found.push(problem);
    } else {
        found.push(invalid(place, name, rule.what, rule.words, rule.instead_of(name).as_deref()));
    }
}

/// A name that breaks its rule.
fn invalid(place: &Place, name: &str, what: &str, rule: &str, meant: Option<&str>) -> Diagnostic {
    let shown = name.escape_debug();
    let trimmed = name.trim();
    if what == rule::SECRET.what {
        let help = secret_instead_of(name, place.path().last_key());
        return Diagnostic::new(format!("`{shown}` is not a valid {what}"), place, "", help);
    }
    if let (true, Some((option, value))) =
        (what == rule::CONTAINER_OPTION.what, trimmed.split_once(char::is_whitespace))
    {
        let message = format!("`{shown}` is not a valid {what}: docker takes it for an option of that name");
        let help = format!("write two entries of the list: `\"{option}\", \"{}\"`", value.trim().escape_debug());
        return Diagnostic::new(message, place, "", help);
    }
    let message = if name.is_empty() {
        format!("an empty text is not a valid {what}")
    } else {
        format!("`{shown}` is not a valid {what}")
    };
    let help = meant.map_or_else(|| rule.to_owned(), |meant| format!("write `{meant}`; {rule}"));
    Diagnostic::new(message, place, "", help)
}

/// Asks whether each of these names of one place follows the rule of its type.
macro_rules! ask_names {
    ($place:expr, $found:expr, $($key:literal => $name:expr),* $(,)?) => {
        $({
            let name = $name;
            if !name.rule().holds(name.as_str()) {
                ask(name.rule(), name.as_str(), &$place.key($key).written_at(name.written_at()), $found);
            }
        })*
    };
}

/// What is accepted names a rule, and says why.
fn in_accepted(accepted: &[Ignore], place: &Place, found: &mut Vec<Diagnostic>) {
    for (index, accepted) in accepted.iter().enumerate() {
        let place = place.key("ignore").index(index).written_at(accepted.rule.written_at());
        ask_names!(place, found, "rule" => &accepted.rule, "reason" => &accepted.reason);
    }
}

fn in_environment(environment: &Environment, place: &Place, found: &mut Vec<Diagnostic>) {
    in_accepted(&environment.ignore, place, found);
    let server = &environment.server;
    ask_names!(place, found, "name" => &environment.name);
    in_reviewers(&environment.reviewers, &place.key("reviewers").in_words("reviewers"), found);
    let place = place.key("server").in_words("server");
    // A name that is the environment's is told there.
    if server.name.as_str() != environment.name.as_str() || environment.name.rule().holds(environment.name.as_str()) {
        ask_names!(place, found, "name" => &server.name);
    }
    ask_names!(place, found,
        "host" => &server.host, "user" => &server.user, "key" => &server.key,
        "port" => &server.port);
    if let Some(fingerprint) = &server.fingerprint {
        ask_names!(place, found, "fingerprint" => fingerprint);
    }
    match &server.deploy_lock {
        None => {}
        Some(DeployLock::File(file)) => ask_names!(place, found, "deploy-lock" => file),
        Some(DeployLock::Timed(lock)) => {
            ask_names!(place.key("deploy-lock"), found, "file" => &lock.file, "timeout" => &lock.timeout);
        }
    }
}

/// Whom GitHub asks: each with a name, nobody twice, and no more than GitHub takes.
fn in_reviewers(reviewers: &[Reviewer], place: &Place, found: &mut Vec<Diagnostic>) {
    let each = |index: usize| match &reviewers[index] {
        Reviewer::Account(name) => (name.rule(), name.as_str(), place.index(index).key("account")),
        Reviewer::Team(name) => (name.rule(), name.as_str(), place.index(index).key("team")),
    };
    for index in 0..reviewers.len() {
        let (rule, name, place) = each(index);
        ask(rule, name, &place, found);
    }
    let same = |reviewer: &Reviewer| match reviewer {
        Reviewer::Account(name) => (0, name.as_str().to_lowercase()),
        Reviewer::Team(name) => (1, name.as_str().to_lowercase()),
    };
    for (first, second) in repeated(reviewers, same) {
        let ((_, _, first), (_, name, second)) = (each(first), each(second));
        found.push(two_of("reviewer", name, &first, &second, "name each reviewer once"));
    }
    if reviewers.len() > Reviewer::MOST {
        found.push(Diagnostic::new(
            format!("there are more than {} reviewers", Reviewer::MOST),
            &place.index(Reviewer::MOST),
            "one too many",
            "name a team: one of its members is enough",
        ));
    }
}

fn in_repository(repository: &Repository, owner: &Place, found: &mut Vec<Diagnostic>) {
    ask_names!(owner, found, "name" => &repository.name);
    ask(&rule::DESCRIBED_IN, &repository.described_in, owner, found);
    for (index, secret) in repository.secrets.iter().enumerate() {
        let place = owner.key("secrets").index(index).in_words("its secrets");
        ask_names!(place, found, "name" => &secret.name);
        if let Some(value) = &secret.default {
            ask(&rule::LINE, value, &place.key("default").written_at(secret.name.written_at()), found);
        }
        in_accepted(&secret.ignore, &place, found);
    }
    for (index, document) in repository.stale_documents.iter().enumerate() {
        let place = owner.key("stale-documents").index(index).written_at(document.written_at());
        ask(document.rule(), document.as_str(), &place, found);
    }
    in_accepted(&repository.ignore, owner, found);
    for (index, service) in repository.services.iter().enumerate() {
        let service_place = owner.service(index);
        for (index, build) in service.builds.iter().enumerate() {
            in_build(build, &service_place.build(index, build), found);
        }
        for (index, deployment) in service.deployments.iter().enumerate() {
            in_deployment(deployment, &service_place.deployment(index, deployment), found);
        }
    }
    if let Some(assistant) = &repository.assistant {
        let place = owner.assistant(assistant);
        in_assistant(assistant, &place, found);
    }
}

fn in_assistant(assistant: &Assistant, place: &Place, found: &mut Vec<Diagnostic>) {
    ask_names!(place, found, "workflow" => &assistant.workflow, "token" => &assistant.token,
        "trigger-phrase" => &assistant.trigger_phrase, "model" => &assistant.model);
    in_file(&assistant.file, &assistant.workflow, place, found);
    in_accepted(&assistant.ignore, place, found);
}

/// A file that is derived from its workflow's name is no name when that is none: it is told once.
fn in_file(file: &FileName, workflow: &WorkflowName, place: &Place, found: &mut Vec<Diagnostic>) {
    if file.as_str() == ".yml" && !workflow.rule().holds(workflow.as_str()) {
        return;
    }
    if file.as_str() == ".yml" {
        let fix = (
            "its name has no letters to make one from; name it, such as `file: build.yml`",
            "its name has no letters to make one from; name it, such as `file: \"build.yml\".into()`",
        );
        found.push(missing("file", &place.key("file"), fix));
    } else {
        ask_names!(place, found, "file" => file);
    }
}

fn in_build(build: &Build, place: &Place, found: &mut Vec<Diagnostic>) {
    ask_names!(place, found, "workflow" => &build.workflow, "registry" => &build.registry);
    in_file(&build.file, &build.workflow, place, found);
    in_accepted(&build.ignore, place, found);
    for (index, branch) in build.branches.iter().enumerate() {
        if !rule::BRANCH.holds(branch.as_str()) {
            let place = place.key("branches").index(index).written_at(branch.written_at());
            ask(&rule::BRANCH, branch.as_str(), &place, found);
        }
    }
    if let Some(stage) = &build.target {
        ask_names!(place, found, "target" => stage);
    }
    if let Some(stage) = &build.test_target {
        ask_names!(place, found, "test-target" => stage);
    }
    if let Some(concurrency) = &build.concurrency {
        ask_names!(place.key("concurrency"), found, "group" => &concurrency.group);
    }
    if let Some(scope) = build.cache.as_ref().and_then(|cache| cache.scope.as_ref()) {
        ask_names!(place.key("cache"), found, "scope" => scope);
    }
    in_login(build.registry_login.as_ref(), place, found);
    in_platforms(&build.platforms, &place.key("platforms").in_words("platforms"), found);
    in_cached(&build.cache_mounts, &place.key("cache-mounts").in_words("cache mount"), found);
    in_variables(
        &build.build_args,
        (&rule::VALUE, &["HOME", "PATH"]),
        &place.key("build-args").in_words("build arguments"),
        found,
    );
    in_mounts(&build.build_secrets, &place.key("build-secrets").in_words("build secrets"), found);
    for (index, tag) in build.tags.iter().enumerate() {
        in_tag(tag, &place.key("tags").index(index), found);
    }
}

fn in_login(login: Option<&RegistryLogin>, place: &Place, found: &mut Vec<Diagnostic>) {
    if let Some(login) = login {
        ask_names!(place.key("registry-login").in_words("registry login"), found, "username" => &login.username);
    }
}

fn in_tag(tag: &Tag, place: &Place, found: &mut Vec<Diagnostic>) {
    match tag {
        Tag::Named(name) => ask(&rule::TAG, name, &place.key("named"), found),
        Tag::NamedAndShortSha(name) => ask(&rule::TAG, name, &place.key("named-and-short-sha"), found),
        Tag::LatestOn(branch) => ask(&rule::BRANCH, branch.as_str(), &place.key("latest-on"), found),
        Tag::Branch | Tag::BranchAndShortSha => {}
    }
}

/// The platforms of a build: each one that can be built, and none twice.
fn in_platforms(platforms: &[Platform], place: &Place, found: &mut Vec<Diagnostic>) {
    let each = |index: usize| place.index(index).written_at(platforms[index].written_at());
    for (index, platform) in platforms.iter().enumerate() {
        ask(platform.rule(), platform.as_str(), &each(index), found);
    }
    for (first, second) in repeated(platforms, |platform| platform) {
        let name = platforms[second].as_str();
        found.push(two_of("platform", name, &each(first), &each(second), "name each platform once"));
    }
}

/// The folders of a build's cache.
fn in_cached(folders: &[CacheMount], place: &Place, found: &mut Vec<Diagnostic>) {
    for (index, folder) in folders.iter().enumerate() {
        let place = place.index(index);
        ask_names!(place, found, "source" => &folder.source, "target" => &folder.target);
        for (index, files) in folder.key_files.iter().enumerate() {
            ask(
                files.rule(),
                files.as_str(),
                &place.key("key-files").index(index).written_at(files.written_at()),
                found,
            );
        }
    }
}

/// Variables of one place: each with a name, no name twice, and literals that can travel. A step has them all in its own
/// environment, where it needs some names itself.
fn in_variables(variables: &[Variable], (value, needed): (&Rule, &[&str]), place: &Place, found: &mut Vec<Diagnostic>) {
    let each = |index: usize| place.variable(&variables[index]);
    for (index, variable) in variables.iter().enumerate() {
        if !rule::VARIABLE.holds(variable.name()) {
            ask(&rule::VARIABLE, variable.name(), &each(index), found);
        }
        if needed.contains(&variable.name()) {
            found.push(Diagnostic::new(
                format!("`{}` cannot be the name of a variable here", variable.name()),
                &each(index),
                "",
                "choose another name: the step that hands it over finds its programs and its login by this one",
            ));
        }
        if let Some(text) = variable.literal() {
            ask(value, text, &each(index), found);
        }
    }
    for (first, second) in repeated(variables, Variable::name) {
        let fix = "keep one of them: nobody could tell which one holds";
        found.push(two_of("variable", variables[second].name(), &each(first), &each(second), fix));
    }
}

/// Secret mounts of one build: each with an id, and no id twice.
fn in_mounts(mounts: &[BuildSecret], place: &Place, found: &mut Vec<Diagnostic>) {
    let each = |index: usize| place.index(index).written_at(mounts[index].id.written_at());
    for (index, mount) in mounts.iter().enumerate() {
        ask_names!(each(index), found, "id" => &mount.id);
    }
    for (first, second) in repeated(mounts, |mount| &mount.id) {
        let (first, name) = (each(first).key("id"), mounts[second].id.as_str());
        found.push(two_of("build secret", name, &first, &each(second).key("id"), "give each an id of its own"));
    }
}

fn in_deployment(deployment: &Deployment, place: &Place, found: &mut Vec<Diagnostic>) {
    ask_names!(place, found, "workflow" => &deployment.workflow);
    in_file(&deployment.file, &deployment.workflow, place, found);
    in_accepted(&deployment.ignore, place, found);
    in_tag(&deployment.image_tag, &place.key("image-tag"), found);
    in_login(deployment.registry_login.as_ref(), place, found);
    if let Some(file) = &deployment.env_file {
        ask_names!(place.clone().in_words("environment file"), found, "env-file" => file);
        if deployment.environment_file().is_none() {
            let fix = "remove `env-file`, or add `env` with the variables of the service";
            let message = "nothing is written to the environment file";
            found.push(Diagnostic::new(message, &place.key("env-file").written_at(file.written_at()), "", fix));
        }
    }
    in_variables(
        &deployment.env,
        (&rule::LINE, &["PATH"]),
        &place.key("env").in_words("environment of the service"),
        found,
    );
    if let Some(manager) = &deployment.aws_secrets_manager {
        let place = place.key("aws-secrets-manager").in_words("AWS Secrets Manager");
        ask_names!(place, found, "secret-id" => &manager.secret_id);
        if let AwsCredentials::Role(role) = &manager.credentials {
            ask_names!(place.key("credentials"), found, "role-to-assume" => &role.role_to_assume);
        }
        if !deployment.env.is_empty() {
            let fix = "remove `env`, and keep its values in that secret; or remove `aws-secrets-manager`";
            let message = "the environment of the service comes from `env` and from AWS Secrets Manager";
            found.push(Diagnostic::new(message, &place, "only one of them can be used", fix));
        }
    }
    let place = place.key("rollout");
    match &deployment.rollout {
        Rollout::Compose(rollout) => {
            let place = place.key("compose");
            in_wait(&rollout.wait, &place, found);
            ask_names!(place, found, "file" => &rollout.file, "directory" => &rollout.directory);
            if let Some(network) = &rollout.network {
                ask_names!(place, found, "network" => network);
            }
            in_smoke_tests(&rollout.smoke_tests, &place, found);
        }
        Rollout::DockerRun(rollout) => {
            let place = place.key("docker-run");
            in_wait(&rollout.wait, &place, found);
            ask_names!(place, found, "container" => &rollout.container, "directory" => &rollout.directory);
            if let Some(network) = &rollout.network {
                ask_names!(place, found, "network" => network);
            }
            in_container_options(&rollout.container_options, &place, found);
            in_smoke_tests(&rollout.smoke_tests, &place, found);
        }
        Rollout::BlueGreen(rollout) => {
            let place = place.key("blue-green");
            in_blue_green(rollout, &place, found);
            ask_names!(place.clone().in_words("nginx file"), found, "nginx-file" => &rollout.nginx_file);
            let patience = place.key("timeouts");
            let Timeouts { lock, pull, health, smoke_test, reload, drain, stop, poll } = &rollout.timeouts;
            limit(pull, &patience.key("pull"), found);
            limit(smoke_test, &patience.key("smoke-test"), found);
            ask_names!(patience, found, "lock" => lock, "health" => health, "reload" => reload, "drain" => drain,
                "stop" => stop, "poll" => poll);
            in_verification(&rollout.checks, &place.key("checks").in_words("checks"), found);
            if rollout.ports.blue == rollout.ports.green {
                found.push(one_port(&place.key("ports"), rollout.ports.green));
            }
        }
    }
}

fn in_blue_green(rollout: &BlueGreenRollout, place: &Place, found: &mut Vec<Diagnostic>) {
    ask_names!(place, found, "app" => &rollout.app, "directory" => &rollout.directory,
        "smoke-test" => &rollout.smoke_test);
    if let Scripts::InRepository(folder) = &rollout.scripts {
        ask_names!(place.key("scripts"), found, "in-repository" => folder);
    }
    if let Some(network) = &rollout.network {
        ask_names!(place, found, "network" => network);
    }
    if let Some(url) = &rollout.live_url {
        ask_names!(place, found, "live-url" => url);
    }
    in_container_options(&rollout.container_options, place, found);
}

fn in_wait(wait: &Wait, place: &Place, found: &mut Vec<Diagnostic>) {
    match wait {
        Wait::For(time) => ask_names!(place, found, "wait" => time),
        Wait::Healthy(wait) => {
            let place = place.key("wait");
            limit(&wait.healthy, &place.key("healthy"), found);
            ask_names!(place, found, "monitor" => &wait.monitor);
        }
    }
}

fn in_smoke_tests(tests: &[SmokeTest], place: &Place, found: &mut Vec<Diagnostic>) {
    for (index, test) in tests.iter().enumerate() {
        ask_names!(place.key("smoke-tests").index(index), found, "url" => &test.url, "timeout" => &test.timeout);
    }
}

fn in_container_options(options: &[ContainerOption], place: &Place, found: &mut Vec<Diagnostic>) {
    for (index, option) in options.iter().enumerate() {
        let place = place.key("container-options").index(index).written_at(option.written_at());
        ask(option.rule(), option.as_str(), &place, found);
        // What follows no option is the image to docker.
        let follows = index.checked_sub(1).and_then(|before| options.get(before));
        let follows = follows.is_some_and(|before| before.as_str().starts_with('-') && !before.as_str().contains('='));
        if !follows && !option.as_str().starts_with('-') {
            let meant = option.as_str().contains('=').then(|| format!("--{option}"));
            let rule = "begin it with `--`: what belongs to no option is the image to docker";
            found.push(invalid(&place, option.as_str(), "option of `docker run`", rule, meant.as_deref()));
        }
    }
}

fn in_verification(verification: &Checks, place: &Place, found: &mut Vec<Diagnostic>) {
    for (key, checks) in [("before", &verification.before), ("after", &verification.after)] {
        for (index, check) in checks.iter().enumerate() {
            let place = place.key(key).index(index).key(check.word());
            if let Some(container) = check.container() {
                ask_names!(place, found, "container" => container);
            }
            match check {
                Check::LiveAnswer { path, .. } => ask_names!(place, found, "path" => path),
                Check::Address { url, timeout, .. } => {
                    ask_names!(place, found, "url" => url, "timeout" => timeout);
                }
                Check::PostgresQuery { user, database, .. } => {
                    ask_names!(place, found, "user" => user, "database" => database);
                }
                _ => {}
            }
        }
    }
}

/// The programs that are given these limits take 0 for no limit at all.
fn limit(duration: &Duration, place: &Place, found: &mut Vec<Diagnostic>) {
    if !duration.rule().holds(duration.as_str()) {
        ask(duration.rule(), duration.as_str(), &place.clone().written_at(duration.written_at()), found);
    } else if duration.seconds() == 0 {
        let rule = "use at least 1 second; 0 would be no limit at all";
        found.push(invalid(place, duration.as_str(), "time limit", rule, None));
    }
}

/// Both colors of a rollout have one port.
fn one_port(ports: &Place, port: Port) -> Diagnostic {
    let (place, first) = (ports.key("green"), ports.key("blue"));
    Diagnostic::new(
        format!("blue and green have one port, {port}"),
        &place,
        "green's",
        "give each color a port of its own: both containers run while nginx switches from one to the other",
    )
    .related(&first, "blue's")
    .rests_on([first.path().clone()])
}
