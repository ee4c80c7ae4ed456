//! Whether builds let each other end, and deployments.

use super::{Finding, Problem};
use crate::description::{Branch, Build, Deployment, FileName, Repository};
use crate::diagnostic::Place;

/// The builds of a repository that a push starts together with another one of the same cancelling group: GitHub cancels one of
/// them each time, whatever the letter case of the groups.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency>
pub(super) fn problems(repository: &Repository, owner: &Place) -> Vec<Problem> {
    let builds = owner.builds(repository);
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
    each.chain(of_deployments(repository, owner, &builds)).collect()
}

/// The builds whose cancelling group is a deployment's: a push would cancel a deployment that is going on.
fn of_deployments(repository: &Repository, owner: &Place, builds: &[(&Build, Place)]) -> Vec<Problem> {
    let services = repository.services.iter().enumerate();
    let deployments: Vec<(&Deployment, Place)> = services
        .flat_map(|(index, service)| {
            let owner = owner.service(index);
            service.deployments.iter().enumerate().map(move |(index, each)| (each, owner.deployment(index, each)))
        })
        .collect();
    let shared = builds.iter().filter_map(|(build, place)| {
        let group = build.newest_wins_in.as_deref()?;
        let (deployment, beside) = deployments.iter().find(|(each, _)| each.group().eq_ignore_ascii_case(group))?;
        Some(Problem::GroupOfDeployment {
            place: place.key("newest-wins-in"),
            deployed: beside.key("file"),
            group: deployment.group().to_owned(),
            build: build.workflow.to_string(),
            deployment: deployment.workflow.to_string(),
        })
    });
    shared.collect()
}

/// A group that is a deployment's, so that it can be pointed at.
pub(super) fn of_deployment(place: &Place, deployed: &Place, group: &str, build: &str, deployment: &str) -> Finding {
    Finding::new(
        format!("a push would cancel the deployment `{deployment}`: the build `{build}` is in its group, `{group}`"),
        place,
        "GitHub ignores case",
        format!("name another group, such as `newest-wins-in: build-{group}`"),
    )
    .in_rust(format!("name another group, such as `newest_wins_in: Some(\"build-{group}\".to_owned())`"))
    .beside(deployed, format!("the group `{group}` comes from its file"))
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
