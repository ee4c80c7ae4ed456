use actions::expr::{Expr, function, key::StepIf};

fn main() {
    let _: Expr<bool, StepIf> = function::failure().equals("true");
}
