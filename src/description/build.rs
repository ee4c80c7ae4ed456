//! How an image is built.

use super::rule::TAG;
use super::{
    After, Branch, BuildSecretId, CacheScope, EnvironmentName, FileName, FilePattern, GroupName, Ignore, ImagePath,
    Minutes, Platform, Registry, RegistryLogin, RepositoryPath, SecretName, StageName, Variable, WorkflowName,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A workflow that builds an image and pushes it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Build {
    /// The workflow's name.
    pub workflow: WorkflowName,
    /// The workflow's file; the workflow's name in small letters with `.yml` when absent.
    #[serde(default)]
    pub file: FileName,
    /// A push to one of these branches starts it.
    pub branches: Vec<Branch>,
    /// The environment whose secrets it reads.
    #[serde(default)]
    pub environment: Option<EnvironmentName>,
    /// The registry that the image is pushed to.
    #[serde(default)]
    pub registry: Registry,
    /// The account that logs in to the registry; `GITHUB_TOKEN` logs in when absent.
    #[serde(default)]
    pub registry_login: Option<RegistryLogin>,
    /// The stage of the Dockerfile; the last one when absent.
    #[serde(default)]
    pub target: Option<StageName>,
    /// The platforms, such as `linux/amd64`; the runner's own when there are none. Others are emulated, which is slow.
    #[serde(default)]
    pub platforms: Vec<Platform>,
    /// The image's tags.
    #[serde(default = "Build::default_tags")]
    pub tags: Vec<Tag>,
    /// Which step computes the tags.
    #[serde(default)]
    pub tagging: Tagging,
    /// Values that are baked into the image.
    #[serde(default, with = "super::variable::mapping")]
    #[schemars(with = "super::variable::mapping::Schema")]
    pub build_args: Vec<Variable>,
    /// Secrets that single steps of the Dockerfile see while they run. They leave nothing in the image.
    #[serde(default)]
    pub build_secrets: Vec<BuildSecret>,
    /// Where the image's layers are kept from one build to the next; nowhere when absent.
    #[serde(default)]
    pub cache: Option<LayerCache>,
    /// Directories that the Dockerfile mounts as caches, kept from one build to the next.
    #[serde(default)]
    pub cache_mounts: Vec<CacheMount>,
    /// The group of which one build runs at a time.
    #[serde(default)]
    pub concurrency: Option<BuildConcurrency>,
    /// The build is ended after so many minutes.
    #[serde(default)]
    pub timeout_minutes: Option<Minutes>,
    /// The stage of the Dockerfile that runs the tests; no image is pushed while it fails.
    #[serde(default)]
    pub test_target: Option<StageName>,
    /// What is known of it and lived with.
    #[serde(default)]
    pub ignore: Vec<Ignore>,
}

/// A secret that a `RUN` of the Dockerfile asks for, and that is a file there for as long as it runs.
///
/// `RUN --mount=type=secret,id=npm` reads it as `/run/secrets/npm`, with `env=NPM_TOKEN` behind the id as a variable. No layer
/// keeps it, and no build argument: whoever pulls the image does not get it. Where the secret changes the layer is not built
/// anew.
///
/// Source: <https://docs.docker.com/build/building/secrets/>
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BuildSecret {
    /// The id by which the Dockerfile asks for it.
    pub id: BuildSecretId,
    /// The secret that holds the value.
    pub secret: SecretName,
}

impl BuildSecret {
    /// A secret, under the id by which the Dockerfile asks for it.
    #[track_caller]
    pub const fn new(id: &'static str, secret: &'static str) -> Self {
        Self { id: BuildSecretId::new(id), secret: SecretName::new(secret) }
    }
}

/// Which step computes the tags of an image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tagging {
    /// A short script in the workflow.
    #[default]
    Script,
    /// Docker's metadata action, which also writes the labels.
    MetadataAction,
}

