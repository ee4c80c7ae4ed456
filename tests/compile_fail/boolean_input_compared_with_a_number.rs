use pipewright::actions::expr::{Expr, key::JobIf};
use pipewright::actions::trigger::{Input, WorkflowDispatch};

fn main() {
    let rehearse = WorkflowDispatch::default().declare("rehearse", Input::boolean("Deploy nothing"));
    let _: Expr<bool, JobIf> = rehearse.value().equals(1.0);
}
