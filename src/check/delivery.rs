//! Whether every deployment follows a build that pushes what it pulls, to an environment that exists.

use super::tags::{self, as_data, pushed};
use super::{Finding, Problem, registry, repeated};
use crate::description::{
    Branch, Build, Deployment, DispatchBranch, EnvironmentName, FileName, Organization, Repository, Service, Tag,
    WorkflowName, branch_as_tag,
};
use crate::diagnostic::{Names, Nearest, Place};

/// The problems of a repository's builds and deployments.
pub(super) fn problems(organization: &Organization, repository: &Repository, owner: &Place) -> Vec<Problem> {
    let mut problems = workflows(repository, owner);
    for (index, service) in repository.services.iter().enumerate() {
        let owner = owner.service(index);
        for (index, build) in service.builds.iter().enumerate() {
            let place = owner.build(index, build);
            if let Some(environment) = &build.environment {
                problems.extend(unknown_environment(organization, environment, &place.key("environment")));
            }
            if build.tags.list().is_empty() {
                problems.push(Problem::Missing {
                    place: place.key("tags"),
                    what: "tag",
                    remedy: "give the image at least one, such as `tags: { script: [branch-and-short-sha] }`",
                });
            }
            if build.branches.is_empty() {
                problems.push(Problem::Missing {
                    place: place.key("branches"),
                    what: "branch",
                    remedy: "name the branches whose pushes start the build, such as `branches: [main]`",
                });
            }
            problems.extend(keyed_by_nothing(build, &place));
            problems.extend(tags::problems(build, &place));
        }
        for (index, deployment) in service.deployments.iter().enumerate() {
            let place = owner.deployment(index, deployment);
            problems.extend(unknown_environment(organization, &deployment.environment, &place.key("environment")));
            problems.extend(after(service, deployment, &owner, &place));
        }
        problems.extend(registry::problems(service, &owner));
    }
    problems
}

/// Folders of a build's cache that no file keys: GitHub refuses a `hashFiles()` without a pattern.
fn keyed_by_nothing(build: &Build, place: &Place) -> impl Iterator<Item = Problem> {
    let folders = place.key("cache").key("folders");
    let each = build.cache.folders.iter().enumerate().filter(|(_, folder)| folder.keyed_by.is_empty());
    each.map(move |(index, _)| Problem::Missing {
        place: folders.index(index).key("keyed-by").in_words("cached folder"),
        what: "lock file that keys it",
        remedy: "name the files by which it changes, such as `keyed-by: [package-lock.json]`",
    })
}

/// A workflow of a repository: its name, its file, and where it is described.
struct Described {
    name: String,
    file: String,
    place: Place,
}

/// Two workflows with one name, or in one file.
fn workflows(repository: &Repository, owner: &Place) -> Vec<Problem> {
    let mut all = Vec::new();
    for (index, service) in repository.services.iter().enumerate() {
        let owner = owner.service(index);
        all.extend(service.builds.iter().enumerate().map(|(index, build)| Described {
            name: build.workflow.to_string(),
            file: build.file.to_string(),
            place: owner.build(index, build),
        }));
        all.extend(service.deployments.iter().enumerate().map(|(index, deployment)| Described {
            name: deployment.workflow.to_string(),
            file: deployment.file.to_string(),
            place: owner.deployment(index, deployment),
        }));
    }
    all.extend(repository.assistant.iter().map(|assistant| Described {
        name: assistant.workflow.to_string(),
        file: assistant.file.to_string(),
        place: owner.assistant(assistant),
    }));
    let names = repeated(&all, |workflow| &workflow.name);
    let files = repeated(&all, |workflow| &workflow.file);
    // Two names that are one give two files that are one, where the files are derived: that is told once.
    let files = files.into_iter().filter(|both| !names.contains(both) || !is_derived(&all[both.0], &all[both.1]));
    let files = files.map(|(first, second)| Problem::Repeated {
        what: "workflow file",
        name: all[second].file.clone(),
        first: all[first].place.key("file"),
        second: all[second].place.key("file"),
    });
    let of_names = names.iter().map(|(first, second)| Problem::Repeated {
        what: "workflow",
        name: all[*second].name.clone(),
        first: all[*first].place.key("workflow"),
        second: all[*second].place.key("workflow"),
    });
    of_names.chain(files).collect()
}

/// Whether the files of both workflows follow from their names.
fn is_derived(first: &Described, second: &Described) -> bool {
    [first, second].into_iter().all(|each| {
        let name = WorkflowName::from(each.name.clone());
        FileName::of(&name).as_str() == each.file
    })
}

/// An environment that the organisation does not declare.
pub(super) fn unknown_environment(
    organization: &Organization,
    name: &EnvironmentName,
    place: &Place,
) -> Option<Problem> {
    let known = || organization.environments.iter().map(|known| known.name.as_str());
    (!known().any(|known| known == name.as_str())).then(|| Problem::UnknownEnvironment {
        environment: name.to_string(),
        used_in: place.clone().written_at(name.written_at()),
        nearest: Nearest::of(name.as_str(), known()),
        known: known().collect(),
    })
}