/// A group of which one build runs at a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct BuildConcurrency {
    /// The group's name, which holds in the repository.
    pub group: GroupName,
    /// Whether a newer push cancels the build that runs. Otherwise it waits, and of several that wait GitHub keeps the newest.
    #[serde(default)]
    pub cancel_in_progress: bool,
}

impl BuildConcurrency {
    /// A group in which a newer push cancels the build that runs.
    #[track_caller]
    pub fn newest_wins(group: impl Into<GroupName>) -> Self {
        Self { group: group.into(), cancel_in_progress: true }
    }
}

/// A tag of an image.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Tag {
    /// The branch, with `-` for what a tag refuses.
    Branch,
    /// The branch and the first 7 characters of the commit: it never moves.
    #[default]
    BranchAndShortSha,
    /// A fixed name, which moves to the newest image.
    Named(#[schemars(extend("pattern" = TAG.pattern))] String),
    /// A fixed name and the first 7 characters of the commit: it never moves.
    NamedAndShortSha(#[schemars(extend("pattern" = TAG.pattern))] String),
    /// `latest`, on this branch alone.
    LatestOn(Branch),
}

impl Tag {
    /// A fixed name.
    pub fn named(name: &str) -> Self {
        Self::Named(name.to_owned())
    }

    /// The tag as the registry has it, of what is built from a branch; nothing where that branch does not get it.
    pub fn on(&self, branch: &str, short_sha: &str) -> Option<String> {
        match self {
            Self::LatestOn(only) if only.as_str() != branch => None,
            Self::Branch | Self::BranchAndShortSha => Some(self.text(&branch_as_tag(branch)?, short_sha)),
            Self::Named(_) | Self::NamedAndShortSha(_) | Self::LatestOn(_) => Some(self.text("", short_sha)),
        }
    }

    /// Whether the tag moves from one image to the next.
    pub const fn moves(&self) -> bool {
        match self {
            Self::Branch | Self::Named(_) | Self::LatestOn(_) => true,
            Self::BranchAndShortSha | Self::NamedAndShortSha(_) => false,
        }
    }

    /// The tag's text, of a branch that is a part of a tag already.
    pub fn text(&self, branch: &str, short_sha: &str) -> String {
        match self {
            Self::Branch => branch.to_owned(),
            Self::BranchAndShortSha => format!("{branch}-{short_sha}"),
            Self::Named(name) => name.clone(),
            Self::NamedAndShortSha(name) => format!("{name}-{short_sha}"),
            Self::LatestOn(_) => "latest".to_owned(),
        }
    }

    /// Whether the branch is a part of it.
    pub const fn has_branch(&self) -> bool {
        matches!(self, Self::Branch | Self::BranchAndShortSha)
    }

    /// A fixed name and the short commit.
    pub fn named_and_short_sha(name: &str) -> Self {
        Self::NamedAndShortSha(name.to_owned())
    }
}

/// A branch as part of a tag: `-` for every run of characters that a tag does not take; nothing where no tag begins like that,
/// or where it leaves no room for a commit.
///
/// This is docker/metadata-action's rule (`sanitizeTag` in its `src/meta.ts`, release 5). The runner does the same in
/// `templates/image/reference.sh`.
pub fn branch_as_tag(branch: &str) -> Option<String> {
    let mut tag = String::with_capacity(branch.len());
    let mut in_run = false;
    for character in branch.chars() {
        let is_taken = character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-');
        if is_taken {
            tag.push(character);
        } else if !in_run {
            tag.push('-');
        }
        in_run = !is_taken;
    }
    let begins = tag.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_');
    (begins && tag.len() <= 120).then_some(tag)
}

/// Where an image's layers are kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LayerCache {
    /// The kind of cache.
    #[serde(rename = "type")]
    pub kind: CacheKind,
    /// Which layers.
    #[serde(default)]
    pub mode: CacheMode,
    /// Whether a build goes on when its layers cannot be saved.
    #[serde(default)]
    pub ignore_error: bool,
    /// The cache's name in the repository. When absent, builds of which several keep layers have their file's.
    #[serde(default)]
    pub scope: Option<CacheScope>,
}

