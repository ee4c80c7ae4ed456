use actions::expr::{Expr, key::StepIf};
use actions::trigger::{Input, WorkflowDispatch};

fn main() {
    let copies = WorkflowDispatch::default().declare("copies", Input::number("How many run"));
    let _: Expr<bool, StepIf> = copies.value().greater("1");
}
