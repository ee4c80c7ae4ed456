//! Which commit and which branch a deployment is about.
//!
//! A deployment starts in two ways: a build ended (`workflow_run`), or somebody pressed the button. In a `workflow_run`,
//! `github.sha` and `github.ref` are the default branch's: everything about the built commit comes from the payload, and
//! they count only where it is empty. What is checked out decides the rest: the commit is asked of the checkout
//! (`templates/image/deployment.sh`), so that a branch that was entered, or moved while the run waited, mixes nothing.

use crate::description::{After, Deployment, DispatchBranch};
use actions::Workflow;
use actions::expr::key::JobIf;
use actions::expr::{Expr, function, github, github::workflow_run};
use actions::trigger::{Filter, Input, On, Triggers, WorkflowDispatch, WorkflowRun};

/// Which commit and which branch a deployment is about, and when it goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Origin {
    /// The triggers.
    pub on: Triggers,
    /// The gate: only then does the job run.
    pub gate: Expr<bool, JobIf>,
    /// What is checked out.
    pub reference: Expr<String>,
    /// The branch.
    pub branch: Expr<String>,
}

impl Origin {
    /// The origin of a deployment that waits for `build`.
    pub fn of(deployment: &Deployment, build: &Workflow) -> Self {
        let After { branch, .. } = &deployment.after;
        let mut dispatch = WorkflowDispatch::default();
        let (reference, by_hand) = match deployment.workflow_dispatch.branch {
            DispatchBranch::Selected => (github::reference(), github::ref_name()),
            DispatchBranch::Fixed => (github::reference(), branch.as_str().into()),
            DispatchBranch::Input => {
                let asked = Input::text("The branch whose image is deployed; the image must exist");
                let entered = dispatch.declare("branch", asked.required().default(branch.as_str())).value();
                let full = function::format("refs/heads/{0}", [entered.clone()]);
                (entered.clone().and_then(full).or_else(github::reference()), entered.or_else(github::ref_name()))
            }
        };
        let mut run = WorkflowRun::completed(build);
        run.branches = Filter::named([branch.as_str()]);
        Self {
            on: vec![
                On::from(run)
                    .because("Starts after every build, successful or not; the job's condition requires success.")
                    .remark(
                        "zizmor: ignore[dangerous-triggers] only builds of this repository's own branches start this workflow",
                    ),
                On::from(dispatch)
                    .because("Manual runs repeat a deployment or deploy a hotfix: the image must already be in the registry."),
            ]
            .into(),
            gate: github::event_name().equals("workflow_dispatch").or(workflow_run::conclusion()
                .equals("success")
                .and(workflow_run::head_branch().equals(branch.as_str()))),
            reference: workflow_run::head_sha().or_else(reference),
            branch: workflow_run::head_branch().or_else(by_hand),
        }
    }
}
