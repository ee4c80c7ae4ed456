//! What names look like: said once, for the schema that an editor reads and for the check of a description.

use regex_lite::Regex;
use std::sync::OnceLock;

/// What a kind of name looks like.
#[derive(Debug)]
pub struct Rule {
    /// What it is, such as `branch`.
    pub what: &'static str,
    /// The rule in words, as something to do.
    pub words: &'static str,
    /// The rule as a regular expression that every dialect understands.
    pub pattern: &'static str,
    /// How no such name begins, as GitHub keeps that for itself; empty where nothing is kept.
    pub reserved: &'static str,
    /// Whether every short name in capitals follows the rule, which spares asking the pattern: most names are of this kind.
    takes_constants: bool,
    /// What most people mean who write another name.
    repair: fn(&str) -> String,
    compiled: OnceLock<Option<Regex>>,
}

impl Rule {
    const fn new(what: &'static str, words: &'static str, pattern: &'static str) -> Self {
        Self {
            what,
            words,
            pattern,
            reserved: "",
            repair: str::to_owned,
            takes_constants: true,
            compiled: OnceLock::new(),
        }
    }

    const fn repaired_by(mut self, repair: fn(&str) -> String) -> Self {
        self.repair = repair;
        self
    }

    const fn keeping(mut self, reserved: &'static str) -> Self {
        self.reserved = reserved;
        self
    }

    /// Names of this kind have more to them than letters.
    const fn with_signs(mut self) -> Self {
        self.takes_constants = false;
        self
    }

    /// Whether a name follows the rule.
    pub fn holds(&self, name: &str) -> bool {
        if self.takes_constants && is_constant(name) {
            return self.reserved.is_empty() || !name.starts_with(self.reserved);
        }
        let pattern = self.compiled.get_or_init(|| Regex::new(self.pattern).ok());
        pattern.as_ref().is_some_and(|pattern| pattern.is_match(name))
            && (self.reserved.is_empty() || !name.starts_with(self.reserved))
    }

    /// A name that follows the rule, for one that does not; none where nobody can tell what is meant.
    pub fn instead_of(&self, name: &str) -> Option<String> {
        let repaired = (self.repair)(name.trim());
        (repaired != name && self.holds(&repaired)).then_some(repaired)
    }
}

fn joined_by(sign: char, name: &str) -> String {
    name.chars().map(|next| if next.is_ascii_alphanumeric() || next == '_' { next } else { sign }).collect()
}

/// What stands before the path of an address, without the protocol.
fn host(address: &str) -> String {
    let behind = address.split_once("://").map_or(address, |(_, behind)| behind);
    behind.split('/').next().unwrap_or_default().to_owned()
}

/// A platform as `BuildKit` writes it, of what docker and others call it.
fn platform(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let architecture = match name.strip_prefix("linux/").unwrap_or(&name) {
        "x86_64" | "x86-64" | "amd64/v1" => "amd64",
        "aarch64" | "arm64/v8" => "arm64",
        "arm" | "armv7" | "armhf" => "arm/v7",
        other => other,
    };
    format!("linux/{architecture}")
}

