//! D101: a branch is built, but no deployment uses its image.

use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// The rule.
pub static RULE: Rule = Rule {
    code: "D101",
    name: "branch-never-deployed",
    about: Subjects::Delivery,
    severity: Severity::Warning,
    summary: "a branch is built, but no deployment uses its image",
    why: "Every push to the branch pays for a build and leaves an image in the registry. The push gets a green \
        check, so people believe that something was deployed.",
    happens: "A team merges to `staging` and tests on the staging server, which still serves last month's image: \
        the branch is built, but nothing deploys it. Its images pile up in the registry.",
    fix: "Remove the branch from the build's `branches`, or add a deployment that follows the build on that \
        branch. A service without any deployment is not reported: its image is what it delivers.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#workflow_run",
    example: Example::Description {
        base: Base::TwoBranches,
        good: "after: { build: Build release, branch: release }",
        bad: "after: { build: Build main, branch: main }",
    },
    gotcha: Some(8),
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for at in subject.builds().filter(|at| !at.service.deployments.is_empty()) {
        for (index, branch) in at.build.branches.iter().enumerate() {
            let mut deployments = at.service.deployments.iter();
            if deployments.any(|each| each.after.build == at.build.workflow && each.after.branch == *branch) {
                continue;
            }
            let finding = Diagnostic::new(
                format!("the branch `{branch}` is built, but no deployment uses its image"),
                &at.place.key("branches").index(index).written_at(branch.written_at()),
                "every push is built, and nothing is deployed",
                format!(
                    "remove `{branch}` from `branches`, or add a deployment with `after: {{ build: {}, branch: {branch} }}`",
                    at.build.workflow
                ),
            )
            .in_rust(format!("remove `{branch}` from `branches`, or add a deployment after the build `.on` that branch"));
            found.push(at.found(finding, &Position::trigger("push").key("branches")));
        }
    }
    found
}
