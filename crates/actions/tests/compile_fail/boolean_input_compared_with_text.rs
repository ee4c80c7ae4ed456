use actions::expr::{Expr, key::StepIf};
use actions::trigger::{Input, WorkflowDispatch};

fn main() {
    let rehearse = WorkflowDispatch::default().declare("rehearse", Input::boolean("Deploy nothing"));
    let _: Expr<bool, StepIf> = rehearse.value().equals("true");
}
