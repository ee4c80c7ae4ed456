//! Text that is taken as it stands where its writer meant what a secret, an expression or a shell's variable holds, and a
//! value where the name of a secret belongs.

use crate::description::{
    BlueGreenRollout, Build, Check, ContainerOption, Deployment, Organization, RegistryLogin, Repository, Rollout,
    Rule, SecretName, SmokeTest, Variable, rule,
};
use crate::diagnostic::{Diagnostic, Fix, Place};
use std::collections::BTreeSet;

/// What a text names that is taken as it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reference<'a> {
    /// An expression of GitHub's, and the secret in it.
    Expression(Option<&'a str>),
    /// A shell's variable.
    ShellVariable(&'a str),
    /// A secret that is declared, by its name alone.
    Secret(&'a str),
    /// What looks like the name of a secret, and is declared nowhere.
    SecretLike(&'a str),
}

/// The contexts of GitHub's expressions that people write without the delimiters.
const CONTEXTS: [&str; 6] = ["secrets.", "vars.", "env.", "github.", "inputs.", "steps."];

impl<'a> Reference<'a> {
    /// What a text refers to; nothing where it can be meant as it stands.
    pub fn of(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let is_bare = |context: &str| {
            text.strip_prefix(context).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(is_part_of_name))
        };
        if (text.contains("{{") && text.contains("}}"))
            || text.contains(OPENING)
            || CONTEXTS.iter().any(|it| is_bare(it))
        {
            let secret =
                text.split_once("secrets.").map(|(_, rest)| leading_name(rest)).filter(|name| !name.is_empty());
            return Some(Self::Expression(secret));
        }
        let rest = text.strip_prefix('$')?;
        let name = leading_name(rest.strip_prefix('{').unwrap_or(rest));
        rule::is_constant(name).then_some(Self::ShellVariable(name))
    }

    /// What it is, in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Expression(_) => "is an expression",
            Self::ShellVariable(_) => "is a variable of a shell",
            Self::Secret(_) => "is the name of a secret",
            Self::SecretLike(_) => "looks like the name of a secret",
        }
    }

    /// The secret that is meant, where that can be told.
    pub fn secret(self) -> Option<&'a str> {
        match self {
            Self::Expression(secret) => secret,
            Self::ShellVariable(name) | Self::Secret(name) | Self::SecretLike(name) => Some(name),
        }
    }
}

/// How an expression of GitHub's begins.
const OPENING: &str = concat!("$", "{{");

const fn is_part_of_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn leading_name(text: &str) -> &str {
    text.split(|next: char| !next.is_ascii_alphanumeric() && next != '_').next().unwrap_or_default()
}

/// A text that its rule refuses, where the name of a secret or an expression was written instead.
pub(super) fn instead_of_text(rule: &Rule, text: &str, place: &Place) -> Option<Diagnostic> {
    let is_name =
        || (rule::is_constant(text) && rule.instead_of(text).is_none()).then_some(Reference::SecretLike(text));
    if rule.what == rule::SECRET.what {
        return None;
    }
    let reference = Reference::of(text).or_else(is_name)?;
    Some(not_text(reference, text, place, as_it_is(rule, text)))
}

/// What to write instead of a reference, where a rule says what belongs here.
fn as_it_is(rule: &Rule, text: &str) -> String {
    if rule.what != rule::REGISTRY_USER.what {
        format!("write the value itself: {}", rule.words)
    } else if text.to_ascii_lowercase().contains("actor") {
        "without `registry-login`, `GITHUB_TOKEN` logs in as whoever started the run; another account is written as it is, such as `deployer`"
            .to_owned()
    } else {
        "write the account's name itself, such as `deployer`; only the `password` is read from a secret".to_owned()
    }
}

/// A text that is taken as it stands, and names what would hold the value.
fn not_text(reference: Reference<'_>, text: &str, place: &Place, fix: impl Into<Fix>) -> Diagnostic {
    let key = place.path().last_key();
    let message = format!("`{}` {}, but `{key}` is taken as it stands", text.escape_debug(), reference.words());
    Diagnostic::new(message, place, "nothing replaces this text", fix)
}

/// What to write where `text` is not a valid secret name, but `key` takes one.
pub fn secret_instead_of(text: &str, key: &str) -> String {
    let words = rule::SECRET.words;
    if let Some(name) = Reference::of(text).and_then(Reference::secret).filter(|name| rule::SECRET.holds(name)) {
        return format!("write the secret's name alone: `{name}`");
    }
    // Where it is declared nobody writes its value.
    if key == "name" {
        let meant = rule::SECRET.instead_of(text).map_or_else(String::new, |meant| format!("write `{meant}`; "));
        return meant + words;
    }
    if let (false, Some(meant)) = (is_value(text), rule::SECRET.instead_of(text)) {
        return format!("write the name of the secret that holds the value, such as `{meant}`: {words}");
    }
    let example = key.to_ascii_uppercase().replace('-', "_");
    format!(
        "`{key}` takes the name of a secret: store the value in a secret on GitHub, and write its name here, such as \
         `{example}`"
    )
}

