//! Whether two builds push one image reference.

use crate::description::{Branch, Build, FileName, Repository};
use crate::diagnostic::{Diagnostic, Place};

/// Stands for the short commit.
const COMMIT: &str = "<sha>";

/// Builds that push the same reference of the same commit: all builds of a repository push to one image of their registry, and
/// whichever ends last has its own image there, for good where the tag never moves. Builds that move one tag from branches of
/// their own are no such thing; `lint` warns of them.
pub(super) fn problems(repository: &Repository, owner: &Place) -> Vec<Diagnostic> {
    let builds = owner.builds(repository);
    let each = builds.iter().enumerate().filter_map(|(index, (build, place))| {
        builds[..index].iter().find_map(|(earlier, beside)| {
            let same_registry = earlier.registry.as_str().eq_ignore_ascii_case(build.registry.as_str());
            let (tag, first, second) = same_registry.then(|| shared(earlier, build)).flatten()?;
            let tag_at = |place: &Place, index| place.key("tags").index(index);
            let (first, second) = (tag_at(beside, first), tag_at(place, second));
            Some(pushed_twice(&tag, (&second, build), (&first, earlier)))
        })
    });
    each.collect()
}

/// A tag that both builds push of one commit, with its place among the tags of each.
fn shared(first: &Build, second: &Build) -> Option<(String, usize, usize)> {
    first.tags.iter().enumerate().find_map(|(index, tag)| {
        second.tags.iter().enumerate().find_map(|(other_index, other)| {
            let pushed = first.branches.iter().find_map(|branch| {
                let pushed = tag.on(branch.as_str(), COMMIT)?;
                let is_pushed = |also: &&Branch| other.on(also.as_str(), COMMIT).is_some_and(|other| other == pushed);
                let also = second.branches.iter().find(is_pushed)?;
                // One commit can be pushed to two branches, and a tag that never moves is then pushed from both.
                (branch == also || !tag.moves()).then_some(pushed)
            })?;
            Some((pushed, index, other_index))
        })
    })
}

/// Two builds push one image.
fn pushed_twice(tag: &str, (place, build): (&Place, &Build), (first, earlier): (&Place, &Build)) -> Diagnostic {
    let (build, other) = (&build.workflow, &earlier.workflow);
    let file = FileName::of(build);
    let own = file.as_str().trim_end_matches(".yml");
    let own = own.strip_prefix("build-").unwrap_or(own);
    let values = [place, first].into_iter().flat_map(|tag| {
        let build = tag.path().clone().parent().parent().parent();
        ["tags", "branches", "registry"].map(|key| build.clone().key(key))
    });
    Diagnostic::new(
        format!("`{other}` and `{build}` push the same image `{tag}`: the one that ends last overwrites the other"),
        place,
        "pushed here too",
        (
            format!(
                "give this build a tag of its own, `tags: [{{ named-and-short-sha: {own} }}]`, and the \
                 deployments after it the same, `image-tag: {{ named-and-short-sha: {own} }}`"
            ),
            format!(
                "give this build a tag of its own, `vec![Tag::named_and_short_sha(\"{own}\")]`, and the \
                 deployments after it the same, `image_tag: Tag::named_and_short_sha(\"{own}\")`"
            ),
        ),
    )
    .related(first, format!("`{other}` pushes it"))
    .rests_on(values)
}
