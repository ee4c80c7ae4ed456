//! An environment that any branch can be deployed to by hand.

use crate::description::DispatchBranch;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Finds, Rule, Severity, Subjects};
use crate::lint::{Base, Example, Subject};
use actions::Position;

/// An environment that any branch can be deployed to by hand.
pub static RULE: Rule = Rule {
    code: "T303",
    name: "any-branch-by-hand",
    about: Subjects::Trust,
    severity: Severity::Note,
    summary: "whoever may start the workflow can deploy any branch, reviewed or not",
    why: "With `workflow-dispatch: { branch: selected }` or `input` the branch is whatever is chosen beside the button. A branch that nobody \
        reviewed is deployed with the environment's secrets, as if it had been merged.",
    happens: "Under time pressure a branch is deployed \"just to see\". It works and is forgotten; the next deployment of \
        `main` takes away what customers have seen for a week.",
    mend: "Deploy the branch alone whose builds are deployed anyway: `workflow-dispatch: { branch: fixed }`. For an environment in which \
        trying branches out is the point, accept the finding and say so.",
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
            format!("whoever may start it deploys any branch to `{}`, reviewed or not", at.deployment.environment),
            &at.place.key("workflow-dispatch"),
            "the branch is whatever is chosen",
            "deploy the one whose builds are deployed anyway: `workflow-dispatch: { branch: fixed }`",
        )
        .in_rust(
            "deploy the one whose builds are deployed anyway: `workflow_dispatch: Dispatch::of(DispatchBranch::Fixed)`",
        );
        at.found(finding, &Position::trigger("workflow_dispatch"))
    });
    each.collect()
}
