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

/// A path from the root on, but for a name in capitals, which is another thing.
fn absolute(path: &str) -> String {
    if is_constant(path) { path.to_owned() } else { format!("/{}", path.trim_matches('/')) }
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
pub fn is_constant(name: &str) -> bool {
    name.len() <= 50
        && name.starts_with(|first: char| first.is_ascii_uppercase())
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// A repository's name. Source: <https://docs.github.com/rest/repos/repos#create-an-organization-repository>
pub static REPOSITORY: Rule = Rule::new(
    "repository name",
    "use letters, digits, `-`, `_` and `.`",
    r"^(\.?[A-Za-z0-9_-][A-Za-z0-9._-]*|\.\.[A-Za-z0-9._-]+)$",
)
.repaired_by(|name| joined_by('-', name));
/// A workflow's file.
pub static FILE: Rule = Rule::new(
    "workflow file name",
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
    "secret name",
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
    "variable name",
    "use letters, digits and `_`, and do not begin with a digit",
    "^[A-Za-z_][A-Za-z0-9_]*$",
)
.repaired_by(|name| joined_by('_', name));
/// A container. Source: <https://docs.docker.com/reference/cli/docker/container/run/#name>
pub static CONTAINER: Rule = Rule::new(
    "container name",
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
.repaired_by(absolute);
/// A workflow's name.
pub static TITLE: Rule = Rule::new("workflow's name", "give it at least one letter, on one line", r"^[^\n]*\S[^\n]*$");
/// An environment. Source: <https://docs.github.com/actions/how-tos/deploy/configure-and-manage-deployments/manage-environments>
pub static ENVIRONMENT: Rule = Rule::new(
    "environment name",
    "use at most 255 characters on one line, without spaces around them",
    r"^\S(.{0,253}\S)?$",
);
/// A time, as Compose writes one. Source: <https://docs.docker.com/reference/compose-file/extension/#specifying-durations>
pub static DURATION: Rule = Rule::new(
    "duration",
    "write hours, minutes and seconds, such as `90s` or `1m30s`",
    "^([0-9]{1,3}h([0-9]{1,4}m)?([0-9]{1,5}s)?|[0-9]{1,4}m([0-9]{1,5}s)?|[0-9]{1,5}s)$",
)
.with_signs()
.repaired_by(|text| format!("{text}s"));
/// The time between two looks at something.
pub static INTERVAL: Rule =
    Rule::new("interval", "write milliseconds or seconds, such as `200ms` or `1s`", "^[1-9][0-9]{0,5}m?s$")
        .with_signs()
        .repaired_by(|text| format!("{text}ms"));
/// A concurrency group.
pub static GROUP: Rule =
    Rule::new("name of a concurrency group", "give it at least one letter, on one line", r"^[^\n]*\S[^\n]*$");
/// A cache of layers: it stands in a list whose parts commas separate.
pub static CACHE_SCOPE: Rule =
    Rule::new("cache scope", "use letters, digits, `-`, `_` and `.`", "^[A-Za-z0-9_][A-Za-z0-9_.-]*$")
        .repaired_by(|name| joined_by('-', name));
/// A server's name, which becomes a folder.
pub static SERVER: Rule = Rule::new(
    "server name",
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
/// A file or a folder in a repository. A path that begins with `-` is an option to the programs that get it, and a blank or a
/// comma makes two paths of it for the actions that copy.
pub static REPOSITORY_PATH: Rule = Rule::new(
    "path in the repository",
    "name it from the repository's top, such as `deploy/compose.yml`, without `..`, and use letters, digits, `-`, `_`, `.`, \
        `@` and `+` between the `/`",
    r"^\.?[A-Za-z0-9_][A-Za-z0-9_.@+-]*(/\.?[A-Za-z0-9_][A-Za-z0-9_.@+-]*)*$",
)
.repaired_by(|path| path.trim_start_matches("./").trim_end_matches('/').to_owned());
/// A file in a rollout's folder.
pub static HOST_FILE: Rule = Rule::new(
    "name of a file in the rollout's folder",
    "name the file alone, such as `.env`, and use letters, digits, `-`, `_`, `.`, `@` and `+`",
    r"^\.?[A-Za-z0-9_][A-Za-z0-9_.@+-]*$",
)
.repaired_by(|path| path.rsplit('/').next().unwrap_or_default().to_owned());
/// Files of a repository, for `hashFiles`. Source: <https://docs.github.com/actions/reference/workflows-and-actions/expressions#hashfiles>
pub static FILE_PATTERN: Rule = Rule::new(
    "pattern of files in the repository",
    "name a file from the repository's top, such as `package-lock.json` or `**/go.sum`, without `..`",
    r"^!?(\.?[A-Za-z0-9_*?\[][A-Za-z0-9_.@+*?\[\]-]*)(/\.?[A-Za-z0-9_*?\[][A-Za-z0-9_.@+*?\[\]-]*)*$",
)
.repaired_by(|path| path.trim_start_matches("./").trim_matches('/').to_owned());
/// What containers of a blue-green rollout have in common; capitals with `_` are the name of a variable or a secret. Source: <https://docs.docker.com/reference/cli/docker/container/run/#name>
pub static APPLICATION: Rule = Rule::new(
    "name for containers",
    "use letters, digits, `-`, `_` and `.`, and begin with a letter or a digit",
    "^([A-Z0-9]+|[A-Z0-9][A-Z0-9_]*[a-z.-][A-Za-z0-9_.-]*|[a-z][A-Za-z0-9_.-]*)$",
)
.with_signs()
.repaired_by(|name| joined_by('-', name));
/// A network of docker; capitals with `_` are the name of a variable or a secret.
pub static NETWORK: Rule = Rule::new(
    "name of a docker network",
    "use letters, digits, `-`, `_` and `.`, and begin with a letter or a digit",
    "^([A-Z0-9]+|[A-Z0-9][A-Z0-9_]*[a-z.-][A-Za-z0-9_.-]*|[a-z][A-Za-z0-9_.-]*)$",
)
.with_signs()
.repaired_by(|name| joined_by('-', name));
/// One argument of `docker run`: an option, which has no blank before its `=`, or an option's value.
pub static CONTAINER_OPTION: Rule = Rule::new(
    "single argument of `docker run`",
    "write an option and its value as two entries of the list, such as `[--memory, 1g]`, each on one line",
    r"^([^-\x00-\x1f\x7f][^\x00-\x1f\x7f]*|-[^\s=\x00-\x1f\x7f]+(=[^\x00-\x1f\x7f]*)?|)$",
)
.with_signs();
/// The path of an address. Source: <https://www.rfc-editor.org/rfc/rfc3986#section-3.3>
pub static URL_PATH: Rule = Rule::new(
    "path of an address",
    "begin it with `/`, such as `/health`, and write a blank as `%20`",
    r"^/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*$",
)
.with_signs()
.repaired_by(absolute);
/// An address that is asked over HTTP.
pub static ADDRESS: Rule = Rule::new(
    "address of a page",
    "begin it with `https://` or `http://`, such as `https://shop.example.com/health`, without an account or a blank in it",
    r"^https?://([A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?|\[[0-9A-Fa-f:.]+\])(:[0-9]{1,5})?([/?][A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?$",
)
.with_signs()
.repaired_by(|address| {
    let is_host = address.contains('.') && !address.contains("://") && !address.starts_with('/');
    if is_host { format!("https://{address}") } else { address.to_owned() }
});
/// A user, or a database, of PostgreSQL, which reach it as arguments of `psql`. One in capitals with `_` is the name of a
/// variable or a secret.
pub static DATABASE: Rule = Rule::new(
    "name in PostgreSQL",
    "use the name as it stands there, without blanks, and do not begin with `-`",
    r"^([A-Z0-9]+|[A-Z0-9_]+[^\sA-Z0-9_=:/'$][^\s=:/'$]*|[^\sA-Z0-9_=:/'$-][^\s=:/'$]*)$",
)
.with_signs();
/// An account of a registry. One in capitals with `_` is the name of a variable or a secret; `AWS` is an account.
pub static REGISTRY_USER: Rule = Rule::new(
    "account of a registry",
    "use the account's name as the registry knows it, without blanks, and do not begin with `-`",
    r"^([A-Z0-9]+|[A-Z0-9_]+[^\sA-Z0-9_:{}][^\s:{}]*|[^\sA-Z0-9_:{}-][^\s:{}]*)$",
)
.with_signs();
/// The words that call an assistant. None at all would be in every comment.
pub static MENTION: Rule = Rule::new(
    "mention",
    "use the words that call the assistant, such as `@claude`, on one line and without blanks around them",
    r"^[^\s]([^\x00-\x1f\x7f]*\S)?$",
);
/// A model of an assistant.
pub static MODEL: Rule = Rule::new(
    "model",
    "use the model's id, such as `claude-sonnet-4-5`, in letters, digits, `-`, `_`, `.`, `:`, `/` and `@`",
    "^[A-Za-z0-9][A-Za-z0-9._:/@-]*$",
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
/// A folder of an image, as a Dockerfile mounts it: between commas, and without quotes.
pub static IMAGE_FOLDER: Rule = Rule::new(
    "folder of an image",
    "begin it with `/`, do not end it with `/`, and use letters, digits, `-`, `_` and `.` between",
    DIRECTORY.pattern,
)
.with_signs()
.repaired_by(absolute);
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
    "registry host",
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
        let cases: [(&Rule, &[&str], &[&str]); 36] = [
            (&RULE_CODE, &["D101"], &["", "d101", "D1", "NAME", "D1011"]),
            (&REASON, &["it is replaced in March"], &["", "  ", "a\nb"]),
            (
                &REPOSITORY_PATH,
                &["CI-CD.md", "docs/deploy.md", ".next/cache", "a/.b", "a.b+c@1"],
                &[
                    "", ".", "/docs", "a b", "a/", "./a", "../a", "a/../b", "a//b", "-a", "a/-b", "a\\b", "C:a", "a,b",
                    "a*", "a\n",
                ],
            ),
            (&HOST_FILE, &[".env", ".env.original", "a.env"], &["", ".", "..", "a/b", "/a", "-a", "a b", "a\tb"]),
            (
                &FILE_PATTERN,
                &["package-lock.json", "bun.lock*", "**/go.sum", "a/**/b", "!vendor/**", ".a/[bc]?"],
                &["", "/a", "../a", "a/../b", "a/", "a b", "'", "a\\b", "-a", "https://a"],
            ),
            (
                &APPLICATION,
                &["a", "shop-1", "A.b_c", "SHOP", "1a_B", "A_b"],
                &["", "-a", ".a", "_a", "a b", "a/b", "ä", "APP_NAME"],
            ),
            (&NETWORK, &["a", "shop-network"], &["", "-a", "a b", "a:b", "APP_NETWORK"]),
            (
                &CONTAINER_OPTION,
                &[
                    "--init",
                    "--memory=1g",
                    "-p",
                    "1g",
                    "",
                    "a b",
                    "--label=a=b c",
                    "--health-cmd=curl -f x",
                    "-e=A=b c",
                ],
                &["--memory 1g", "-m 1g", "-", "--label a=b", "a\nb", "--a=b\nc", "-a\t1"],
            ),
            (
                &URL_PATH,
                &["/", "/a/b?c=d&e=%20", "/api/v1/~x"],
                &["", "a", "/a b", "/a\"b", "/a#b", "https://a/", "/ä"],
            ),
            (
                &ADDRESS,
                &["https://a.example", "http://localhost:3000/x?y=z", "https://[::1]:8443/", "https://a?b"],
                &["", "a.example", "ftp://a", "https://", "https:///x", "https://a b", "https://u:p@a", "https://a/ b"],
            ),
            (
                &DATABASE,
                &["mas", "a-b_c", "Shop_1", "SA"],
                &["", "-a", "a b", "a=b", "postgres://a", "DB_USER", "$user"],
            ),
            (
                &REGISTRY_USER,
                &["AWS", "robot$ci", "_json_key", "$oauthtoken", "A_b", "ACME-bot"],
                &["", "-a", "a b", "a:b", "DOCKER_USER", "${USER}"],
            ),
            (&MENTION, &["@claude", "/ask me", "x"], &["", " ", " a", "a ", "a\nb"]),
            (&MODEL, &["claude-sonnet-4-5", "us.anthropic/a:1@b"], &["", "-a", "a b", "a\nb"]),
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
            (&IMAGE_FOLDER, &["/root/.cache/go"], &["", "/", "a", "/a/", "/a,b", "/a/../b"]),
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
            (&DIRECTORY, "srv/shop/", Some("/srv/shop")),
            (&ENVIRONMENT, " live", Some("live")),
            (&REGISTRY, "https://ghcr.io/example", Some("ghcr.io")),
            (&REPOSITORY_PATH, "./deploy/", Some("deploy")),
            (&REPOSITORY_PATH, "../deploy", None),
            (&HOST_FILE, "/srv/shop/.env", Some(".env")),
            (&ADDRESS, "shop.example.com/up", Some("https://shop.example.com/up")),
            (&ADDRESS, "/up", None),
            (&URL_PATH, "health", Some("/health")),
            (&NETWORK, "my net", Some("my-net")),
        ] {
            assert_eq!(rule.instead_of(name).as_deref(), meant, "{name}");
        }
    }
}
