use actions::expr::{Expr, key::JobIf};
use actions::trigger::{Input, WorkflowCall};

fn main() {
    let rehearse = WorkflowCall::default().declare("rehearse", Input::boolean("Deploy nothing"));
    let _: Expr<bool, JobIf> = rehearse.value().differs("false");
}
