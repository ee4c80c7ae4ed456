use pipewright::workflow::expr::{Expr, key::StepIf};
use pipewright::workflow::trigger::{Input, WorkflowDispatch};

fn main() {
    let rehearse = WorkflowDispatch::default().declare("rehearse", Input::boolean("Deploy nothing"));
    let _: Expr<bool, StepIf> = rehearse.value().equals("true");
}
