//! D102: a push to one branch cancels the build of another, whose deployment then never starts.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::subject::BuildAt;
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// The rule.
pub static RULE: Rule = Rule {
    code: "D102",
    name: "build-cancels-another-branch",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a push to one branch cancels the build of another, whose deployment then never starts",
    why: "A deployment starts when its build succeeds. After a cancelled build the deployment's run is skipped \
        without any message. If several branches share one concurrency group, a push to any of them cancels the \
        builds of the others, and no later build makes up for it, because the newer build is of another branch.",
    happens: "A fix is merged to `main`; while it builds, somebody pushes to `staging`. GitHub cancels the build \
        of `main`, production stays as it was, and everybody believes that the fix is live. On a single branch \
        this is harmless: the newer commit contains the older one.",
    fix: "Split the build into one build per branch, each with its own `concurrency` group; or remove \
        `concurrency`.",
    source: "https://docs.github.com/actions/how-tos/write-workflows/choose-when-workflows-run/control-workflow-concurrency",
    example: Example::Description {
        base: Base::TwoBranches,
        good: "            concurrency: { group: build-main, cancel-in-progress: true }
",
        bad: "            concurrency: { group: build-release, cancel-in-progress: true }
",
    },
    gotcha: Some(2),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let builds: Vec<BuildAt<'_>> = subject.builds().collect();
    let deployed = |at: &BuildAt<'_>| at.service.deployments.iter().any(|each| each.after.build == at.build.workflow);
    let mut found = Vec::new();
    for at in builds.iter().filter(|at| deployed(at)) {
        let Some(group) = &at.build.concurrency else { continue };
        let one_group = |other: &&BuildAt<'_>| {
            // GitHub takes no notice of letter case.
            other.repository.name == at.repository.name
                && other
                    .build
                    .concurrency
                    .as_ref()
                    .is_some_and(|other| other.group.as_str().eq_ignore_ascii_case(group.group.as_str()))
        };
        let mut branches: Vec<&str> = Vec::new();
        for branch in builds.iter().filter(one_group).flat_map(|other| &other.build.branches) {
            if !branches.contains(&branch.as_str()) {
                branches.push(branch.as_str());
            }
        }
        if branches.len() < 2 {
            continue;
        }
        let finding = Diagnostic::new(
            format!(
                "a push to one of {} cancels the builds of the others, and their deployments",
                branches.join(", ")
            ),
            &at.place.key("concurrency"),
            "one group for several branches",
            "give each branch its own build with its own group of its own, such as `concurrency: { group: build-main, cancel-in-progress: true }`",
        )
        .in_rust(
            r#"give each branch its own build with its own group of its own: `concurrency: Some(BuildConcurrency::newest_wins("build-main"))`"#,
        );
        found.push(at.found(finding, &Position::workflow().key("concurrency").key("cancel-in-progress")));
    }
    found
}
