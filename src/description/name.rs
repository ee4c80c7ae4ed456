//! Names and amounts: a type each, so that one is never taken for another.

use super::rule::{self, Rule};
use actions::Anchor;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt::{self, Display, Formatter};
use std::panic::Location;

/// Declares a kind of name: its rule, and an example for the schema.
macro_rules! names {
    ($($(#[$doc:meta])* $name:ident($rule:ident, $example:literal))*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
            #[serde(transparent)]
            #[schemars(extend("pattern" = rule::$rule.pattern, "examples" = [$example]))]
            pub struct $name(Cow<'static, str>, #[serde(skip)] Anchor);

            impl $name {
                /// What such a name looks like.
                pub const fn rule(&self) -> &'static Rule {
                    &rule::$rule
                }

                /// The name as it stands in a description.
                #[track_caller]
                pub const fn new(name: &'static str) -> Self {
                    Self(Cow::Borrowed(name), Anchor::here())
                }

                /// The name's text.
                pub fn as_str(&self) -> &str {
                    &self.0
                }

                /// The line of Rust that wrote it, where one did.
                pub const fn written_at(&self) -> Option<&'static Location<'static>> {
                    self.1.place()
                }
            }

            impl From<&'static str> for $name {
                #[track_caller]
                fn from(name: &'static str) -> Self {
                    Self::new(name)
                }
            }

            impl From<String> for $name {
                fn from(name: String) -> Self {
                    Self(Cow::Owned(name), Anchor::nowhere())
                }
            }

            impl Display for $name {
                fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
                    formatter.write_str(&self.0)
                }
            }
        )*
    };
}

names! {
    /// A branch, such as `main`.
    Branch(BRANCH, "main")
    /// An environment of the repositories' settings, such as `production`.
    EnvironmentName(ENVIRONMENT, "production")
    /// An account on GitHub, such as `octocat`.
    AccountName(ACCOUNT, "octocat")
    /// A team of the organisation as its address has it, such as `releases`.
    TeamName(TEAM, "releases")
    /// A workflow's name, as GitHub shows it; unique in its repository.
    WorkflowName(TITLE, "Build")
    /// A workflow's file below `.github/workflows`, such as `build.yml`.
    FileName(FILE, "build.yml")
    /// A repository's name, without its owner.
    RepositoryName(REPOSITORY, "shop")
    /// A secret's name, such as `DEPLOY_KEY`.
    SecretName(SECRET, "DEPLOY_KEY")
    /// The id by which a Dockerfile asks for a secret, such as `npm`.
    BuildSecretId(MOUNT, "npm")
    /// A server's name in the generated tree, such as `production`.
    ServerName(SERVER, "production")
    /// An absolute path on a server.
    HostPath(DIRECTORY, "/srv/shop")
    /// A role in AWS, such as `arn:aws:iam::123456789012:role/deploy`.
    RoleArn(ROLE_ARN, "arn:aws:iam::123456789012:role/deploy")
    /// The code of one of lint's rules, such as `D101`.
    RuleCode(RULE_CODE, "D101")
    /// Why something is accepted.
    Reason(REASON, "the host is replaced in March")
    /// A variable of a build or of a running service, such as `PORT`.
    VariableName(VARIABLE, "PORT")
    /// A time in hours, minutes and seconds, such as `1m30s`.
    Duration(DURATION, "1m30s")
    /// A time in seconds or milliseconds, such as `200ms`.
    Interval(INTERVAL, "200ms")
    /// The name of a concurrency group, such as `build-main`.
    GroupName(GROUP, "build-main")
    /// The name of a cache of layers, such as `web`.
    CacheScope(CACHE_SCOPE, "web")
    /// A container on a server, such as `shop-postgres`.
    ContainerName(CONTAINER, "shop-postgres")
    /// A file or a folder in a repository, from its top on, such as `deploy/compose.yml`.
    RepositoryPath(REPOSITORY_PATH, "deploy/compose.yml")
    /// A file in a rollout's folder, such as `.env`.
    HostFile(HOST_FILE, ".env")
    /// Files of a repository, such as `package-lock.json` or `**/go.sum`.
    FilePattern(FILE_PATTERN, "package-lock.json")
    /// A folder in the image that is built, such as `/root/.npm`.
    ImagePath(IMAGE_FOLDER, "/root/.npm")
    /// A stage of a Dockerfile, such as `production`.
    StageName(STAGE, "production")
    /// What a rollout's containers have in common, such as `shop` of `shop-blue` and `shop-green`.
    ApplicationName(APPLICATION, "shop")
    /// A docker network, such as `shop`.
    NetworkName(NETWORK, "shop")
    /// One argument of `docker run`: an option, or an option's value.
    ContainerOption(CONTAINER_OPTION, "--init")
    /// A secret of AWS Secrets Manager, such as `shop/production`.
    AwsSecretName(AWS_SECRET, "shop/production")
    /// The path of an address, such as `/health`.
    UrlPath(URL_PATH, "/health")
    /// An address, such as `https://shop.example.com/health`.
    Address(ADDRESS, "https://shop.example.com/health")
    /// A user, or a database, of PostgreSQL.
    DatabaseName(DATABASE, "shop")
    /// An account of a registry, such as `deployer`.
    RegistryUser(REGISTRY_USER, "deployer")
    /// The words that call an assistant, such as `@claude`.
    TriggerPhrase(MENTION, "@claude")
    /// A model of an assistant.
    ModelName(MODEL, "claude-sonnet-4-5")
    /// What an image is built for, such as `linux/amd64`.
    Platform(PLATFORM, "linux/arm64")
    /// A registry's host, such as `ghcr.io`.
    Registry(REGISTRY, "ghcr.io")
}