/// Whether a name is a capital, followed by capitals, digits and `_`, and short.
fn is_constant(name: &str) -> bool {
    name.len() <= 50
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A repository's name. Source: <https://docs.github.com/rest/repos/repos#create-an-organization-repository>
pub static REPOSITORY: Rule = Rule::new(
    "repository's name",
    "use letters, digits, `-`, `_` and `.`",
    r"^(\.?[A-Za-z0-9_-][A-Za-z0-9._-]*|\.\.[A-Za-z0-9._-]+)$",
)
.repaired_by(|name| joined_by('-', name));
/// A workflow's file.
pub static FILE: Rule = Rule::new(
    "workflow file's name",
    "end it with `.yml` or `.yaml`, and use letters, digits, `-`, `_` and `.` before",
    r"^[A-Za-z0-9._-]+\.ya?ml$",
)
.with_signs()
.repaired_by(|name| format!("{}.yml", joined_by('-', name)));
/// An account on GitHub; one that an enterprise manages ends in `_` and the enterprise's short code.
pub static ACCOUNT: Rule = Rule::new(
    "account on GitHub",
    "use the account's name as its address has it, such as `octocat`, without `@`",
    "^[A-Za-z0-9][A-Za-z0-9-]{0,38}(_[A-Za-z0-9]+)?$",
)
.with_signs()
.repaired_by(|name| name.trim_start_matches('@').to_owned());
/// A team on GitHub. Source: <https://docs.github.com/organizations/organizing-members-into-teams/about-teams>
pub static TEAM: Rule = Rule::new(
    "team on GitHub",
    "use the team's name as its address has it, such as `releases`, in small letters and without the organisation",
    "^[a-z0-9_][a-z0-9_-]*$",
)
.with_signs()
.repaired_by(|name| joined_by('-', name.rsplit('/').next().unwrap_or_default()).to_ascii_lowercase());
/// A secret. Source: <https://docs.github.com/actions/reference/security/secrets#naming-your-secrets>
pub static SECRET: Rule = Rule::new(
    "secret's name",
    "use capitals, digits and `_`, do not begin with a digit or with `GITHUB_`",
    "^[A-Z_][A-Z0-9_]*$",
)
.keeping("GITHUB_")
.repaired_by(|name| joined_by('_', name).to_ascii_uppercase());
/// The id of a secret that a Dockerfile mounts. Source: <https://docs.docker.com/build/building/secrets/>
pub static MOUNT: Rule = Rule::new(
    "id of a secret mount",
    "use letters, digits, `-`, `_` and `.`, as the Dockerfile's `RUN --mount=type=secret,id=...` does",
    "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
)
.repaired_by(|name| joined_by('-', name));
/// A variable of a build or of a running service.
pub static VARIABLE: Rule = Rule::new(
    "variable's name",
    "use letters, digits and `_`, and do not begin with a digit",
    "^[A-Za-z_][A-Za-z0-9_]*$",
)
.repaired_by(|name| joined_by('_', name));
/// A container. Source: <https://docs.docker.com/reference/cli/docker/container/run/#name>
pub static CONTAINER: Rule = Rule::new(
    "container's name",
    "use at least two letters, digits, `-`, `_` or `.`, and begin with a letter or a digit",
    "^[A-Za-z0-9][A-Za-z0-9_.-]+$",
)
.repaired_by(|name| joined_by('-', name));
/// A branch. Source: <https://git-scm.com/docs/git-check-ref-format>
pub static BRANCH: Rule = Rule::new(
    "branch",
    "name one branch, such as `main`, not a pattern: without spaces, `~^:?*[]\\`, `..` and `//`, and without `/` or `.` at its \
     ends",
    r"^[^\s\x00-\x1f\x7f~^:?*\[\]\\./-](\.?[^\s\x00-\x1f\x7f~^:?*\[\]\\./])*(/[^\s\x00-\x1f\x7f~^:?*\[\]\\./](\.?[^\s\x00-\x1f\x7f~^:?*\[\]\\./])*)*$",
);
/// A tag, with room for what is added to it. Source: <https://pkg.go.dev/github.com/distribution/reference>
pub static TAG: Rule = Rule::new(
    "image tag",
    "use at most 100 letters, digits, `-`, `_` and `.`, and begin with a letter, a digit or `_`",
    "^[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}$",
)
.repaired_by(|name| name.trim_start_matches(['-', '.']).to_owned());
/// A folder, or a file, on a server.
pub static DIRECTORY: Rule = Rule::new(
    "path on a server",
    "begin it with `/`, do not end it with `/`, and use letters, digits, `-`, `_` and `.` between",
    r"^(/\.?[A-Za-z0-9_-][A-Za-z0-9._-]*)+$",
)
.with_signs()
.repaired_by(|path| format!("/{}", path.trim_matches('/')));
/// A workflow's name.
pub static TITLE: Rule = Rule::new("workflow's name", "give it at least one letter, on one line", r"^[^\n]*\S[^\n]*$");
/// An environment. Source: <https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments>
pub static ENVIRONMENT: Rule = Rule::new(
    "environment's name",
    "use at most 255 characters on one line, without spaces around them",
    r"^\S(.{0,253}\S)?$",
);
/// A server's name, which becomes a folder.
pub static SERVER: Rule = Rule::new(
    "server's name",
    "use letters, digits, `-`, `_` and `.`, and do not begin with `.`",
    "^[A-Za-z0-9_-][A-Za-z0-9._-]*$",
)
.repaired_by(|name| joined_by('-', name));
/// Where something is described: it stands in a comment of each generated file, where a line break would end it.
pub static DESCRIBED_IN: Rule = Rule::new(
    "place of a description",
    "name a file, on one line and without control characters",
    r"^[^\x00-\x1f\x7f\x85\u2028\u2029]*$",
)
.repaired_by(|place| place.lines().next().unwrap_or_default().to_owned());
/// A role in AWS. Source: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns>
pub static ROLE_ARN: Rule = Rule::new(
    "role in AWS",
    "give its whole name, such as `arn:aws:iam::123456789012:role/deploy`; the role's page in AWS shows it as ARN",
    r"^arn:aws[a-z-]*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]*[A-Za-z0-9+=,.@_-]$",
)
.with_signs();
/// The code of a rule of `lint`.
pub static RULE_CODE: Rule = Rule::new(
    "rule's code",
    "use the code that `lint` prints, such as `D101`; `pipewright explain --all` tells all",
    "^[A-Z][0-9]{3}$",
)
.with_signs()
.repaired_by(str::to_ascii_uppercase);
/// Why a finding is accepted.
pub static REASON: Rule = Rule::new(
    "reason",
    "say why it is accepted, on one line",
    r"^[^
]*\S[^
]*$",
);
/// A document in a repository.
pub static DOCUMENT: Rule = Rule::new(
    "path of a document",
    "name a file by its path in the repository, such as `docs/deploy.md`",
    r"^[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*$",
);
/// What an image is built for: what `BuildKit` and QEMU build on GitHub's Linux runners.
///
/// Source: <https://github.com/tonistiigi/binfmt#build-test-and-run>
pub static PLATFORM: Rule = Rule::new(
    "platform",
    "write `linux/` and one of amd64, amd64/v2, amd64/v3, 386, arm64, arm/v7, arm/v6, riscv64, ppc64le, s390x, loong64, \
     mips64 and mips64le, such as `linux/arm64`",
    "^linux/(386|amd64(/v[23])?|arm/v[67]|arm64|loong64|mips64(le)?|ppc64le|riscv64|s390x)$",
)
.with_signs()
.repaired_by(platform);
/// A stage of a Dockerfile. Source: <https://docs.docker.com/build/building/multi-stage/#name-your-build-stages>
pub static STAGE: Rule = Rule::new(
    "stage of a Dockerfile",
    "use the name that stands after `AS`: letters, digits, `-`, `_` and `.`, and a letter first",
    "^[A-Za-z][A-Za-z0-9_.-]*$",
)
.repaired_by(|name| joined_by('-', name));
/// A folder of a repository. Its name stands in the key of a cache, which takes no comma.
pub static FOLDER: Rule = Rule::new(
    "folder of a repository",
    "name it by its path in the repository, such as `.next/cache`: letters, digits, `-`, `_`, `.` and `/`",
    r"^\.?[A-Za-z0-9_-][A-Za-z0-9._-]*(/\.?[A-Za-z0-9_-][A-Za-z0-9._-]*)*$",
)
.repaired_by(|path| path.trim_start_matches("./").trim_matches('/').to_owned());
/// A folder of an image, as a Dockerfile mounts it: between commas, and without quotes.
pub static IMAGE_FOLDER: Rule = Rule::new(
    "folder of an image",
    "begin it with `/`, do not end it with `/`, and use letters, digits, `-`, `_` and `.` between",
    DIRECTORY.pattern,
)
.with_signs()
.repaired_by(|path| format!("/{}", path.trim_matches('/')));
/// Files by a pattern, as `hashFiles` takes it.
pub static FILE_PATTERN: Rule = Rule::new(
    "pattern of files",
    "name a file by its path in the repository, such as `package-lock.json`, or several, such as `**/go.sum`",
    r"^[^\s\x00]([^\n\r\x00]*[^\s\x00])?$",
)
.repaired_by(str::to_owned);
/// A secret of AWS. Source: <https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html>
pub static AWS_SECRET: Rule = Rule::new(
    "secret of AWS Secrets Manager",
    "use its name or its ARN: letters, digits, `/`, `_`, `+`, `=`, `.`, `@`, `:` and `-`, and no `-` first",
    "^[A-Za-z0-9/_+=.@][A-Za-z0-9/_+=.@:-]*$",
);
/// What an environment file holds: it has a line for each variable.
pub static LINE: Rule = Rule::new(
    "value of one line",
    "write it without line breaks: an environment file has one line for each variable",
    r"^[^\n\r\x00]*$",
);
/// What a variable of a process can hold.
pub static VALUE: Rule =
    Rule::new("variable's value", "write it without NUL, at which every program would end it", r"^[^\x00]*$");