/// Whether a text is a value rather than a name: a number, an address, a path, a region.
fn is_value(text: &str) -> bool {
    let is_region = || text.split('-').count() > 2 && text.ends_with(|last: char| last.is_ascii_digit());
    text.is_empty()
        || text.len() > 50
        || text.starts_with(|first: char| first.is_ascii_digit())
        || text.contains(|next: char| !next.is_ascii_alphanumeric() && !matches!(next, '_' | '-'))
        || is_region()
}

/// The environments whose names are taken as they stand, and are expressions.
pub(super) fn of_environments(organization: &Organization) -> Vec<Diagnostic> {
    let each = organization.environments.iter().enumerate();
    let wrong = each.filter_map(|(index, environment)| {
        let name = environment.name.as_str();
        let reference = Reference::of(name).filter(|_| environment.name.rule().holds(name))?;
        let place = Place::environment(index, environment).key("name");
        Some(not_text(reference, name, &place, as_it_is(environment.name.rule(), name)))
    });
    wrong.collect()
}

/// The texts of a repository that are taken as they stand, and name something.
pub(super) fn problems(organization: &Organization, repository: &Repository, owner: &Place) -> Vec<Diagnostic> {
    let of_servers = organization.environments.iter().flat_map(|environment| environment.server.secrets());
    let secrets = repository.secrets.iter().map(|secret| &secret.name).chain(of_servers);
    let mut look = Look { secrets: secrets.map(SecretName::as_str).collect(), found: Vec::new() };
    for (index, secret) in repository.secrets.iter().enumerate() {
        if let Some(text) = &secret.default {
            let place = owner.key("secrets").index(index).in_words("its secrets").written_at(secret.name.written_at());
            look.text(text, &place.key("default"), "write the value itself");
        }
    }
    for (index, service) in repository.services.iter().enumerate() {
        let owner = owner.service(index);
        for (index, build) in service.builds.iter().enumerate() {
            look.build(build, &owner.build(index, build));
        }
        for (index, deployment) in service.deployments.iter().enumerate() {
            look.deployment(deployment, &owner.deployment(index, deployment));
        }
    }
    if let Some(assistant) = &repository.assistant {
        let place = owner.assistant(assistant);
        look.text(assistant.workflow.as_str(), &place.key("workflow"), "write the name itself");
        look.text(assistant.trigger_phrase.as_str(), &place.key("trigger-phrase"), "write the words themselves");
    }
    look.found
}

/// A look at the texts of a repository.
struct Look<'a> {
    /// The names of the secrets that are declared.
    secrets: BTreeSet<&'a str>,
    found: Vec<Diagnostic>,
}

