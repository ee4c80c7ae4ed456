use actions::expr::{Expr, github};

fn main() {
    let _: Expr<bool> = github::run_number().equals(3.0);
}
