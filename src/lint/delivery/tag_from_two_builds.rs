//! D116: two builds of a repository, or two branches of one build, push the same moving tag: it names whichever came
//! last.

use crate::description::{Branch, FileName};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::Place;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::subject::BuildAt;
use crate::lint::{Base, Example, Subject};
use actions::Position;
use std::collections::BTreeMap;

/// The rule.
pub static RULE: Rule = Rule {
    code: "D116",
    name: "tag-from-two-builds",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "two builds of a repository, or two branches of one build, push the same moving tag: it names \
        whichever came last",
    why: "All builds of a repository push to one image. A moving tag, such as `latest` or `stable`, promises a \
        certain kind of build; if two builds push it, it names whichever finished last. The same is true for one \
        build of two branches.",
    happens: "A fix goes to the release branch in the evening, an experiment to main at the same time. Both \
        builds push `latest`, and the build of main takes two minutes longer. Whoever pulls `latest` now runs \
        the experiment, and both logs report success.",
    fix: "Let only one build push it: `latest-on: main` pushes `latest` from that branch only. Give each other \
        build a tag of its own, such as `named: release`.",
    source: "https://docs.docker.com/build/ci/github-actions/manage-tags-labels/",
    example: Example::Description {
        base: Base::TwoBranches,
        good: "            branches: [release]
            tags: [branch-and-short-sha, { named: release }]
",
        bad: "            branches: [release]
            tags: [branch-and-short-sha, { named: latest }]
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    let mut pushed: BTreeMap<(&str, &str, String), (&BuildAt<'_>, Place)> = BTreeMap::new();
    let builds: Vec<BuildAt<'_>> = subject.builds().collect();
    for at in &builds {
        for (tag, place) in moving(at) {
            let image = (at.repository.name.as_str(), at.build.registry.as_str(), tag.clone());
            let (first, beside) = pushed.entry(image).or_insert_with(|| (at, place.clone()));
            if std::ptr::eq(*first, at) {
                continue;
            }
            let other = &first.build.workflow;
            let file = FileName::of(&at.build.workflow);
            let own = file.as_str().trim_end_matches(".yml");
            let finding = Diagnostic::new(
                format!(
                    "`{tag}` is pushed by `{}` and by `{other}`: it names whichever finished last",
                    at.build.workflow
                ),
                &place,
                "pushed here too",
                format!(
                    "let only `{other}` push it, and give this build a tag of its own, such as `{{ named: {own} }}`"
                ),
            )
            .in_rust(format!(
                "let only `{other}` push it, and give this build a tag of its own, such as `Tag::named(\"{own}\")`"
            ));
            found.push(at.found(finding.related(beside, "the other one"), &tags(at)));
        }
        found.extend(from_two_branches(at));
    }
    found
}

/// Where the tags of a build show.
fn tags(at: &BuildAt<'_>) -> Position {
    at.workflow.step("Build and push the image").key("with").key("tags")
}

/// Tags that move and that one build pushes from two of its branches: two names of branches may be one tag.
fn from_two_branches<'s>(at: &'s BuildAt<'_>) -> impl Iterator<Item = Diagnostic> + 's {
    at.build.tags.iter().enumerate().filter(|(_, tag)| tag.moves()).filter_map(|(index, tag)| {
        let mut seen: BTreeMap<String, &Branch> = BTreeMap::new();
        let (name, first, second) = at.build.branches.iter().find_map(|branch| {
            let name = tag.on(branch.as_str(), "")?;
            let first = seen.insert(name.clone(), branch)?;
            Some((name, first, branch))
        })?;
        let finding = Diagnostic::new(
            format!("`{name}` is pushed from `{first}` and from `{second}`: it names whichever was built last"),
            &at.place.key("tags").index(index),
            "one tag for two branches",
            format!("give `{second}` a build of its own, with a tag of its own"),
        );
        Some(at.found(finding, &tags(at)))
    })
}

/// The tags of a build that move, each as the registry has it, with the place where the description says it.
fn moving(at: &BuildAt<'_>) -> Vec<(String, Place)> {
    let mut moving: Vec<(String, Place)> = Vec::new();
    for (index, tag) in at.build.tags.iter().enumerate() {
        if !tag.moves() {
            continue;
        }
        for name in at.build.branches.iter().filter_map(|branch| tag.on(branch.as_str(), "")) {
            if moving.iter().all(|(known, _)| *known != name) {
                let place = at.place.key("tags").index(index);
                moving.push((name, place));
            }
        }
    }
    moving
}
