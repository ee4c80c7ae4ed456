use actions::expr::{Expr, key::JobIf, matrix};

fn main() {
    let _: Expr<bool, JobIf> = matrix::named("os").equals("linux");
}
