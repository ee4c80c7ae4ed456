//! Whether every branch of a build gets tags that are its own.

use super::{Finding, Problem};
use crate::description::{Branch, Build, Tag, branch_as_tag, rule};
use crate::diagnostic::Place;
use std::collections::BTreeMap;

/// The branches that cannot name an image although they must, and those of which one takes the tag of another.
pub(super) fn problems(build: &Build, place: &Place) -> Vec<Problem> {
    let at = |index: usize| place.key("branches").index(index).written_at(build.branches[index].written_at());
    let tags = build.tags.list();
    let mut problems = Vec::new();
    let mut first: BTreeMap<String, (usize, &Tag)> = BTreeMap::new();
    for (index, branch) in build.branches.iter().enumerate().filter(|(_, branch)| rule::BRANCH.holds(branch.as_str())) {
        if branch_as_tag(branch.as_str()).is_none() && tags.iter().any(Tag::has_branch) {
            problems.push(Problem::InvalidName {
                place: at(index),
                name: branch.to_string(),
                what: "branch that can name an image",
                rule: "an image tag begins with a letter, a digit or `_` and has at most 128 characters, 8 of which are the \
                       commit's: rename the branch, or use `named` tags",
                meant: None,
            });
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
                    problems.push(Problem::SharedTag {
                        place: at(index),
                        first: at(*before),
                        of_second: of(index, tag),
                        of_first: of(*before, other),
                        tag: text,
                    });
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
    build.tags.list().iter().filter(move |tag| !matches!(tag, Tag::LatestOn(only) if only != branch))
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

/// The shared tag so that it can be pointed at.
pub(super) fn finding(tag: &str, (place, of_second): (&Place, &str), (first, of_first): (&Place, &str)) -> Finding {
    Finding::new(
        format!("two branches of this build push the tag `{tag}`, and the last one wins"),
        place,
        of_second,
        "rename one of the branches, or give each a build of its own with `named` tags",
    )
    .beside(first, of_first)
}
