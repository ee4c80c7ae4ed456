//! Whether every deployment follows a build that pushes what it pulls, to an environment that exists.

use super::tags::{self, as_data, as_rust, pushed};
use super::{missing, registry, repeated, two_of};
use crate::description::{
    Branch, Build, Deployment, DispatchBranch, EnvironmentName, FileName, Organization, Repository, Service, Tag,
    WorkflowName, branch_as_tag,
};
use crate::diagnostic::{Diagnostic, Names, Nearest, Path, Place};

/// The problems of a repository's builds and deployments.
pub(super) fn problems(organization: &Organization, repository: &Repository, owner: &Place) -> Vec<Diagnostic> {
    let mut problems = workflows(repository, owner);
    for (index, service) in repository.services.iter().enumerate() {
        let owner = owner.service(index);
        for (index, build) in service.builds.iter().enumerate() {
            let place = owner.build(index, build);
            if let Some(environment) = &build.environment {
                problems.extend(unknown_environment(organization, environment, &place.key("environment")));
            }
            if build.tags.is_empty() {
                problems.push(missing(
                    "tag",
                    &place.key("tags"),
                    (
                        "give the image at least one, such as `tags: [branch-and-short-sha]`",
                        "give the image at least one, such as `vec![Tag::BranchAndShortSha]`",
                    ),
                ));
            }
            if build.branches.is_empty() {
                problems.push(missing(
                    "branch",
                    &place.key("branches"),
                    (
                        "name the branches whose pushes start the build, such as `branches: [main]`",
                        "name the branches whose pushes start the build, such as `branches: vec![Branch::new(\"main\")]`",
                    ),
                ));
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

/// Cache mounts of a build that no file keys: GitHub refuses a `hashFiles()` without a pattern.
fn keyed_by_nothing(build: &Build, place: &Place) -> impl Iterator<Item = Diagnostic> {
    let folders = place.key("cache-mounts");
    let each = build.cache_mounts.iter().enumerate().filter(|(_, folder)| folder.key_files.is_empty());
    each.map(move |(index, _)| {
        missing(
            "lock file by which it changes",
            &folders.index(index).key("key-files").in_words("cache mount"),
            (
                "name the files by which it changes, such as `key-files: [package-lock.json]`",
                "name the files by which it changes, such as `key_files: vec![FilePattern::new(\"package-lock.json\")]`",
            ),
        )
    })
}

/// A workflow of a repository: its name, its file, and where it is described.
struct Described {
    name: String,
    file: String,
    place: Place,
}

/// Two workflows with one name, or in one file.
fn workflows(repository: &Repository, owner: &Place) -> Vec<Diagnostic> {
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
    let files = files.map(|(first, second)| {
        let [first, second] = [&all[first], &all[second]];
        let fix = ("give one of them a `file:` of its own", "give one of them a file of its own");
        two_of("workflow file", &second.file, &first.place.key("file"), &second.place.key("file"), fix)
    });
    let of_names = names.iter().map(|(first, second)| {
        let [first, second] = [&all[*first], &all[*second]];
        let fix = "rename one of them: the workflows of a repository are told apart by their names";
        two_of("workflow", &second.name, &first.place.key("workflow"), &second.place.key("workflow"), fix)
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
) -> Option<Diagnostic> {
    let known = || organization.environments.iter().map(|known| known.name.as_str());
    if known().any(|known| known == name.as_str()) {
        return None;
    }
    let names: Names = known().collect();
    let fix = |describe: String| {
        Nearest::of(name.as_str(), known()).or_else(|| {
            if names.is_empty() { describe } else { format!("choose one of {}, or {describe}", names.joined(", ")) }
        })
    };
    let yaml = fix(format!("describe it among the organisation's `environments`: `- name: {name}`"));
    let rust =
        fix(format!("describe it among the organisation's `environments`: `Environment::new(\"{name}\".into(), ...)`"));
    let place = place.clone().written_at(name.written_at());
    let missing =
        Diagnostic::new(format!("unknown environment `{name}`"), &place, "not one of the organisation's", (yaml, rust));
    Some(missing.rests_on([Path::default().key("environments").every().key("name")]))
}

/// Whether the build, the branch and the tag that a deployment relies on exist.
fn after(service: &Service, deployment: &Deployment, owner: &Place, place: &Place) -> Option<Diagnostic> {
    let after = &deployment.after;
    let Some((index, build)) = service.builds.iter().enumerate().find(|(_, build)| build.workflow == after.build)
    else {
        return Some(unknown_build(service, &after.build, owner, place));
    };
    // A build without branches or tags is told by itself.
    if build.branches.is_empty() || build.tags.is_empty() {
        return None;
    }
    if !build.branches.contains(&after.branch) {
        let branch = &after.branch;
        let names: Names = build.branches.iter().map(Branch::as_str).collect();
        let branches = owner.build(index, build).key("branches");
        let place = place.key("after").key("branch").written_at(branch.written_at());
        let message = format!("the deployment waits for the branch `{branch}`, which its build never builds");
        let fix = format!("wait for {}, or add `{branch}` to the build's `branches`", names.joined(" or "));
        return Some(
            Diagnostic::new(message, &place, "never built", fix)
                .related(&branches, format!("builds only: {names}"))
                .rests_on([branches.path().clone()]),
        );
    }
    tag(deployment, build, place, &owner.build(index, build).key("tags"))
}

/// Whether a deployment's build pushes the tag that it pulls, for each branch that can be deployed.
fn tag(deployment: &Deployment, build: &Build, place: &Place, tags: &Place) -> Option<Diagnostic> {
    let branch = &deployment.after.branch;
    // Whoever starts it by hand may name any branch that the build accepts, and it accepts all.
    let any = Branch::from("<branch>".to_owned());
    let by_hand = deployment.workflow_dispatch.branch != DispatchBranch::Fixed;
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
    let images: Vec<&Tag> = pushed(build, for_each).collect();
    let in_tags = build.tags.contains(&deployment.image_tag);
    let of_one = if let Tag::LatestOn(only) = &deployment.image_tag { Some(only).filter(|_| in_tags) } else { None };
    let image = place.key("image-tag");
    let wrong = if let Some(only) = of_one {
        let waits_for = Some(branch.as_str()).filter(|_| branch != only);
        tag_of_one_branch(
            &image,
            &as_pulled(&deployment.image_tag, branch),
            (only.as_str(), waits_for),
            by_hand,
            &images,
        )
        .related(tags, format!("pushed for `{only}` alone"))
    } else {
        let pushed: Names = pushed(build, without).map(|tag| as_pulled(tag, without)).collect();
        let tag = as_pulled(&deployment.image_tag, without);
        let fix = |as_text: fn(&Tag) -> String, image: &str| {
            let add = format!("add `{}` to the build's `tags`", as_text(&deployment.image_tag));
            if images.is_empty() {
                add
            } else {
                format!("pull what it pushes, {}, or {add}", one_of(&images, as_text, image))
            }
        };
        let message = format!("the deployment pulls the tag `{tag}`, which its build never pushes");
        Diagnostic::new(message, &image, "pulled here", (fix(as_data, "image-tag: "), fix(as_rust, "image_tag: ")))
            .related(tags, format!("pushes only: {pushed}"))
    };
    let deployment = image.path().clone().parent();
    Some(wrong.rests_on([tags.path().clone(), deployment.clone().key("after"), deployment.key("workflow-dispatch")]))
}

/// A build that a deployment follows, and that its service does not have.
fn unknown_build(service: &Service, build: &WorkflowName, owner: &Place, place: &Place) -> Diagnostic {
    let known = || service.builds.iter().map(|build| build.workflow.as_str());
    let names: Names = known().collect();
    let fix = |describe: String| {
        Nearest::of(build.as_str(), known()).or_else(|| {
            if names.is_empty() { describe } else { format!("wait for {}, or {describe}", names.joined(" or ")) }
        })
    };
    let yaml = fix(format!("describe it among the service's `builds`: `- workflow: {build}`"));
    let rust = fix(format!("describe it among the service's `builds`: `Build::new(\"{build}\", ...)`"));
    let message = format!("the deployment waits for the build `{build}`, which its service does not have");
    let place = place.key("after").key("build").written_at(build.written_at());
    Diagnostic::new(message, &place, "no build of this service", (yaml, rust)).rests_on([owner
        .path()
        .clone()
        .key("builds")
        .every()
        .key("workflow")])
}

/// Tags as a deployment names one of them.
fn one_of(tags: &[&Tag], as_text: fn(&Tag) -> String, key: &str) -> String {
    tags.iter().map(|tag| format!("`{key}{}`", as_text(tag))).collect::<Vec<_>>().join(" or ")
}

/// A tag that is pushed for one branch, and pulled for another too. `waits_for` is the branch that the deployment waits for, where
/// that is not the one.
fn tag_of_one_branch(
    image: &Place,
    tag: &str,
    (only, waits_for): (&str, Option<&str>),
    by_hand: bool,
    images: &[&Tag],
) -> Diagnostic {
    let other = waits_for.map_or_else(
        || "another branch can be deployed by hand".to_owned(),
        |branch| format!("this deployment waits for `{branch}`"),
    );
    let changes = |fixed: &str, as_text: fn(&Tag) -> String| {
        let wait = waits_for.map(|_| format!("wait for `{only}`"));
        let fixed = by_hand.then(|| format!("deploy no other branch by hand, `{fixed}`"));
        let changes = [wait, fixed].into_iter().flatten().collect::<Vec<_>>().join(" and ");
        if images.is_empty() {
            changes
        } else {
            format!("{changes}, or pull {}", one_of(images, as_text, "image-tag: "))
        }
    };
    let message = format!("the tag `{tag}` is pushed for `{only}` alone, and {other}");
    let fix = (
        changes("workflow-dispatch: { branch: fixed }", as_data),
        changes("workflow_dispatch: Dispatch::of(DispatchBranch::Fixed)", as_rust),
    );
    Diagnostic::new(message, image, "pulled here", fix)
}
