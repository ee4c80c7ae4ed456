//! Whether builds let each other end, and deployments.

use crate::description::{Branch, Build, Deployment, FileName, Repository};
use crate::diagnostic::{Diagnostic, Path, Place};

/// The builds of a repository that a push starts together with another one of the same cancelling group: GitHub cancels one of
/// them each time, whatever the letter case of the groups.
///
/// Source: <https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax#concurrency>
pub(super) fn problems(repository: &Repository, owner: &Place) -> Vec<Diagnostic> {
    let builds = owner.builds(repository);
    let each = builds.iter().enumerate().filter_map(|(index, (build, place))| {
        let group = &build.concurrency.as_ref()?.group;
        builds[..index].iter().find_map(|(earlier, beside)| {
            let is_shared = earlier
                .concurrency
                .as_ref()
                .is_some_and(|other| other.group.as_str().eq_ignore_ascii_case(group.as_str()));
            let branch = earlier.branches.iter().find(|branch| build.branches.contains(branch));
            let branch = branch.filter(|_| is_shared).map(Branch::to_string)?;
            let (place, first) = (place.key("concurrency").key("group"), beside.key("concurrency").key("group"));
            Some(shared(&place, build, &first, earlier, &branch))
        })
    });
    each.chain(of_deployments(repository, owner, &builds)).collect()
}

/// The builds whose cancelling group is a deployment's: a push would cancel a deployment that is going on.
fn of_deployments(repository: &Repository, owner: &Place, builds: &[(&Build, Place)]) -> Vec<Diagnostic> {
    let services = repository.services.iter().enumerate();
    let deployments: Vec<(&Deployment, Place)> = services
        .flat_map(|(index, service)| {
            let owner = owner.service(index);
            service.deployments.iter().enumerate().map(move |(index, each)| (each, owner.deployment(index, each)))
        })
        .collect();
    let shared = builds.iter().filter_map(|(build, place)| {
        let group = &build.concurrency.as_ref()?.group;
        let (deployment, beside) =
            deployments.iter().find(|(each, _)| each.group().eq_ignore_ascii_case(group.as_str()))?;
        Some(of_deployment(&place.key("concurrency").key("group"), build, &beside.key("file"), deployment))
    });
    shared.collect()
}

/// A build in the group of a deployment.
fn of_deployment(place: &Place, build: &Build, deployed: &Place, deployment: &Deployment) -> Diagnostic {
    let (build, name, group) = (&build.workflow, &deployment.workflow, deployment.group());
    Diagnostic::new(
        format!("a push would cancel the deployment `{name}`: the build `{build}` is in its group, `{group}`"),
        place,
        "GitHub ignores case",
        (
            format!("name another group, such as `group: build-{group}`"),
            format!("name another group, such as `GroupName::new(\"build-{group}\")`"),
        ),
    )
    .related(deployed, format!("the group `{group}` comes from its file"))
    .rests_on([deployed.path().clone(), branches(place)])
}

/// Two builds that a push to one branch starts, in one group.
fn shared(place: &Place, build: &Build, first: &Place, earlier: &Build, branch: &str) -> Diagnostic {
    let (build, other) = (&build.workflow, &earlier.workflow);
    let file = FileName::of(build);
    let own = file.as_str().trim_end_matches(".yml");
    Diagnostic::new(
        format!(
            "a push to `{branch}` starts `{other}` and `{build}`, and GitHub cancels one of them: they share a group"
        ),
        place,
        "the same group",
        (
            format!("give each build a group of its own: `group: {own}`"),
            format!("give each build a group of its own: `GroupName::new(\"{own}\")`"),
        ),
    )
    .related(first, format!("`{other}` is in it"))
    .rests_on([first.path().clone(), branches(place), branches(first)])
}

/// The branches of the build that has this group.
fn branches(group: &Place) -> Path {
    group.path().clone().parent().parent().key("branches")
}