/// A registry.
pub static REGISTRY: Rule = Rule::new(
    "registry's host",
    "name a host such as `ghcr.io`, with `:port` where it has one, and nothing around it",
    "^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?$",
)
.with_signs()
.repaired_by(host);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_accepts_names_and_refuses_what_only_looks_like_one() {
        let long = "a".repeat(101);
        let cases: [(&Rule, &[&str], &[&str]); 27] = [
            (&RULE_CODE, &["D101"], &["", "d101", "D1", "NAME", "D1011"]),
            (&REASON, &["it is replaced in March"], &["", "  ", "a\nb"]),
            (&DOCUMENT, &["CI-CD.md", "docs/deploy.md"], &["", "/docs", "a b", "a/"]),
            (&REPOSITORY, &["shop", ".github", "..a", "a.b_c-d"], &["", ".", "..", "a b", "a/b"]),
            (&FILE, &["build.yml", "a.b.yaml"], &["", ".yml", "build", "../x.yml", "a b.yml", "x.yml\n"]),
            (&SECRET, &["A", "_A1", "GIT_HUB"], &["", "1A", "a", "GITHUB_TOKEN", "A-B"]),
            (
                &ROLE_ARN,
                &["arn:aws:iam::123456789012:role/deploy", "arn:aws-us-gov:iam::123456789012:role/ci/a+b=c,d.e@f_g-h"],
                &[
                    "",
                    "deploy",
                    "arn:aws:iam::123:role/deploy",
                    "arn:aws:iam::123456789012:user/deploy",
                    "arn:aws:iam::123456789012:role/",
                ],
            ),
            (&ACCOUNT, &["octocat", "a-b", "octo_corp"], &["", "@octocat", "-a", "a b", "a/b"]),
            (&TEAM, &["releases", "a-b_1"], &["", "Releases", "@example/releases", "a b"]),
            (&MOUNT, &["npm", "npm.rc", "NPM_1"], &["", "a,b", "a=b", ".a", "a b"]),
            (&VARIABLE, &["a", "_A1"], &["", "1a", "A-B", "ä"]),
            (
                &BRANCH,
                &["main", "feature/a.b", "release/1.0+hotfix", "fix/#12", "!x", "é"],
                &[
                    "", "a b", "a*", "a:b", "a\\b", "[a]", "a]", "-a", ".a", "a/.b", "a..b", "a.", "/a", "a/", "a//b",
                    "a\u{7f}",
                ],
            ),
            (&TAG, &["latest", "1.0", "_a"], &["", "-a", ".a", "a/b", &long]),
            (&DIRECTORY, &["/srv", "/srv/.a/b-c"], &["", "/", "srv", "/srv/", "/srv/../x", "/a//b", "/a b"]),
            (&TITLE, &["Build", " a "], &["", "  ", "a\nb"]),
            (&ENVIRONMENT, &["live", "the live one", "x"], &["", " a", "a ", "a\nb"]),
            (&SERVER, &["live", "a.b"], &["", ".a", "a/b", "a b"]),
            (&DESCRIBED_IN, &["", "pipelines/ä b.rs"], &["a\nb", "a\rb", "a\u{1b}b", "a\u{85}b", "a\u{2028}b"]),
            (
                &PLATFORM,
                &["linux/amd64", "linux/amd64/v3", "linux/arm64", "linux/arm/v7", "linux/386"],
                &["", "linux/nonsense", "linux", "arm64", "linux/arm", "linux/arm64,linux/amd64", "windows/amd64"],
            ),
            (&STAGE, &["test", "build-1", "a.b_c"], &["", " test", "a b", "1", "-a"]),
            (&FOLDER, &[".next/cache", "target", "a/.b"], &["", ".", "..", "../a", "/a", "a/", "a,b", "a b", "a\nb"]),
            (&IMAGE_FOLDER, &["/root/.cache/go"], &["", "/", "a", "/a/", "/a,b", "/a/../b"]),
            (&FILE_PATTERN, &["go.sum", "**/go.sum", "bun.lock*", "a, b"], &["", " ", "a ", "a\nb"]),
            (
                &AWS_SECRET,
                &["shop/live", "arn:aws:secretsmanager:eu-central-1:1:secret:x-1"],
                &["", "-a", "a b", "a\n"],
            ),
            (&LINE, &["", "it's \"quoted\" $x, y"], &["a\nb", "a\r", "\0"]),
            (&VALUE, &["", "a\nb"], &["\0"]),
            (&REGISTRY, &["ghcr.io", "localhost:5000"], &["", "https://ghcr.io", "ghcr.io/", "ghcr.io/a", "-a"]),
        ];
        for (rule, names, others) in cases {
            for name in names {
                assert!(rule.holds(name), "{name:?} is a {}", rule.what);
            }
            for other in others {
                assert!(!rule.holds(other), "{other:?} is no {}", rule.what);
            }
            for constant in ["A", "NPM_TOKEN_2", &"A_9".repeat(16)] {
                let pattern = Regex::new(rule.pattern).unwrap();
                assert!(is_constant(constant));
                assert!(!rule.takes_constants || pattern.is_match(constant), "{constant:?} is a {}", rule.what);
            }
        }
    }

    #[test]
    fn a_rule_tells_the_name_that_was_meant() {
        for (rule, name, meant) in [
            (&REPOSITORY, "my shop", Some("my-shop")),
            (&FILE, "build", Some("build.yml")),
            (&SECRET, "deploy-token", Some("DEPLOY_TOKEN")),
            (&SECRET, "github_token", None),
            (&VARIABLE, "A-B", Some("A_B")),
            (&VARIABLE, "1A", None),
            (&ACCOUNT, "@octocat", Some("octocat")),
            (&TEAM, "@example/Releases", Some("releases")),
            (&BRANCH, "release/*", None),
            (&TAG, "-x", Some("x")),
            (&PLATFORM, "arm64", Some("linux/arm64")),
            (&PLATFORM, "linux/x86_64", Some("linux/amd64")),
            (&PLATFORM, "linux/nonsense", None),
            (&FOLDER, "./target/", Some("target")),
            (&DIRECTORY, "srv/shop/", Some("/srv/shop")),
            (&ENVIRONMENT, " live", Some("live")),
            (&REGISTRY, "https://ghcr.io/example", Some("ghcr.io")),
        ] {
            assert_eq!(rule.instead_of(name).as_deref(), meant, "{name}");
        }
    }
}
