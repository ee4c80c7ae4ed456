use actions::expr::{Expr, function, key::JobIf, key::StepIf};

fn main() {
    let of_step: Expr<bool, StepIf> = function::always();
    let _: Expr<bool, JobIf> = of_step;
}