impl LayerCache {
    /// GitHub's cache.
    pub const fn gha(mode: CacheMode) -> Self {
        Self { kind: CacheKind::Gha, mode, ignore_error: false, scope: None }
    }
}

/// The kinds of cache, by `BuildKit`'s names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CacheKind {
    /// GitHub's cache.
    Gha,
}

/// Which layers are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CacheMode {
    /// Those of the final image.
    #[default]
    Min,
    /// Those of every stage.
    Max,
}

/// A directory that the Dockerfile mounts as a cache (`RUN --mount=type=cache`), carried from one runner to the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct CacheMount {
    /// The directory on the runner, relative to the repository.
    pub source: RepositoryPath,
    /// The directory in the build, as the Dockerfile mounts it.
    pub target: ImagePath,
    /// Lock files: when one changes, the cache starts anew.
    pub key_files: Vec<FilePattern>,
}

impl Build {
    /// A build with its name, its file and its tags; everything else takes the recipe's default.
    #[track_caller]
    pub fn new(workflow: &'static str, file: &'static str, tags: Vec<Tag>) -> Self {
        Self {
            workflow: WorkflowName::new(workflow),
            file: FileName::new(file),
            branches: Vec::new(),
            environment: None,
            registry: Registry::default(),
            registry_login: None,
            target: None,
            platforms: Vec::new(),
            tags,
            tagging: Tagging::default(),
            build_args: Vec::new(),
            build_secrets: Vec::new(),
            cache: None,
            cache_mounts: Vec::new(),
            concurrency: None,
            timeout_minutes: None,
            test_target: None,
            ignore: Vec::new(),
        }
    }

    fn default_tags() -> Vec<Tag> {
        vec![Tag::default()]
    }

    /// This build's success on a branch, for the deployment that waits for it.
    pub fn on(&self, branch: Branch) -> After {
        After { build: self.workflow.clone(), branch }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Branches, with what docker/metadata-action makes of them: `tag.replace(/[^a-zA-Z0-9._-]+/g, '-')`, which docker then takes
    /// or refuses.
    const BRANCHES: [(&str, Option<&str>); 16] = [
        ("main", Some("main")),
        ("release/1", Some("release-1")),
        ("fix/#12", Some("fix-12")),
        ("release/1.0+hotfix", Some("release-1.0-hotfix")),
        ("a--b", Some("a--b")),
        ("a/-b", Some("a--b")),
        ("a-/-b", Some("a---b")),
        ("a//@@b", Some("a-b")),
        ("x,y=\"z\"", Some("x-y-z-")),
        ("a&b", Some("a-b")),
        ("{{sha}}x", None),
        ("r\u{e9}sum\u{e9}/\u{fc}\u{fc}", Some("r-sum-")),
        ("_A.b-C_9", Some("_A.b-C_9")),
        ("#12", None),
        ("-x", None),
        ("", None),
    ];

    /// What the lines of the runner's script say.
    fn by_script(branch: &str) -> Option<String> {
        let lines = include_str!("../../templates/image/reference.sh").lines();
        let code: Vec<&str> = lines.filter(|line| !line.starts_with("#[%")).collect();
        let script = format!("set -Eeuo pipefail\n{}\nbranch_as_tag \"$1\"", code.join("\n"));
        let output = std::process::Command::new("bash").args(["-c", &script, "bash", branch]).output().unwrap();
        output.status.success().then(|| String::from_utf8(output.stdout).unwrap())
    }

    #[test]
    fn a_branch_becomes_a_tag_as_metadata_action_and_the_runner_make_it() {
        for (branch, tag) in BRANCHES {
            assert_eq!(branch_as_tag(branch).as_deref(), tag, "{branch}");
            assert_eq!(by_script(branch).as_deref(), tag, "{branch}");
        }
        for (length, is_tag) in [(120, true), (121, false)] {
            let branch = "b".repeat(length);
            assert_eq!((branch_as_tag(&branch).is_some(), by_script(&branch).is_some()), (is_tag, is_tag));
        }
    }
}