/// Whether the build, the branch and the tag that a deployment relies on exist.
fn after(service: &Service, deployment: &Deployment, owner: &Place, place: &Place) -> Option<Problem> {
    let after = &deployment.after;
    let Some((index, build)) = service.builds.iter().enumerate().find(|(_, build)| build.workflow == after.build)
    else {
        let known = || service.builds.iter().map(|build| build.workflow.as_str());
        return Some(Problem::UnknownBuild {
            used_in: place.key("after").key("build").written_at(after.build.written_at()),
            build: after.build.to_string(),
            service: owner.clone(),
            nearest: Nearest::of(after.build.as_str(), known()),
            known: known().collect(),
        });
    };
    // A build without branches or tags is told by itself.
    if build.branches.is_empty() || build.tags.list().is_empty() {
        return None;
    }
    if !build.branches.contains(&after.branch) {
        return Some(Problem::BranchNotBuilt {
            used_in: place.key("after").key("branch").written_at(after.branch.written_at()),
            branch: after.branch.to_string(),
            build: owner.build(index, build).key("branches"),
            branches: build.branches.iter().map(Branch::as_str).collect(),
        });
    }
    tag(deployment, build, place, &owner.build(index, build).key("tags"))
}

/// Whether a deployment's build pushes the tag that it pulls, for each branch that can be deployed.
fn tag(deployment: &Deployment, build: &Build, place: &Place, tags: &Place) -> Option<Problem> {
    let branch = &deployment.after.branch;
    // Whoever starts it by hand may name any branch that the build accepts, and it accepts all.
    let any = Branch::from("<branch>".to_owned());
    let by_hand = deployment.by_hand != DispatchBranch::Fixed;
    let as_pulled = |tag: &Tag, branch: &Branch| {
        let text = if *branch == any { any.to_string() } else { branch_as_tag(branch.as_str()).unwrap_or_default() };
        tag.text(&text, "<sha>")
    };
    let is_pushed = |branch: &Branch| {
        let pulled = as_pulled(&deployment.image_tag, branch);
        pushed(build, branch).any(|tag| as_pulled(tag, branch) == pulled)
    };
    if is_pushed(branch) && (!by_hand || is_pushed(&any)) {
        return None;
    }
    let without = if is_pushed(branch) { &any } else { branch };
    let for_each = if by_hand { &any } else { branch };
    let images: Names = pushed(build, for_each).map(as_data).collect();
    let in_tags = build.tags.list().contains(&deployment.image_tag);
    let of_one = if let Tag::LatestOn(only) = &deployment.image_tag { Some(only).filter(|_| in_tags) } else { None };
    Some(match of_one {
        Some(only) => Problem::TagOfOneBranch {
            used_in: place.key("image-tag"),
            tag: as_pulled(&deployment.image_tag, branch),
            only: only.to_string(),
            waits_for: Some(branch.to_string()).filter(|_| branch != only),
            by_hand,
            build: tags.clone(),
            images,
        },
        None => Problem::TagNotPushed {
            used_in: place.key("image-tag"),
            tag: as_pulled(&deployment.image_tag, without),
            build: tags.clone(),
            pushed: pushed(build, without).map(|tag| as_pulled(tag, without)).collect(),
            image: as_data(&deployment.image_tag),
            images,
        },
    })
}

/// A tag that is pushed for one branch, and pulled for another too, so that it can be pointed at. `waits_for` is the branch that
/// the deployment waits for, where that is not the one.
pub(super) fn of_one_branch(
    used_in: &Place,
    tag: &str,
    (only, waits_for): (&str, Option<&str>),
    by_hand: bool,
    build: &Place,
    images: &Names,
) -> Finding {
    let others = images.each(|image| format!("`image-tag: {image}`")).join(" or ");
    let others = if others.is_empty() { others } else { format!(", or pull {others}") };
    let other = waits_for.map_or_else(
        || "another branch can be deployed by hand".to_owned(),
        |branch| format!("this deployment waits for `{branch}`"),
    );
    let changes = |fixed: &str| {
        let wait = waits_for.map(|_| format!("wait for `{only}`"));
        let fixed = by_hand.then(|| format!("deploy no other branch by hand, `{fixed}`"));
        [wait, fixed].into_iter().flatten().collect::<Vec<_>>().join(" and ") + &others
    };
    let message = format!("the tag `{tag}` is pushed for `{only}` alone, and {other}");
    Finding::new(message, used_in, "pulled here", changes("by-hand: fixed"))
        .in_rust(changes("by_hand: DispatchBranch::Fixed"))
        .beside(build, format!("`{tag}` is pushed for `{only}` alone"))
}
