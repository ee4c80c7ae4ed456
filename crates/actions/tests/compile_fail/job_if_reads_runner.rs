use actions::expr::{Expr, key::JobIf, runner};

fn main() {
    let _: Expr<bool, JobIf> = runner::os().equals("Linux");
}
