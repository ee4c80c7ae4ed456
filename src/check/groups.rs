//! Whether the builds of a push let each other end.

use super::{Finding, Place, Problem};
use crate::spec::{Branch, Build, FileName, Repository};

/// The builds of a repository that a push starts together with another one of the same cancelling group: GitHub cancels one of
/// them each time, whatever the letter case of the groups.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency>
pub(super) fn problems(repository: &Repository, owner: &Place) -> Vec<Problem> {
    let services = repository.services.iter().enumerate();
    let builds: Vec<(&Build, Place)> = services
        .flat_map(|(index, service)| {
            let owner = owner.service(index);
            service.builds.iter().enumerate().map(move |(index, build)| (build, owner.build(index, build)))
        })
        .collect();
    let each = builds.iter().enumerate().filter_map(|(index, (build, place))| {
        let group = build.newest_wins_in.as_deref()?;
        builds[..index].iter().find_map(|(earlier, beside)| {
            let is_shared = earlier.newest_wins_in.as_deref().is_some_and(|other| other.eq_ignore_ascii_case(group));
            let branch = earlier.branches.iter().find(|branch| build.branches.contains(branch));
            let branch = branch.filter(|_| is_shared).map(Branch::to_string)?;
            Some(Problem::SharedGroup {
                place: place.key("newest-wins-in"),
                first: beside.key("newest-wins-in"),
                build: build.workflow.to_string(),
                other: earlier.workflow.to_string(),
                branch,
            })
        })
    });
    each.collect()
}

/// The problem so that it can be pointed at.
pub(super) fn finding(place: &Place, first: &Place, build: &str, other: &str, branch: &str) -> Finding {
    let file = FileName::of(&build.to_owned().into());
    let own = file.as_str().trim_end_matches(".yml");
    Finding::new(
        format!(
            "a push to `{branch}` starts `{other}` and `{build}`, and GitHub cancels one of them: they share a group"
        ),
        place,
        "the same group",
        format!("give each build a group of its own: `newest-wins-in: {own}`"),
    )
    .in_rust(format!("give each build a group of its own: `newest_wins_in: Some(\"{own}\".to_owned())`"))
    .beside(first, format!("`{other}` is in it"))
}