impl<'a> Look<'a> {
    fn reference(&self, text: &'a str) -> Option<Reference<'a>> {
        Reference::of(text).or_else(|| self.secrets.contains(text).then_some(Reference::Secret(text)))
    }

    fn text(&mut self, text: &'a str, place: &Place, help: &str) {
        if let Some(reference) = self.reference(text) {
            self.found.push(not_text(reference, text, place, help));
        }
    }

    /// A text with a rule; what the rule refuses is told by the rule.
    fn ruled(&mut self, rule: &Rule, text: &'a str, place: &Place) {
        if rule.holds(text) {
            self.text(text, place, &as_it_is(rule, text));
        }
    }

    fn build(&mut self, build: &'a Build, place: &Place) {
        self.text(build.workflow.as_str(), &place.key("workflow"), "write the name itself");
        for (index, branch) in build.branches.iter().enumerate() {
            let place = place.key("branches").index(index).written_at(branch.written_at());
            self.ruled(branch.rule(), branch.as_str(), &place);
        }
        self.login(build.registry_login.as_ref(), place);
        self.ruled(build.registry.rule(), build.registry.as_str(), &place.key("registry"));
        if let Some(concurrency) = &build.concurrency {
            let help = "write a name of your own, such as `build-main`: it is the name of a concurrency group";
            self.text(concurrency.group.as_str(), &place.key("concurrency").key("group"), help);
        }
        for (key, stage) in [("target", &build.target), ("test-target", &build.test_target)] {
            if let Some(stage) = stage {
                self.ruled(stage.rule(), stage.as_str(), &place.key(key));
            }
        }
        self.variables(&build.build_args, &place.key("build-args").in_words("build arguments"));
    }

    fn deployment(&mut self, deployment: &'a Deployment, place: &Place) {
        self.text(deployment.workflow.as_str(), &place.key("workflow"), "write the name itself");
        self.login(deployment.registry_login.as_ref(), place);
        self.variables(&deployment.env, &place.key("env").in_words("environment of the service"));
        if let Some(manager) = &deployment.aws_secrets_manager {
            let place = place.key("aws-secrets-manager").key("secret-id").in_words("AWS Secrets Manager");
            self.ruled(manager.secret_id.rule(), manager.secret_id.as_str(), &place);
        }
        let place = place.key("rollout");
        match &deployment.rollout {
            Rollout::Compose(rollout) => {
                let place = place.key("compose");
                if let Some(network) = &rollout.network {
                    self.ruled(network.rule(), network.as_str(), &place.key("network"));
                }
                self.smoke_tests(&rollout.smoke_tests, &place);
            }
            Rollout::DockerRun(rollout) => {
                let place = place.key("docker-run");
                let container = &rollout.container;
                self.ruled(container.rule(), container.as_str(), &place.key("container"));
                if let Some(network) = &rollout.network {
                    self.ruled(network.rule(), network.as_str(), &place.key("network"));
                }
                self.container_options(&rollout.container_options, &place);
                self.smoke_tests(&rollout.smoke_tests, &place);
            }
            Rollout::BlueGreen(rollout) => self.blue_green(rollout, &place.key("blue-green")),
        }
    }

    fn blue_green(&mut self, rollout: &'a BlueGreenRollout, place: &Place) {
        self.ruled(rollout.app.rule(), rollout.app.as_str(), &place.key("app"));
        if let Some(network) = &rollout.network {
            self.ruled(network.rule(), network.as_str(), &place.key("network"));
        }
        self.ruled(rollout.smoke_test.rule(), rollout.smoke_test.as_str(), &place.key("smoke-test"));
        if let Some(url) = &rollout.live_url {
            self.ruled(url.rule(), url.as_str(), &place.key("live-url"));
        }
        self.container_options(&rollout.container_options, place);
        let verification = &rollout.checks;
        for (key, checks) in [("before", &verification.before), ("after", &verification.after)] {
            for (index, check) in checks.iter().enumerate() {
                let place = place.key("checks").key(key).index(index).key(check.word()).in_words("checks");
                self.check(check, &place);
            }
        }
    }

    fn smoke_tests(&mut self, tests: &'a [SmokeTest], place: &Place) {
        for (index, test) in tests.iter().enumerate() {
            let place = place.key("smoke-tests").index(index).key("url");
            self.ruled(test.url.rule(), test.url.as_str(), &place);
        }
    }

    fn container_options(&mut self, options: &'a [ContainerOption], place: &Place) {
        for (index, option) in options.iter().enumerate() {
            let place = place.key("container-options").index(index).written_at(option.written_at());
            // The value of `--env` stands behind a name of its own.
            let value = option.as_str().rsplit_once('=').map_or(option.as_str(), |(_, value)| value);
            if Reference::of(value).is_some() {
                let help = "write the value itself; a secret reaches the container through `env`";
                self.text(value, &place, help);
            }
        }
    }

    fn check(&mut self, check: &'a Check, place: &Place) {
        if let Some(container) = check.container() {
            self.ruled(container.rule(), container.as_str(), &place.key("container"));
        }
        match check {
            Check::LiveAnswer { path, contains } => {
                self.ruled(path.rule(), path.as_str(), &place.key("path"));
                self.text(contains, &place.key("contains"), "write the text itself");
            }
            Check::Address { url, .. } => self.ruled(url.rule(), url.as_str(), &place.key("url")),
            Check::PostgresQuery { user, database, query, .. } => {
                self.ruled(user.rule(), user.as_str(), &place.key("user"));
                self.ruled(database.rule(), database.as_str(), &place.key("database"));
                self.text(query, &place.key("query"), "write the query itself");
            }
            _ => {}
        }
    }

    fn login(&mut self, login: Option<&'a RegistryLogin>, place: &Place) {
        let Some(RegistryLogin { username: user, .. }) = login else { return };
        let (rule, text) = (user.rule(), user.as_str());
        let place =
            place.key("registry-login").key("username").in_words("registry login").written_at(user.written_at());
        // `USERNAME` is a secret's name more often than anybody's.
        let ends = ["USER", "USERNAME", "LOGIN", "ACTOR"];
        let is_role = rule::is_constant(text) && ends.iter().any(|end| text.ends_with(end));
        let reference = self.reference(text).or_else(|| is_role.then_some(Reference::SecretLike(text)));
        if let Some(reference) = reference.filter(|_| rule.holds(text)) {
            self.found.push(not_text(reference, text, &place, as_it_is(rule, text)));
        }
    }

    fn variables(&mut self, variables: &'a [Variable], place: &Place) {
        for variable in variables {
            let Some(value) = variable.literal() else { continue };
            let name = variable.name();
            let is_own = name == value && rule::is_constant(value) && value.contains('_');
            let own = || is_own.then_some(Reference::SecretLike(value));
            let Some(reference) = self.reference(value).or_else(own) else { continue };
            let place = place.variable(variable);
            let fix = match reference.secret().filter(|secret| rule::SECRET.holds(secret)) {
                None => Fix::from("write the value itself"),
                Some(secret) => Fix::from((
                    format!("take the value from the secret: `{name}: {{ secret: {secret} }}`"),
                    if secret == name {
                        format!("take the value from the secret: `secret(\"{secret}\")`")
                    } else {
                        format!(
                            "take the value from the secret: `VariableValue::Held(HeldValue::Secret(\"{secret}\".into()))`"
                        )
                    },
                )),
            };
            self.found.push(not_text(reference, value, &place, fix));
        }
    }
}
