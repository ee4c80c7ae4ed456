//! The names of images: what the step answers that generates tags, and the one that resolves the image of a deployment.
//!
//! These outputs are known before the run: the scripts compute them from their variables alone. A test runs the scripts and
//! compares.

use crate::description::{Build, Tag, Tagging, branch_as_tag};
use indexmap::IndexMap;

/// What a name is made of.
#[derive(Debug, Clone, Copy)]
pub struct ImageNameParts<'a> {
    /// The registry.
    pub registry: &'a str,
    /// `owner/name`.
    pub repository: &'a str,
    /// The branch.
    pub branch: &'a str,
    /// The commit.
    pub commit: &'a str,
}

impl ImageNameParts<'_> {
    /// Why the step that names an image ends the run; nothing where it does not.
    pub fn refused<'t>(&self, tags: impl IntoIterator<Item = &'t Tag>) -> Option<String> {
        let is_named = tags.into_iter().any(Tag::has_branch);
        (is_named && branch_as_tag(self.branch).is_none())
            .then(|| format!("the branch {} cannot name an image", self.branch))
    }

    /// The first seven digits of the commit.
    fn short_sha(&self) -> String {
        match self.commit.strip_prefix("<sha") {
            Some(rest) => format!("<shortsha{rest}"),
            None => self.commit.chars().take(7).collect(),
        }
    }

    fn tag(&self, tag: &Tag) -> Option<String> {
        tag.on(self.branch, &self.short_sha())
    }

    fn url(&self, tag: &str) -> String {
        format!("{}/{}:{tag}", self.registry, self.repository.to_lowercase())
    }

    /// What the step of a build answers that generates its tags.
    pub fn of_build(&self, build: &Build) -> IndexMap<String, String> {
        let mut listed: Vec<&Tag> = build.tags.iter().collect();
        if build.tagging == Tagging::MetadataAction {
            listed.sort_by_key(|tag| priority(tag));
        }
        let mut tags: Vec<String> = Vec::new();
        for tag in listed.iter().filter_map(|tag| self.tag(tag)) {
            if !tags.contains(&tag) {
                tags.push(tag);
            }
        }
        let commits = listed.iter().find(|tag| ***tag == Tag::BranchAndShortSha).and_then(|tag| self.tag(tag));
        let first = tags.first().cloned().unwrap_or_default();
        let urls: Vec<String> = tags.iter().map(|tag| self.url(tag)).collect();
        let mut outputs = IndexMap::from_iter([
            ("repository".to_owned(), self.repository.to_lowercase()),
            ("image-tag".to_owned(), commits.unwrap_or_else(|| first.clone())),
            ("tags".to_owned(), urls.join("\n")),
        ]);
        if build.tagging == Tagging::MetadataAction {
            outputs.insert("version".to_owned(), first);
        }
        outputs
    }

    /// What the step of a deployment answers that resolves branch and image.
    pub fn of_deployment(&self, tag: &Tag) -> IndexMap<String, String> {
        let tag = match tag {
            Tag::LatestOn(_) => "latest".to_owned(),
            other => self.tag(other).unwrap_or_default(),
        };
        IndexMap::from_iter([
            ("branch".to_owned(), self.branch.to_owned()),
            ("commit".to_owned(), self.commit.to_owned()),
            ("repository".to_owned(), self.repository.to_lowercase()),
            ("image-url".to_owned(), self.url(&tag)),
            ("image-tag".to_owned(), tag),
        ])
    }
}

/// Where docker/metadata-action puts a tag: a branch first, then text, then commits (`DefaultPriorities` in its `src/tag.ts`).
const fn priority(tag: &Tag) -> u8 {
    match tag {
        Tag::Branch => 0,
        Tag::Named(_) | Tag::LatestOn(_) => 1,
        Tag::BranchAndShortSha | Tag::NamedAndShortSha(_) => 2,
    }
}