impl Duration {
    /// The time in seconds; what is no duration has none.
    pub fn seconds(&self) -> u32 {
        total(self.as_str(), &[("h", 3600), ("m", 60), ("s", 1)])
    }
}

impl Interval {
    /// The time in milliseconds; what is no interval has none.
    pub fn milliseconds(&self) -> u32 {
        total(self.as_str(), &[("ms", 1), ("s", 1000)])
    }
}

/// The sum of a text's numbers, each of which a unit follows.
fn total(text: &str, units: &[(&str, u32)]) -> u32 {
    let mut total: u32 = 0;
    let mut rest = text;
    while !rest.is_empty() {
        let (digits, behind) = rest.split_at(rest.find(|next: char| !next.is_ascii_digit()).unwrap_or(rest.len()));
        let unit = units.iter().find_map(|(unit, seconds)| Some((behind.strip_prefix(unit)?, *seconds)));
        let (Ok(number), Some((behind, seconds))) = (digits.parse::<u32>(), unit) else { return 0 };
        total = total.saturating_add(number.saturating_mul(seconds));
        rest = behind;
    }
    total
}

impl Platform {
    /// The processor that has to be emulated to build for it on GitHub's Linux runners; none where they run it themselves.
    pub fn emulated(&self) -> Option<&str> {
        let architecture = self.as_str().split('/').nth(1)?;
        (!matches!(architecture, "amd64" | "386")).then_some(architecture)
    }
}

impl FileName {
    /// The file of a workflow whose description names none: its name in small letters, `-` for all else.
    pub fn of(workflow: &WorkflowName) -> Self {
        let small = workflow.as_str().to_lowercase();
        let words = small.split(|next: char| !next.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let name = words.collect::<Vec<_>>().join("-");
        Self(Cow::Owned(format!("{name}.yml")), workflow.1)
    }
}

/// No name yet: [`Organization::complete`](super::Organization::complete) derives it.
impl Default for FileName {
    fn default() -> Self {
        Self::from(String::new())
    }
}

/// No name yet: [`Organization::complete`](super::Organization::complete) derives it.
impl Default for ServerName {
    fn default() -> Self {
        Self::from(String::new())
    }
}

impl Default for Registry {
    /// GitHub's own registry.
    fn default() -> Self {
        Self::new("ghcr.io")
    }
}

impl Registry {
    /// Whether it is GitHub's, which alone takes the token of a run: `ghcr.io`, the older `docker.pkg.github.com`, and
    /// `containers.NAME.ghe.com` of an enterprise with data residency.
    ///
    /// Source: <https://docs.github.com/packages/learn-github-packages/introduction-to-github-packages#authenticating-to-github-packages>
    pub fn takes_run_token(&self) -> bool {
        let address = self.as_str().to_ascii_lowercase();
        let host = address.strip_suffix(":443").unwrap_or(&address);
        let of_enterprise = host.strip_prefix("containers.").and_then(|rest| rest.strip_suffix(".ghe.com"));
        matches!(host, "ghcr.io" | "docker.pkg.github.com")
            || of_enterprise.is_some_and(|name| !name.is_empty() && !name.contains('.'))
    }
}

/// Declares a kind of amount.
macro_rules! amounts {
    ($($(#[$doc:meta])* $name:ident($number:ty, from $least:literal))*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
            #[serde(transparent)]
            #[schemars(extend("minimum" = $least))]
            pub struct $name(pub $number);

            impl Display for $name {
                fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
                    self.0.fmt(formatter)
                }
            }
        )*
    };
}

amounts! {
    /// A time in minutes.
    Minutes(u32, from 1)
    /// A TCP port.
    Port(u16, from 1)
}

#[cfg(test)]
mod tests {
    use super::{Branch, Registry};

    #[test]
    fn a_runs_token_is_valid_in_githubs_registries_alone() {
        for githubs in ["ghcr.io", "GHCR.io:443", "docker.pkg.github.com", "containers.octocorp.ghe.com"] {
            assert!(Registry::from(githubs.to_owned()).takes_run_token(), "{githubs}");
        }
        for other in
            ["docker.io", "ghcr.io.example.org", "ghcr.io:5000", "containers..ghe.com", "containers.a.b.ghe.com"]
        {
            assert!(!Registry::from(other.to_owned()).takes_run_token(), "{other}");
        }
    }

    #[test]
    fn a_name_knows_its_line_and_is_equal_wherever_it_stands() {
        let first = Branch::new("main");
        let second = Branch::new("main");
        assert_eq!(first, second);
        let lines = [&first, &second].map(|name| name.written_at().map(|place| (place.file(), place.line())));
        assert_eq!(lines[0].map(|(file, line)| (file, line + 1)), lines[1]);
        assert_eq!(lines[0].map(|(file, _)| file), Some(file!()));
        assert_eq!(Branch::from("main".to_owned()).written_at(), None);
    }
}
