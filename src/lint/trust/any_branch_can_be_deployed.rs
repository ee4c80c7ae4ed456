//! T303: everyone who may start the workflow can deploy any branch, reviewed or not.

use crate::description::DispatchBranch;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// The rule.
pub static RULE: Rule = Rule {
    code: "T303",
    name: "any-branch-can-be-deployed",
    about: Subjects::Trust,
    severity: Severity::Note,
    summary: "everyone who may start the workflow can deploy any branch, reviewed or not",
    why: "With `branch: selected` or `input` the branch of a manual deployment is whatever is selected or \
        entered. A branch that nobody reviewed is deployed with the environment's secrets, as if it had been \
        merged.",
    happens: "Under time pressure a branch is deployed \"just to see\". It works and is forgotten; the next \
        deployment of `main` removes what customers have used for a week.",
    fix: "Allow only the branch whose builds are deployed anyway: `workflow-dispatch: { branch: fixed }`. If \
        the environment is for trying out branches, ignore this finding with a reason.",
    source: "https://docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments#deployment-branches-and-tags",
    example: Example::Description {
        base: Base::Compose,
        good: "            workflow-dispatch: { branch: fixed }
",
        bad: "            workflow-dispatch: { branch: selected }
",
    },
    gotcha: None,
    finds: Finds::Here(find),
};

fn find(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let deployments =
        subject.deployments().filter(|at| at.deployment.workflow_dispatch.branch != DispatchBranch::Fixed);
    let each = deployments.map(|at| {
        let finding = Diagnostic::new(
            format!(
                "everyone who may start it can deploy any branch to `{}`, reviewed or not",
                at.deployment.environment
            ),
            &at.place.key("workflow-dispatch"),
            "any branch can be selected",
            "allow only the branch whose builds are deployed: `workflow-dispatch: { branch: fixed }`",
        )
        .in_rust(
            "allow only the branch whose builds are deployed: `workflow_dispatch: Dispatch::of(DispatchBranch::Fixed)`",
        );
        at.found(finding, &Position::trigger("workflow_dispatch"))
    });
    each.collect()
}
