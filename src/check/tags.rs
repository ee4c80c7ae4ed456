//! Whether every branch of a build gets tags that are its own.

use crate::description::{Branch, Build, Tag, branch_as_tag, rule};
use crate::diagnostic::{Diagnostic, Place};
use std::collections::BTreeMap;

/// The branches that cannot name an image although they must, and those of which one takes the tag of another.
pub(super) fn problems(build: &Build, place: &Place) -> Vec<Diagnostic> {
    let at = |index: usize| place.key("branches").index(index).written_at(build.branches[index].written_at());
    let tags = &build.tags;
    let mut problems = Vec::new();
    let mut first: BTreeMap<String, (usize, &Tag)> = BTreeMap::new();
    for (index, branch) in build.branches.iter().enumerate().filter(|(_, branch)| rule::BRANCH.holds(branch.as_str())) {
        if branch_as_tag(branch.as_str()).is_none() && tags.iter().any(Tag::has_branch) {
            problems.push(Diagnostic::new(
                format!("the branch `{branch}` cannot name an image"),
                &at(index),
                "",
                "an image tag begins with a letter, a digit or `_` and has at most 128 characters, 8 of which are the \
                 commit's: rename the branch, or use tags with a name of their own",
            ));
            continue;
        }
        for tag in tags {
            let Some(text) = tag.on(branch.as_str(), "<sha>") else { continue };
            match first.get(&text) {
                None => {
                    first.insert(text, (index, tag));
                }
                Some((before, other)) if *before != index && is_taken_away(other, tag) => {
                    let of = |index: usize, tag: &Tag| format!("`{}`: {}", build.branches[index], as_data(tag));
                    problems.push(shared(&text, (&at(index), of(index, tag)), (&at(*before), of(*before, other))));
                    break;
                }
                Some(_) => {}
            }
        }
    }
    problems
}

/// Whether one branch's tag is lost to another's of the same text. A name of its own moves to the newest image on purpose, and
/// one with a commit means the same commit.
fn is_taken_away(first: &Tag, second: &Tag) -> bool {
    first != second || *first == Tag::Branch
}

/// The tags that a build pushes for a branch.
pub(super) fn pushed<'a>(build: &'a Build, branch: &'a Branch) -> impl Iterator<Item = &'a Tag> {
    build.tags.iter().filter(move |tag| !matches!(tag, Tag::LatestOn(only) if only != branch))
}

/// A tag as a description of data says it.
pub(super) fn as_data(tag: &Tag) -> String {
    match tag {
        Tag::Branch => "branch".to_owned(),
        Tag::BranchAndShortSha => "branch-and-short-sha".to_owned(),
        Tag::Named(name) => format!("{{ named: {name} }}"),
        Tag::NamedAndShortSha(name) => format!("{{ named-and-short-sha: {name} }}"),
        Tag::LatestOn(branch) => format!("{{ latest-on: {branch} }}"),
    }
}

/// A tag as a description in Rust says it.
pub(super) fn as_rust(tag: &Tag) -> String {
    match tag {
        Tag::Branch => "Tag::Branch".to_owned(),
        Tag::BranchAndShortSha => "Tag::BranchAndShortSha".to_owned(),
        Tag::Named(name) => format!("Tag::named(\"{name}\")"),
        Tag::NamedAndShortSha(name) => format!("Tag::named_and_short_sha(\"{name}\")"),
        Tag::LatestOn(branch) => format!("Tag::LatestOn(Branch::new(\"{branch}\"))"),
    }
}

/// Two branches of a build push one tag.
fn shared(tag: &str, (place, of_second): (&Place, String), (first, of_first): (&Place, String)) -> Diagnostic {
    Diagnostic::new(
        format!("two branches of this build push the tag `{tag}`, and the last one wins"),
        place,
        of_second,
        "rename one of the branches, or give each a build of its own with tags of their own names",
    )
    .related(first, of_first)
    .rests_on([first.path().clone(), place.path().clone().parent().parent().key("tags")])
}
