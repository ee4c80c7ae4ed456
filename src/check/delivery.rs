//! Whether every deployment follows a build that pushes what it pulls, to an environment that exists.

use super::problem::Nearest;
use super::{Place, Problem, repeated};
use crate::spec::{Branch, Build, Deployment, DispatchBranch, EnvironmentName, Organization, Repository, Service, Tag};

/// The problems of a repository's builds and deployments.
pub(super) fn problems(organization: &Organization, repository: &Repository) -> Vec<Problem> {
    let owner = Place::repository(repository);
    let mut problems = workflows(repository, &owner);
    for service in &repository.services {
        for build in &service.builds {
            let place = owner.build(build);
            if let Some(environment) = &build.environment {
                problems.extend(unknown_environment(organization, environment, &place));
            }
            if build.tags.list().is_empty() {
                problems.push(Problem::Missing {
                    place: place.clone(),
                    what: "tag",
                    remedy: "give the image at least one",
                });
            }
            if build.branches.is_empty() {
                problems.push(Problem::Missing {
                    place,
                    what: "branch",
                    remedy: "name the branches whose pushes start the build",
                });
            }
        }
        for deployment in &service.deployments {
            let place = owner.deployment(deployment);
            problems.extend(unknown_environment(organization, &deployment.to, &place));
            problems.extend(after(service, deployment, &owner));
        }
    }
    problems
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
    for service in &repository.services {
        all.extend(service.builds.iter().map(|build| Described {
            name: build.workflow.to_string(),
            file: build.file.to_string(),
            place: owner.build(build),
        }));
        all.extend(service.deployments.iter().map(|deployment| Described {
            name: deployment.workflow.to_string(),
            file: deployment.file.to_string(),
            place: owner.deployment(deployment),
        }));
    }
    all.extend(repository.assistant.iter().map(|assistant| Described {
        name: assistant.workflow.to_string(),
        file: assistant.file.to_string(),
        place: owner.within(format!("assistant `{}`", assistant.workflow)),
    }));
    let twice = |what, key: fn(&Described) -> &String| {
        repeated(&all, key).into_iter().map(move |(first, second)| Problem::Repeated {
            what,
            name: key(second).clone(),
            first: first.place.clone(),
            second: second.place.clone(),
        })
    };
    twice("workflow", |workflow| &workflow.name).chain(twice("workflow file", |workflow| &workflow.file)).collect()
}

fn unknown_environment(organization: &Organization, name: &EnvironmentName, place: &Place) -> Option<Problem> {
    let known: Vec<&str> = organization.environments.iter().map(|known| known.name.as_str()).collect();
    (!known.contains(&name.as_str())).then(|| Problem::UnknownEnvironment {
        environment: name.to_string(),
        used_in: place.clone(),
        known: known.join(", "),
        nearest: Nearest::of(name.as_str(), known),
    })
}

/// Whether the build, the branch and the tag that a deployment relies on exist.
fn after(service: &Service, deployment: &Deployment, owner: &Place) -> Option<Problem> {
    let place = owner.deployment(deployment);
    let after = &deployment.after;
    let Some(build) = service.builds.iter().find(|build| build.workflow == after.build) else {
        let known: Vec<&str> = service.builds.iter().map(|build| build.workflow.as_str()).collect();
        return Some(Problem::UnknownBuild {
            used_in: place,
            build: after.build.to_string(),
            service: owner.clone(),
            known: known.join(", "),
        });
    };
    if !build.branches.contains(&after.branch) {
        let branches: Vec<&str> = build.branches.iter().map(Branch::as_str).collect();
        return Some(Problem::BranchNotBuilt {
            used_in: place,
            branch: after.branch.to_string(),
            build: owner.build(build),
            branches: branches.join(", "),
        });
    }
    // Whoever starts it by hand may name any branch that the build accepts, and it accepts all.
    let by_hand = (deployment.by_hand != DispatchBranch::Fixed).then(|| Branch::from("<branch>".to_owned()));
    [Some(after.branch.clone()), by_hand].into_iter().flatten().find_map(|branch| {
        let pushed = pushed(build, &branch);
        let pulled = as_pulled(&deployment.image, &branch);
        (!pushed.contains(&pulled)).then(|| Problem::TagNotPushed {
            used_in: place.clone(),
            tag: pulled,
            build: owner.build(build),
            pushed: pushed.join(", "),
        })
    })
}

/// The tags that a build pushes for a branch, `<sha>` standing for the short commit.
fn pushed(build: &Build, branch: &Branch) -> Vec<String> {
    let tags = build.tags.list().iter();
    tags.filter(|tag| !matches!(tag, Tag::LatestOn(only) if only != branch)).map(|tag| as_pulled(tag, branch)).collect()
}

fn as_pulled(tag: &Tag, branch: &Branch) -> String {
    match tag {
        Tag::Branch => branch.to_string(),
        Tag::BranchAndShortSha => format!("{branch}-<sha>"),
        Tag::Named(name) => name.clone(),
        Tag::NamedAndShortSha(name) => format!("{name}-<sha>"),
        Tag::LatestOn(_) => "latest".to_owned(),
    }
}
