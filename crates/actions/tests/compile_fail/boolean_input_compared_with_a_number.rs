use actions::expr::{Expr, key::JobIf};
use actions::trigger::{Input, WorkflowDispatch};

fn main() {
    let rehearse = WorkflowDispatch::default().declare("rehearse", Input::boolean("Deploy nothing"));
    let _: Expr<bool, JobIf> = rehearse.value().equals(1.0);
}
