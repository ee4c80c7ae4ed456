//! Whether every deployment follows a build that pushes what it pulls, to an environment that exists.

use super::tags::{self, as_data, pushed};
use super::{Nearest, Place, Problem, registry, repeated};
use crate::spec::{
    Branch, Build, Deployment, DispatchBranch, EnvironmentName, FileName, Organization, Repository, Service, Tag,
    WorkflowName, branch_as_tag,
};

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
            problems.extend(unknown_environment(organization, &deployment.to, &place.key("to")));
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
    // Whoever starts it by hand may name any branch that the build accepts, and it accepts all.
    let waited = (after.branch.clone(), branch_as_tag(after.branch.as_str()).unwrap_or_default());
    let any = || (Branch::from("<branch>".to_owned()), "<branch>".to_owned());
    let by_hand = (deployment.by_hand != DispatchBranch::Fixed).then(any);
    [Some(waited), by_hand].into_iter().flatten().find_map(|(branch, text)| {
        let as_pulled = |tag: &Tag| tag.text(&text, "<sha>");
        let pulled = as_pulled(&deployment.image);
        let is_pushed = pushed(build, &branch).any(|tag| as_pulled(tag) == pulled);
        (!is_pushed).then(|| Problem::TagNotPushed {
            used_in: place.key("image"),
            tag: pulled,
            build: owner.build(index, build).key("tags"),
            pushed: pushed(build, &branch).map(as_pulled).collect(),
            image: as_data(&deployment.image),
            images: pushed(build, &branch).map(as_data).collect(),
        })
    })
}
